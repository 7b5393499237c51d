// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_rank.h"

#include <algorithm>
#include <cmath>

namespace kith::conversation {
namespace {

constexpr std::size_t most_weighed = 4'096;
// The usual constants of BM25: how soon more of the same term counts no more, and how much the
// length of a text matters.
constexpr double saturation = 1.2;
constexpr double length_matters = 0.75;

}  // namespace

void Ranking::add(std::int64_t id, std::string_view text) {
  finder_.read(text, most_weighed);
  hits_.push_back({.id = id, .words = finder_.words()});
  counts_.resize(hits_.size() * finder_.terms(), 0);
  std::uint16_t* const counts = counts_.data() + (hits_.size() - 1) * finder_.terms();
  for (const TermSpan& span : finder_.spans()) {
    ++counts[span.term];
  }
}

std::vector<std::int64_t> Ranking::best_first() {
  const std::size_t terms = finder_.terms();
  double words = 0;
  std::vector<double> occurrences(terms, 0);
  for (std::size_t hit = 0; hit < hits_.size(); ++hit) {
    words += static_cast<double>(hits_[hit].words);
    for (std::size_t term = 0; term < terms; ++term) {
      occurrences[term] += counts_[hit * terms + term];
    }
  }
  const double average =
      std::max(words / static_cast<double>(std::max<std::size_t>(hits_.size(), 1)), 1.0);
  for (std::size_t hit = 0; hit < hits_.size(); ++hit) {
    const double length = static_cast<double>(hits_[hit].words) / average;
    const double damping = saturation * (1 - length_matters + length_matters * length);
    for (std::size_t term = 0; term < terms; ++term) {
      const double count = counts_[hit * terms + term];
      const double weight = std::log1p(words / std::max(occurrences[term], 1.0));
      hits_[hit].score += weight * count * (saturation + 1) / (count + damping);
    }
  }
  std::ranges::sort(hits_, [](const Hit& left, const Hit& right) {
    return left.score != right.score ? left.score > right.score : left.id > right.id;
  });
  std::vector<std::int64_t> ids;
  ids.reserve(hits_.size());
  for (const Hit& hit : hits_) {
    ids.push_back(hit.id);
  }
  return ids;
}

}  // namespace kith::conversation
