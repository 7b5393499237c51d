// SPDX-License-Identifier: Apache-2.0
#include "episode.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pulse.h"

namespace kith::logistics {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Time start{1'767'571'200'000'000};
constexpr MemberId anna{11};
constexpr MemberId ben{12};

Episode opened(Severity severity = 400) {
  Episode episode{.id = {7}, .watch = {1}, .opened_at = start};
  join(episode, {.at = start, .severity = severity, .seen = 20, .expected = 900});
  return episode;
}

Result<void> take(Episode& episode, EpisodeMove move) {
  move.at = move.at ? move.at : start + hours(1);
  KITH_CHECK(check_move(episode, move));
  apply(episode, move);
  return {};
}

void walk(Episode& episode, std::initializer_list<EpisodeStep> steps) {
  for (const EpisodeStep step : steps) {
    ASSERT_TRUE(take(episode, {.step = step, .member = anna})) << static_cast<int>(step);
  }
}

using enum EpisodeStep;

TEST(Episode, goes_its_whole_way) {
  Episode episode = opened();
  EXPECT_EQ(episode.state, EpisodeState::open);
  walk(episode, {acknowledge, own, mitigate, tell});
  EXPECT_EQ(episode.state, EpisodeState::told);
  EXPECT_EQ(episode.owner, anna);
  ASSERT_TRUE(take(episode, {.step = close, .cause = "supplier_lot"}));
  EXPECT_EQ(episode.cause, "supplier_lot");
  ASSERT_TRUE(take(episode, {.step = review, .verdict = Verdict::right}));
  EXPECT_EQ(episode.state, EpisodeState::reviewed);
  EXPECT_EQ(episode.verdict, Verdict::right);
  EXPECT_EQ(episode.revision, 6);
  for (const Time time : {episode.acknowledged_at, episode.owned_at, episode.mitigating_at,
                          episode.told_at, episode.closed_at, episode.reviewed_at}) {
    EXPECT_EQ(time, start + hours(1));
  }
}

TEST(Episode, takes_from_every_state_only_the_steps_that_lead_on) {
  const std::vector<std::pair<std::vector<EpisodeStep>, std::vector<EpisodeStep>>> table{
      {{}, {acknowledge, own, close, shelve}},
      {{acknowledge}, {own, close, shelve}},
      {{own}, {own, mitigate, tell, close, shelve}},
      {{own, mitigate}, {own, tell, close, shelve}},
      {{own, tell}, {own, close, shelve}},
      {{close}, {review}},
      {{close, review}, {}},
      {{shelve}, {acknowledge, own, close, shelve, unshelve}}};
  for (const auto& [way, next] : table) {
    for (const EpisodeStep step :
         {acknowledge, own, mitigate, tell, close, review, shelve, unshelve}) {
      Episode episode = opened();
      for (const EpisodeStep taken : way) {
        ASSERT_TRUE(take(episode, {.step = taken, .until = start + hours(9)}));
      }
      const bool may = std::ranges::find(next, step) != next.end();
      EXPECT_EQ(take(episode, {.step = step, .until = start + hours(9)}).has_value(), may)
          << way.size() << " " << static_cast<int>(step);
    }
  }
}

TEST(Episode, is_seen_by_whoever_takes_it_and_may_change_hands) {
  Episode episode = opened();
  walk(episode, {own});
  EXPECT_TRUE(episode.acknowledged_at);
  ASSERT_TRUE(take(episode, {.step = own, .member = ben, .at = start + hours(2)}));
  EXPECT_EQ(episode.owner, ben);
  EXPECT_EQ(episode.owned_at, start + hours(1));
}

TEST(Episode, is_joined_by_alarms_for_a_day_after_its_newest) {
  Episode episode = opened();
  EXPECT_TRUE(joins(episode, start + hours(24)));
  EXPECT_FALSE(joins(episode, start + hours(24) + minutes(1)));
  EXPECT_EQ(join(episode, {.at = start + hours(20), .severity = 390}), AlarmEffect::joined);
  EXPECT_TRUE(joins(episode, start + hours(44)));
  EXPECT_EQ(episode.severity, 400);
  EXPECT_EQ(episode.seen, 20);
  EXPECT_EQ(join(episode, {.at = start + hours(21), .severity = 700, .seen = 90, .expected = 1}),
            AlarmEffect::joined);
  EXPECT_EQ(episode.severity, 700);
  EXPECT_EQ(episode.seen, 90);
  EXPECT_EQ(episode.alarms, 3);
}

TEST(Episode, that_was_closed_opens_again_when_severity_rises_by_two) {
  for (const auto& last : {std::vector{close}, std::vector{close, review}}) {
    Episode episode = opened(400);
    for (const EpisodeStep step : last) {
      ASSERT_TRUE(take(episode, {.step = step}));
    }
    EXPECT_EQ(join(episode, {.at = start + hours(3), .severity = 599}), AlarmEffect::joined);
    EXPECT_TRUE(episode.is_over());
    EXPECT_EQ(join(episode, {.at = start + hours(4), .severity = 600}), AlarmEffect::reopened);
    EXPECT_EQ(episode.state, EpisodeState::open);
    EXPECT_EQ(episode.reopened, 1);
    EXPECT_EQ(join(episode, {.at = start + hours(5), .severity = 900}), AlarmEffect::joined);
  }
}

TEST(Episode, rests_until_its_time_unless_it_grows_worse_by_two) {
  Episode episode = opened(400);
  ASSERT_TRUE(take(episode, {.step = shelve, .until = start + hours(48), .cause = "planned"}));
  EXPECT_TRUE(episode.is_shelved(start + hours(47)));
  EXPECT_FALSE(episode.is_shelved(start + hours(48)));
  EXPECT_EQ(episode.shelved_for, "planned");
  EXPECT_EQ(join(episode, {.at = start + hours(2), .severity = 500}), AlarmEffect::joined);
  EXPECT_TRUE(episode.is_shelved(start + hours(3)));
  EXPECT_EQ(join(episode, {.at = start + hours(4), .severity = 610}), AlarmEffect::reopened);
  EXPECT_FALSE(episode.is_shelved(start + hours(5)));
  EXPECT_EQ(episode.state, EpisodeState::open);
}

TEST(Episode, rests_for_ninety_days_at_most_and_not_into_the_past) {
  const Episode episode = opened();
  const auto shelved = [&](Time until) {
    return check_move(episode, {.step = shelve, .at = start, .until = until}).has_value();
  };
  EXPECT_FALSE(shelved(start));
  EXPECT_TRUE(shelved(start + longest_shelf));
  EXPECT_FALSE(shelved(start + longest_shelf + minutes(1)));
}

TEST(Pulse, counts_people_in_the_open_bin_and_closes_it_with_the_next) {
  Pulse pulse;
  const Bin bin = bin_of(start);
  EXPECT_TRUE(count_person(pulse, bin));
  EXPECT_TRUE(count_person(pulse, bin));
  EXPECT_EQ(pulse.people, 2);
  EXPECT_TRUE(count_person(pulse, bin + 5));
  EXPECT_EQ(pulse.people, 1);
  EXPECT_EQ(pulse.usual.bins, 5);
}

TEST(Pulse, counts_who_comes_half_an_hour_late_and_not_who_comes_later) {
  Pulse pulse;
  const Bin bin = bin_of(start);
  count_person(pulse, bin);
  EXPECT_TRUE(count_person(pulse, bin - latest_bins));
  EXPECT_FALSE(count_person(pulse, bin - latest_bins - 1));
  EXPECT_EQ(pulse.people, 2);
}

TEST(Pulse, takes_a_person_back_only_while_their_bin_is_open) {
  Pulse pulse;
  const Bin bin = bin_of(start);
  count_person(pulse, bin);
  EXPECT_FALSE(uncount_person(pulse, bin - 1));
  EXPECT_TRUE(uncount_person(pulse, bin));
  EXPECT_EQ(pulse.people, 0);
  EXPECT_FALSE(uncount_person(pulse, bin));
}

TEST(Pulse, learns_silence_as_if_each_empty_bin_had_been_closed) {
  Pulse at_once;
  Pulse step_by_step;
  const Bin bin = bin_of(start);
  for (Pulse* const pulse : {&at_once, &step_by_step}) {
    count_person(*pulse, bin);
  }
  for (Bin each = bin + 1; each <= bin + 500; ++each) {
    advance(step_by_step, each);
  }
  advance(at_once, bin + 500);
  EXPECT_EQ(at_once.usual, step_by_step.usual);
  advance(at_once, bin + 500 + 100 * most_silent_bins);
  EXPECT_EQ(at_once.usual.bins, 500 + most_silent_bins + 1);
}

TEST(Pulse, is_no_alarm_while_it_learns_and_one_once_too_many_speak) {
  Pulse pulse;
  const Bin bin = bin_of(start);
  for (int person = 0; person < 50; ++person) {
    count_person(pulse, bin);
  }
  EXPECT_FALSE(alarm_of(pulse, start, usual_alarm));
  const Bin later = bin + 30 * bins_per_day;
  advance(pulse, later);
  int people = 0;
  while (!alarm_of(pulse, start, usual_alarm) && people < 100) {
    count_person(pulse, later);
    ++people;
  }
  EXPECT_EQ(people, 7);
  EXPECT_EQ(alarm_of(pulse, start, usual_alarm)->seen, 7);
  EXPECT_EQ(alarm_of(pulse, start, usual_alarm)->detector, Detector::drift);
  while (alarm_of(pulse, start, usual_alarm)->detector == Detector::drift && people < 100) {
    count_person(pulse, later);
    ++people;
  }
  EXPECT_EQ(people, 42) << "then ten minutes are stranger than the day";
}

}  // namespace
}  // namespace kith::logistics
