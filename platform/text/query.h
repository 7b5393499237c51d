// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <kith/result.h>

namespace kith::text {

/// The longest search that is read, in bytes, and the most terms in it.
inline constexpr std::size_t query_bytes = 1000;
inline constexpr std::size_t query_terms = 32;

/// A word or a phrase to look for: folded tokens that stand one after the other.
struct Term {
  std::vector<std::string> tokens;  ///< at least one
  bool is_prefix = false;           ///< the last token may go on
};

/// A search as a person typed it, read into tokens; nothing of the typed text is left in it.
struct Query {
  /// Each group must be met, by any one of its terms. At least one group.
  std::vector<std::vector<Term>> all_of;
  /// None of these may be met.
  std::vector<Term> none_of;
};

/// Reads `word "a phrase" -without -"this phrase" begin* this OR that`. Words must all be there;
/// OR in capitals joins its two neighbours more closely than the rest; a word that the tokeniser
/// cuts (wi-fi, 東京) is a phrase; an open quotation ends with the text. Any thread.
/// Errors: `invalid` with what to change, for no word, only exclusions, an exclusion beside OR,
/// fewer than two letters before a star, or a search that is too long.
Result<Query> parse_query(std::string_view text);

/// The MATCH expression of FTS5 for `query`, of quoted tokens and operators only, limited to
/// `column` unless that is "". Needs an index made with the tokenizer "kith".
std::string to_fts5(const Query& query, std::string_view column = {});

}  // namespace kith::text
