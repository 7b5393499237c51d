// SPDX-License-Identifier: Apache-2.0
#include "text/term_finder.h"

#include <algorithm>

#include "text/mark.h"
#include "text/sketch.h"
#include "text/tokens.h"

namespace kith::text {
namespace {

std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens;
  for_each_token(text, [&](const Token& token) { tokens.emplace_back(token.text); });
  return tokens;
}

}  // namespace

TermFinder::TermFinder(std::span<const std::vector<std::string>> lists) {
  for (std::size_t list = 0; list < lists.size(); ++list) {
    for (const std::string& term : lists[list]) {
      add(term, list);
    }
  }
}

void TermFinder::add(std::string_view term, std::size_t list) {
  Term compiled{.tokens = tokens_of(term), .list = list, .is_prefix = term.ends_with('*')};
  if (compiled.tokens.empty()) {
    return;
  }
  if (compiled.is_prefix && compiled.tokens.size() == 1) {
    prefixes_.push_back(std::move(compiled));
    return;
  }
  std::string first = compiled.tokens.front();
  by_first_[std::move(first)].push_back(std::move(compiled));
}

bool TermFinder::occurs(const Term& term, const std::vector<std::string>& tokens, std::size_t at) {
  if (tokens.size() - at < term.tokens.size()) {
    return false;
  }
  const std::size_t last = term.tokens.size() - 1;
  const std::string& end = tokens[at + last];
  return std::equal(term.tokens.begin(), term.tokens.begin() + static_cast<std::ptrdiff_t>(last),
                    tokens.begin() + static_cast<std::ptrdiff_t>(at)) &&
         (term.is_prefix ? end.starts_with(term.tokens[last]) : end == term.tokens[last]);
}

std::vector<std::size_t> TermFinder::match(std::string_view text) const {
  const std::vector<std::string> tokens = tokens_of(text);
  std::vector<std::size_t> lists;
  const auto look_at = [&](const std::vector<Term>& terms, std::size_t at) {
    for (const Term& term : terms) {
      if (occurs(term, tokens, at)) {
        lists.push_back(term.list);
      }
    }
  };
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (const auto known = by_first_.find(tokens[at]); known != by_first_.end()) {
      look_at(known->second, at);
    }
    look_at(prefixes_, at);
  }
  std::ranges::sort(lists);
  const auto repeated = std::ranges::unique(lists);
  lists.erase(repeated.begin(), repeated.end());
  return lists;
}

std::unique_ptr<TermMatcher> TextTools::matcher(
    std::span<const std::vector<std::string>> lists) const {
  return std::make_unique<TermFinder>(lists);
}

int TextTools::mark(std::string_view text) const {
  const std::optional<Mark> mark = read_mark(text);
  return mark ? mark->value : 0;
}

Sketch TextTools::sketch(std::string_view text) const {
  return sketch_of(text);
}

}  // namespace kith::text
