// SPDX-License-Identifier: Apache-2.0
#include "text/matcher.h"

#include <algorithm>
#include <bit>

#include "text/tokens.h"

namespace kith::text {
namespace {

constexpr std::size_t places_per_word = 64;
constexpr int exclusion = -1;

std::uint64_t bit(std::size_t place) {
  return std::uint64_t{1} << place % places_per_word;
}

std::size_t hash(std::string_view token) {
  std::uint64_t value = 14695981039346656037ULL;
  for (const char each : token) {
    value = (value ^ static_cast<std::uint8_t>(each)) * 1099511628211ULL;
  }
  return value ^ value >> 32;
}

}  // namespace

Matcher::Matcher(const Query& query) : has_exclusions_(!query.none_of.empty()) {
  std::size_t places = 0;
  const auto count = [&](const Term& term) { places += term.tokens.size(); };
  for (const std::vector<Term>& group : query.all_of) {
    std::ranges::for_each(group, count);
  }
  std::ranges::for_each(query.none_of, count);
  words_ = places / places_per_word + 1;
  starts_.assign(words_, 0);
  ends_.assign(words_, 0);
  state_.assign(words_, 0);
  mask_.assign(words_, 0);
  for (std::size_t group = 0; group < query.all_of.size(); ++group) {
    all_groups_ |= bit(group);
    for (const Term& term : query.all_of[group]) {
      add(term, static_cast<int>(group));
    }
  }
  for (const Term& term : query.none_of) {
    add(term, exclusion);
  }
  index_tokens();
}

void Matcher::add(const Term& term, int group) {
  for (std::size_t i = 0; i < term.tokens.size(); ++i) {
    const std::size_t place = group_of_.size();
    const std::string& token = term.tokens[i];
    const bool is_last = i + 1 == term.tokens.size();
    group_of_.push_back(group);
    first_bytes_.set(static_cast<std::uint8_t>(token.front()));
    if (i == 0) {
      starts_[place / places_per_word] |= bit(place);
    }
    if (is_last) {
      ends_[place / places_per_word] |= bit(place);
    }
    if (is_last && term.is_prefix) {
      prefixes_.push_back({token, place});
      continue;
    }
    const auto known = std::ranges::find(tokens_, token);
    const auto index = static_cast<std::size_t>(known - tokens_.begin());
    if (known == tokens_.end()) {
      tokens_.push_back(token);
      token_places_.emplace_back(words_, 0);
    }
    token_places_[index][place / places_per_word] |= bit(place);
  }
}

void Matcher::index_tokens() {
  slots_.assign(std::bit_ceil(tokens_.size() * 2 + 1), 0);
  for (std::size_t index = 0; index < tokens_.size(); ++index) {
    slots_[slot_of(tokens_[index])] = static_cast<std::uint16_t>(index + 1);
  }
}

// Where `token` is in the hash table, or the empty slot where it would be.
std::size_t Matcher::slot_of(std::string_view token) const {
  std::size_t slot = hash(token) & (slots_.size() - 1);
  while (slots_[slot] != 0 && tokens_[slots_[slot] - 1U] != token) {
    slot = (slot + 1) & (slots_.size() - 1);
  }
  return slot;
}

// Fills mask_ with the places that `token` takes; false, and mask_ undefined, if there are none.
bool Matcher::places_of(std::string_view token) {
  if (!first_bytes_.test(static_cast<std::uint8_t>(token.front()))) {
    return false;
  }
  const std::size_t index = slots_[slot_of(token)];
  bool has_any = index != 0;
  if (has_any) {
    mask_ = token_places_[index - 1];
  } else {
    std::ranges::fill(mask_, 0);
  }
  for (const Prefix& prefix : prefixes_) {
    if (token.starts_with(prefix.token)) {
      mask_[prefix.place / places_per_word] |= bit(prefix.place);
      has_any = true;
    }
  }
  return has_any;
}

// Moves every phrase that is under way on by one token and begins those that start with it.
Matcher::Verdict Matcher::step() {
  std::uint64_t carry = 0;
  for (std::size_t word = 0; word < words_; ++word) {
    const std::uint64_t before = state_[word];
    state_[word] = (before << 1 | carry | starts_[word]) & mask_[word];
    carry = before >> (places_per_word - 1);
    for (std::uint64_t done = state_[word] & ends_[word]; done != 0; done &= done - 1) {
      const auto place = word * places_per_word + static_cast<std::size_t>(std::countr_zero(done));
      const int group = group_of_[place];
      if (group == exclusion) {
        return Verdict::excluded;
      }
      found_ |= bit(static_cast<std::size_t>(group));
    }
  }
  return found_ == all_groups_ && !has_exclusions_ ? Verdict::found : Verdict::open;
}

bool Matcher::matches(std::string_view text) {
  found_ = 0;
  std::ranges::fill(state_, 0);
  bool is_clear = true;
  Tokeniser tokeniser(text);
  Token token;
  while (tokeniser.next(token)) {
    if (places_of(token.text)) {
      const Verdict verdict = step();
      if (verdict != Verdict::open) {
        return verdict == Verdict::found;
      }
      is_clear = false;
    } else if (!is_clear) {
      std::ranges::fill(state_, 0);
      is_clear = true;
    }
  }
  return found_ == all_groups_;
}

bool matches(const Query& query, std::string_view text) {
  return Matcher(query).matches(text);
}

}  // namespace kith::text
