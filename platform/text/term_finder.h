// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include <kith/texts.h>

namespace kith::text {

/// The TermMatcher of the platform's own tokens: a text is cut once, and each of its tokens is
/// looked up among those that terms begin with.
class TermFinder final : public TermMatcher {
 public:
  explicit TermFinder(std::span<const std::vector<std::string>> lists);

  std::vector<std::size_t> match(std::string_view text) const override;

 private:
  struct Term {
    std::vector<std::string> tokens;
    std::size_t list = 0;
    bool is_prefix = false;  ///< its last token may go on
  };

  void add(std::string_view term, std::size_t list);
  static bool occurs(const Term& term, const std::vector<std::string>& tokens, std::size_t at);

  std::unordered_map<std::string, std::vector<Term>> by_first_;
  std::vector<Term> prefixes_;  ///< those of one token that may go on
};

/// The Texts of the platform.
class TextTools final : public Texts {
 public:
  std::unique_ptr<TermMatcher> matcher(
      std::span<const std::vector<std::string>> lists) const override;
  Sketch sketch(std::string_view text) const override;
  int mark(std::string_view text) const override;
};

}  // namespace kith::text
