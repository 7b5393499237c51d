// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/query.h"

namespace kith::text {

/// Tells of one text after another whether a query finds it, with the meaning that FTS5 gives to
/// `to_fts5(query)` over the same tokeniser: for the messages that are not in the index yet.
/// Reads a text once and allocates nothing while it does. One thread at a time.
class Matcher {
 public:
  explicit Matcher(const Query& query);

  bool matches(std::string_view text);

 private:
  // Every token of every term has a place, a bit; the places of one term follow each other.
  using Places = std::vector<std::uint64_t>;
  struct Prefix {
    std::string token;
    std::size_t place;
  };
  enum class Verdict { open, found, excluded };

  void add(const Term& term, int group);
  void index_tokens();
  std::size_t slot_of(std::string_view token) const;
  bool places_of(std::string_view token);
  Verdict step();

  std::size_t words_ = 0;             // of 64 places each
  std::vector<std::string> tokens_;   // distinct, of exact places
  std::vector<Places> token_places_;  // beside tokens_
  std::vector<std::uint16_t> slots_;  // hash table of 1 + index into tokens_, 0 is empty
  std::vector<Prefix> prefixes_;
  std::bitset<256> first_bytes_;
  Places starts_;
  Places ends_;
  std::vector<int> group_of_;  // by place; -1 is an exclusion
  std::uint64_t all_groups_ = 0;
  bool has_exclusions_ = false;

  std::uint64_t found_ = 0;  // scratch of matches()
  Places state_;
  Places mask_;
};

/// The same for a single text.
bool matches(const Query& query, std::string_view text);

}  // namespace kith::text
