// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <kith/described.h>

#include "conversation/search_terms.h"

namespace kith::conversation {

/// A stretch of a snippet that was searched for.
struct SnippetMatch {
  std::int64_t begin = 0;
  std::int64_t end = 0;

  static consteval auto describe() {
    return described(
        "A stretch of a snippet that was searched for, in UTF-16 units as browsers "
        "count: snippet.slice(begin, end).",
        field<&SnippetMatch::begin>("Where it begins."),
        field<&SnippetMatch::end>("Where it has ended."));
  }
  bool operator==(const SnippetMatch&) const = default;
};

/// The part of a message that shows why it was found, in one line of plain text.
struct Snippet {
  std::string text;
  std::vector<SnippetMatch> matches;  ///< in order, apart from each other
  bool is_cut_before = false;         ///< the message says more before it
  bool is_cut_after = false;
};

/// Makes the snippet of `text` in which the most of the wanted terms stand. Looks at the first
/// 64 KB of a text.
Snippet make_snippet(TermFinder& finder, std::string_view text);

}  // namespace kith::conversation
