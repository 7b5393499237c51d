// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_terms.h"

#include "text/tokens.h"

namespace kith::conversation {

TermFinder::TermFinder(const text::Query& query) {
  for (const std::vector<text::Term>& group : query.all_of) {
    for (const text::Term& term : group) {
      terms_.push_back(&term);
    }
  }
}

void TermFinder::read(std::string_view text, std::size_t most) {
  words_.clear();
  folded_.clear();
  spans_.clear();
  text::Tokeniser tokeniser(text);
  text::Token token;
  while (tokeniser.next(token) && token.begin < most) {
    words_.push_back({token.begin, token.end, folded_.size()});
    folded_ += token.text;
  }
  for (std::size_t word = 0; word < words_.size(); ++word) {
    for (std::size_t term = 0; term < terms_.size(); ++term) {
      if (stands_at(*terms_[term], word)) {
        const std::size_t last = word + terms_[term]->tokens.size() - 1;
        spans_.push_back({term, words_[word].begin, words_[last].end});
      }
    }
  }
}

std::string_view TermFinder::folded(std::size_t word) const {
  const std::size_t begin = words_[word].folded;
  const std::size_t end = word + 1 == words_.size() ? folded_.size() : words_[word + 1].folded;
  return std::string_view(folded_).substr(begin, end - begin);
}

bool TermFinder::stands_at(const text::Term& term, std::size_t word) const {
  if (word + term.tokens.size() > words_.size()) {
    return false;
  }
  for (std::size_t place = 0; place < term.tokens.size(); ++place) {
    const bool may_go_on = term.is_prefix && place + 1 == term.tokens.size();
    const std::string_view here = folded(word + place);
    if (may_go_on ? !here.starts_with(term.tokens[place]) : here != term.tokens[place]) {
      return false;
    }
  }
  return true;
}

}  // namespace kith::conversation
