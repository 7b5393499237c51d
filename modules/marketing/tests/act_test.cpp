// SPDX-License-Identifier: Apache-2.0
// Weights and figures against a plain calculation in floating point, written from metrics.md
// section 2 alone, over random mentions.
#include "act.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "act_figures.h"
#include "support/module_bench.h"

namespace kith::marketing {
namespace {

constexpr Time now{1'790'000'000'000'000};
constexpr Duration day = std::chrono::hours(24);

/// The acts of a window, by the sentences of the page: the clusters are given by a number.
class Reference {
 public:
  std::vector<Spoken> spoken;
  std::map<MessageId, int> cluster_of;

  double weight(const Spoken& each) const {
    const double d = each.audience == Audience::peers && !each.answers_us ? 1 : 0;
    const double e = std::map<Experience, double>{{Experience::verified, 1},
                                                  {Experience::detail, .6},
                                                  {Experience::bare, .3},
                                                  {Experience::none, 0}}[each.verdict.experience];
    const double i = each.verdict.independence == Independence::earned ? 1 : 0;
    double size = 0;
    std::vector<Spoken> cluster;
    for (const Spoken& other : spoken) {
      if (cluster_of.at(other.message) == cluster_of.at(each.message) &&
          other.audience == Audience::peers) {
        cluster.push_back(other);
        const Duration apart = other.at > each.at ? other.at - each.at : each.at - other.at;
        size += apart <= std::chrono::hours(48) ? 1 : 0;
      }
    }
    size = std::max(size, 1.0);
    const double c = is_together(cluster) ? 0 : 1;
    const double q = each.is_prompted ? .5 : 1;
    return d * e * i / size * c * q;
  }

  /// A⁺ and A⁻ of the 28 days until `to`: a person's first act in full, the second by half.
  std::pair<double, double> sums(Time to) const {
    std::map<PersonId, std::vector<Spoken>> by_person;
    for (const Spoken& each : spoken) {
      const bool is_one = each.verdict.kind == MentionKind::recommends ||
                          each.verdict.kind == MentionKind::warns_off;
      if (is_one && each.at >= to - 28 * day && each.at < to && weight(each) > 0) {
        by_person[each.person].push_back(each);
      }
    }
    std::pair<double, double> sums;
    for (auto& [person, acts] : by_person) {
      std::ranges::sort(acts, {},
                        [](const Spoken& each) { return std::pair(each.at, each.message); });
      for (std::size_t place = 0; place < acts.size() && place < 2; ++place) {
        const double counted = weight(acts[place]) * (place == 0 ? 1 : .5);
        (acts[place].verdict.kind == MentionKind::recommends ? sums.first : sums.second) += counted;
      }
    }
    return sums;
  }

 private:
  static bool is_together(const std::vector<Spoken>& cluster) {
    for (const Spoken& first : cluster) {
      std::set<PersonId> persons;
      for (const Spoken& other : cluster) {
        if (other.at >= first.at && other.at - first.at <= std::chrono::minutes(10)) {
          persons.insert(other.person);
        }
      }
      if (persons.size() >= 5) {
        return true;
      }
    }
    return false;
  }
};

Reference random_story(std::uint64_t seed) {
  SeededRandom random(seed);
  Reference story;
  std::map<int, MessageId> first_of;
  const auto below = [&](std::uint64_t bound) { return random.below(bound); };
  for (std::int64_t number = 1; number <= 200; ++number) {
    Spoken each{
        .message = {number},
        .person = {static_cast<std::int64_t>(1 + below(40))},
        .at = now - day * static_cast<int>(below(32)) - std::chrono::minutes(below(1440)),
        .verdict = {static_cast<MentionKind>(1 + below(5)), static_cast<Experience>(below(4)),
                    below(6) == 0 ? Independence::rewarded : Independence::earned},
        .audience = below(5) == 0 ? Audience::brand : Audience::peers,
        .answers_us = below(8) == 0,
        .is_prompted = below(5) == 0};
    const bool is_copy = below(3) == 0;
    const int cluster = is_copy ? static_cast<int>(below(8)) : static_cast<int>(100 + number);
    story.cluster_of[each.message] = cluster;
    if (is_copy) {
      each.at = below(2) == 0 ? now - day * 3 - std::chrono::minutes(below(15)) : each.at;
      each.alike = first_of[cluster];
      first_of[cluster] = below(2) == 0 || !first_of[cluster] ? each.message : first_of[cluster];
    }
    story.spoken.push_back(each);
  }
  return story;
}

class ActStories : public testing::TestWithParam<std::uint64_t> {};

TEST_P(ActStories, weigh_what_the_page_says) {
  const Reference story = random_story(GetParam());
  const std::vector<Weighed> weighed = weigh(story.spoken);
  ASSERT_EQ(weighed.size(), story.spoken.size());
  for (const Weighed& each : weighed) {
    EXPECT_NEAR(static_cast<double>(each.weight.product()), story.weight(each.spoken) * 1e6, 1)
        << each.spoken.message.value;
  }
  const Window window{now - 28 * day, now};
  const WordOfMouth said = word_of_mouth(weighed, window);
  const auto [positive, negative] = story.sums(now);
  EXPECT_NEAR(static_cast<double>(said.positive), positive * 1e6, 200);
  EXPECT_NEAR(static_cast<double>(said.negative), negative * 1e6, 200);
  EXPECT_NEAR(static_cast<double>(said.net()),
              (positive - negative) / (positive + negative + 5) * 1e6, 50);
  const Rate rate = rate_of(said, window, 500);
  EXPECT_NEAR(static_cast<double>(rate.value), positive / 500 * 1000 * 1e6, 1000);
  EXPECT_LE(rate.lo, rate.value);
  EXPECT_GE(rate.hi, rate.value);
}

INSTANTIATE_TEST_SUITE_P(Seeds, ActStories, testing::Range<std::uint64_t>(1, 61));

std::vector<Weighed> persons_who_recommend(std::int64_t count) {
  std::vector<Spoken> spoken;
  for (std::int64_t person = 1; person <= count; ++person) {
    spoken.push_back({.message = {person},
                      .person = {person},
                      .at = now - day * 2,
                      .verdict = {MentionKind::recommends, Experience::verified},
                      .audience = Audience::peers});
  }
  return weigh(spoken);
}

TEST(WordOfMouthRate, has_the_bounds_of_a_bootstrap_by_person) {
  // Of 100 people who weigh 1 each, redrawn: 90 % lie within 1.645 times the root of 100.
  const Window window{now - 28 * day, now};
  const WordOfMouth said = word_of_mouth(persons_who_recommend(100), window);
  const Rate rate = rate_of(said, window, 10'000);
  EXPECT_EQ(rate.value, 10 * full_weight);
  EXPECT_NEAR(static_cast<double>(rate.lo), 1e6 * (100 - 16.45) / 10, 2.5e5);
  EXPECT_NEAR(static_cast<double>(rate.hi), 1e6 * (100 + 16.45) / 10, 2.5e5);
  EXPECT_EQ(rate_of(said, window, 10'000).lo, rate.lo);
}

TEST(WordOfMouthRate, does_not_overflow_at_what_is_weighed_at_most) {
  const Window window{now - 28 * day, now};
  const WordOfMouth said = word_of_mouth(persons_who_recommend(20'000), window);
  EXPECT_EQ(said.net(), 999'750);
  EXPECT_EQ(rate_of(said, window, 20'000).value, 1000 * full_weight);
  EXPECT_EQ(said.authenticity(), full_weight);
}

TEST(Experiences, count_the_newest_of_a_person_in_28_days_and_no_copies) {
  const auto said = [](std::int64_t message, std::int64_t person, int days_ago, MentionKind kind,
                       Experience experience, std::int64_t alike = 0) {
    return Spoken{.message = {message},
                  .person = {person},
                  .at = now - day * days_ago,
                  .verdict = {kind, experience},
                  .audience = Audience::peers,
                  .alike = {alike}};
  };
  const std::vector<Weighed> weighed =
      weigh({said(1, 1, 40, MentionKind::praises, Experience::detail),
             said(2, 1, 20, MentionKind::complains, Experience::detail),
             said(3, 1, 10, MentionKind::recommends, Experience::verified),
             said(4, 2, 10, MentionKind::recommends, Experience::verified, 3),
             said(5, 3, 10, MentionKind::recommends, Experience::bare),
             said(6, 4, 10, MentionKind::unknown, Experience::detail),
             said(7, 5, 10, MentionKind::warns_off, Experience::detail)});
  std::map<std::int64_t, std::int64_t> seen;
  for (const Observation& each : experiences(weighed, {now - 56 * day, now})) {
    seen[each.message.value] = each.value;
  }
  EXPECT_EQ(seen, (std::map<std::int64_t, std::int64_t>{{1, 1}, {3, 1}, {7, 0}}));
}

}  // namespace
}  // namespace kith::marketing
