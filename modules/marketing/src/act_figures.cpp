// SPDX-License-Identifier: Apache-2.0
#include "act_figures.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <kith/page_cursor.h>

namespace kith::marketing {
namespace {

bool is_within(const Spoken& spoken, Window window) {
  return spoken.at >= window.from && spoken.at < window.to;
}

/// A person in one of the 28 days that are counted back from the window's end.
using Stretch = std::pair<PersonId, std::int64_t>;
Stretch stretch_of(const Spoken& spoken, Window window) {
  return {spoken.person, (window.to - spoken.at - Duration(1)) / person_block};
}

void count_apart(WordOfMouth& said, const Weighed& each) {
  const MentionKind kind = each.spoken.verdict.kind;
  said.raw_positive += is_positive(kind) ? 1 : 0;
  said.unknown += kind == MentionKind::unknown ? 1 : 0;
  if (is_act(kind)) {
    said.incentivised += each.weight.independent == 0 ? 1 : 0;
    said.copied += each.weight.is_copy || each.weight.apart == 0 ? 1 : 0;
  }
}

/// Numbers that look like chance, the same for the same seed (Steele and others, "Fast splittable
/// pseudorandom number generators", 2014).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
  }

  /// How often somebody is drawn when as many are drawn as there are, of very many.
  std::int64_t poisson() {
    // The shares of 2^64 up to which it is 0, 1, 2 …, of mean 1.
    static constexpr std::array<std::uint64_t, 8> upto = {
        6786177901268885274U,  13572355802537770549U, 16965444753172213186U, 18096474403383694065U,
        18379231815936564285U, 18435783298447138329U, 18445208545532234003U, 18446555009401533385U};
    const std::uint64_t drawn = next();
    return std::ranges::upper_bound(upto, drawn) - upto.begin();
  }

 private:
  std::uint64_t state_;
};

std::uint64_t seed_of(Window window) {
  return page_list_hash("marketing.word_of_mouth 1 " + std::to_string(window.from.microseconds) +
                        " " + std::to_string(window.to.microseconds));
}

constexpr std::size_t redraws = 400;

/// A⁺ of each of many companies of people drawn from this one, ascending.
std::array<std::int64_t, redraws> redrawn(const WordOfMouth& said, Window window) {
  std::map<PersonId, std::int64_t> by_person;
  for (const CountedAct& act : said.acts) {
    by_person[act.person] += act.kind == MentionKind::recommends ? act.weight : 0;
  }
  Dice dice(seed_of(window));
  std::array<std::int64_t, redraws> sums{};
  for (std::int64_t& sum : sums) {
    for (const auto& [person, weight] : by_person) {
      sum += dice.poisson() * weight;
    }
  }
  std::ranges::sort(sums);
  return sums;
}

}  // namespace

std::int64_t WordOfMouth::net() const {
  return rounded_quotient((positive - negative) * full_weight,
                          positive + negative + 5 * full_weight);
}

std::int64_t WordOfMouth::authenticity() const {
  return raw_positive == 0 ? 0 : rounded_quotient(positive, raw_positive);
}

WordOfMouth word_of_mouth(std::span<const Weighed> weighed, Window window) {
  WordOfMouth said;
  std::map<Stretch, int> earlier;
  std::set<PersonId> persons;
  for (const Weighed& each : weighed) {
    if (!is_within(each.spoken, window)) {
      continue;
    }
    count_apart(said, each);
    const MentionKind kind = each.spoken.verdict.kind;
    const std::int64_t weight = each.weight.product();
    if (!is_act(kind) || weight == 0) {
      continue;
    }
    const int before = earlier[stretch_of(each.spoken, window)]++;
    const std::int64_t counted = before == 0 ? weight : before == 1 ? weight / 2 : 0;
    said.acts.push_back({each.spoken.message, each.spoken.person, kind, counted});
    (kind == MentionKind::recommends ? said.positive : said.negative) += counted;
    persons.insert(each.spoken.person);
  }
  said.persons = static_cast<std::int64_t>(persons.size());
  return said;
}

Rate rate_of(const WordOfMouth& said, Window window, std::int64_t active) {
  const std::int64_t hours = (window.to - window.from) / std::chrono::hours(1);
  const auto rate = [&](std::int64_t sum) {
    return rounded_quotient(sum * 1000 * 28 * 24, hours * active);
  };
  const std::array<std::int64_t, redraws> sums = redrawn(said, window);
  return {rate(said.positive), rate(sums[redraws / 20]), rate(sums[redraws - 1 - redraws / 20])};
}

std::vector<Observation> experiences(std::span<const Weighed> weighed, Window window) {
  std::map<Stretch, const Weighed*> newest;
  for (const Weighed& each : weighed) {
    const Verdict& verdict = each.spoken.verdict;
    const bool is_first_hand = verdict.experience >= Experience::detail &&
                               verdict.independence == Independence::earned &&
                               !each.weight.is_copy && each.weight.apart != 0;
    if (is_within(each.spoken, window) && each.spoken.audience == Audience::peers &&
        is_first_hand && (is_positive(verdict.kind) || is_negative(verdict.kind))) {
      newest[stretch_of(each.spoken, window)] = &each;
    }
  }
  std::vector<Observation> observations;
  for (const auto& [stretch, each] : newest) {
    observations.push_back(
        {.value = is_positive(each->spoken.verdict.kind) ? 1 : 0, .message = each->spoken.message});
  }
  return observations;
}

}  // namespace kith::marketing
