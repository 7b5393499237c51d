// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <random>
#include <set>

#include "bin.h"
#include "logistics_test.h"

namespace kith::logistics {
namespace {

class CountingTest : public LogisticsTest {
 protected:
  /// "people messages" of each hour of a watch that has any, newest first.
  std::vector<std::pair<std::int64_t, std::int64_t>> hours_of(WatchId watch) {
    std::vector<std::pair<std::int64_t, std::int64_t>> counted;
    ListHours input{.watch_id = watch, .limit = 3};
    do {
      const auto page = bench.call<Page<HourView>>(HttpMethod::get, "/watches/{watch_id}/hours",
                                                   input, bench.caller(anna));
      if (!page) {
        ADD_FAILURE() << page.error().message;
        break;
      }
      for (const HourView& hour : page->items) {
        counted.emplace_back(hour.people, hour.messages);
      }
      input.cursor = page->next;
    } while (input.cursor);
    return counted;
  }
  std::int64_t in_open_bin(WatchId watch) {
    bench.settle();
    return bench.number("SELECT people FROM logistics_pulse WHERE watch = " +
                        std::to_string(watch.value));
  }
};

using Counts = std::vector<std::pair<std::int64_t, std::int64_t>>;

TEST_F(CountingTest, counts_a_person_once_a_day_and_every_message) {
  const WatchId watch = bench.watches("w", {"crack"});
  bench.add_persons(1, 2);
  bench.says(1, "crack");
  bench.says(1, "crack again");
  bench.says(2, "crack");
  bench.clock.advance(hours(3));
  bench.says(1, "still a crack");
  EXPECT_EQ(hours_of(watch), (Counts{{0, 1}, {2, 3}}));
  bench.clock.advance(hours(21));
  bench.says(1, "crack, a day later");
  EXPECT_EQ(hours_of(watch), (Counts{{1, 1}, {0, 1}, {2, 3}}));
}

// The plain calculation of metrics.md section 8: distinct people, one author at most once per
// topic and day, in the hour in which they spoke first.
TEST_F(CountingTest, is_what_a_plain_count_over_all_messages_gives) {
  std::mt19937_64 random(412);
  const std::vector<std::string> words{"crack", "delay", "smell", "fine"};
  const std::vector<WatchId> watches{bench.watches("a", {"crack", "smell"}),
                                     bench.watches("b", {"delay"})};
  const std::vector<std::set<std::string>> terms{{"crack", "smell"}, {"delay"}};
  bench.add_persons(1, 12);
  std::vector<std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>>> expected(2);
  std::vector<std::set<std::pair<std::int64_t, std::int64_t>>> spoke(2);
  for (int message = 0; message < 1500; ++message) {
    bench.clock.advance(minutes(random() % 9));
    const auto person = static_cast<std::int64_t>(1 + random() % 12);
    const std::string& word = words[random() % words.size()];
    bench.says(person, "there is " + word + " here");
    if (random() % 40 == 0) {
      bench.settle();
    }
    const std::int64_t hour = bench.clock.now().microseconds / 3'600'000'000;
    for (std::size_t watch = 0; watch < 2; ++watch) {
      if (terms[watch].contains(word)) {
        auto& counts = expected[watch][hour];
        ++counts.second;
        counts.first += spoke[watch].emplace(hour / 24, person).second ? 1 : 0;
      }
    }
  }
  for (std::size_t watch = 0; watch < 2; ++watch) {
    Counts plain;
    for (auto hour = expected[watch].rbegin(); hour != expected[watch].rend(); ++hour) {
      plain.push_back(hour->second);
    }
    EXPECT_EQ(hours_of(watches[watch]), plain);
  }
}

TEST_F(CountingTest, costs_a_message_the_same_however_many_came_before) {
  bench.watches("w", {"crack"});
  bench.add_persons(1, 40);
  const auto steps = [&](std::int64_t person) {
    bench.says(person, "crack");
    bench.settle();
    return bench.number("SELECT count(*) FROM logistics_voice");
  };
  for (std::int64_t person = 1; person <= 40; ++person) {
    EXPECT_EQ(steps(person), person) << "a row for a person, and one person is one step";
  }
  for (const char* table : {"logistics_pulse", "logistics_hour"}) {
    EXPECT_EQ(bench.number("SELECT count(*) FROM " + std::string(table)), 1) << table;
  }
}

TEST_F(CountingTest, takes_a_deleted_message_out_of_its_open_bin_and_leaves_a_closed_one) {
  const WatchId watch = bench.watches("w", {"crack"});
  bench.add_persons(1, 3);
  const MessageId first = bench.says(1, "crack");
  const MessageId second = bench.says(2, "crack");
  EXPECT_EQ(in_open_bin(watch), 2);
  bench.deletes(1, first);
  EXPECT_EQ(in_open_bin(watch), 1);
  EXPECT_EQ(hours_of(watch), (Counts{{1, 1}}));
  bench.clock.advance(minutes(30));
  bench.says(3, "crack");
  bench.deletes(2, second);
  EXPECT_EQ(in_open_bin(watch), 1);
  EXPECT_EQ(hours_of(watch), (Counts{{2, 2}})) << "a closed bin keeps its tombstone";
  bench.says(1, "crack again");
  EXPECT_EQ(in_open_bin(watch), 2) << "who took all back may be counted again";
}

TEST_F(CountingTest, keeps_a_person_who_still_says_it_in_another_message) {
  const WatchId watch = bench.watches("w", {"crack"});
  bench.add_person(1);
  const MessageId first = bench.says(1, "crack");
  bench.says(1, "crack!");
  bench.deletes(1, first);
  EXPECT_EQ(in_open_bin(watch), 1);
}

TEST_F(CountingTest, follows_what_a_message_says_when_its_author_changes_it) {
  const WatchId cracks = bench.watches("a", {"crack"});
  const WatchId delays = bench.watches("b", {"delay"});
  bench.add_person(1);
  const MessageId message = bench.says(1, "crack");
  bench.settle();
  bench.changes(1, message, "a delay, not what I said");
  EXPECT_EQ(in_open_bin(cracks), 0);
  EXPECT_EQ(in_open_bin(delays), 1);
  bench.changes(1, message, "crack and delay");
  EXPECT_EQ(in_open_bin(cracks), 1);
  EXPECT_EQ(in_open_bin(delays), 1);
}

TEST_F(CountingTest, notes_nothing_of_a_message_that_was_gone_before_it_was_noted) {
  const WatchId cracks = bench.watches("a", {"crack"});
  const WatchId delays = bench.watches("b", {"delay"});
  bench.add_persons(1, 2);
  // All of it is in one run of the lane.
  const MessageId deleted = bench.says(1, "crack");
  bench.deletes(1, deleted);
  const MessageId changed = bench.says(2, "crack");
  bench.changes(2, changed, "delay");
  bench.settle();
  const auto noted = [&](WatchId watch) {
    return bench.number("SELECT count(*) FROM logistics_noted WHERE is_withdrawn = 0 AND watch = " +
                        std::to_string(watch.value));
  };
  EXPECT_EQ(noted(cracks), 0);
  EXPECT_EQ(noted(delays), 1);
}

TEST_F(CountingTest, takes_back_what_is_deleted_while_its_note_is_on_its_way) {
  LogisticsBench slow(1);
  const WatchId watch = slow.watches("w", {"crack"});
  slow.add_persons(1, 2);
  slow.deletes(1, slow.says(1, "crack"));
  slow.says(2, "crack");
  slow.settle();
  EXPECT_EQ(slow.number("SELECT people FROM logistics_pulse WHERE watch = " +
                        std::to_string(watch.value)),
            1);
  EXPECT_EQ(slow.rebuild_difference(), "");
}

TEST_F(CountingTest, takes_imported_messages_by_when_they_were_posted) {
  const WatchId watch = bench.watches("w", {"crack"});
  bench.add_persons(1, 3);
  bench.says(1, "crack", at(-3, 9));
  bench.says(2, "crack", at(-2, 9));
  bench.says(3, "crack", at(400, 9));
  EXPECT_EQ(hours_of(watch), (Counts{{1, 1}, {1, 1}, {1, 1}}));
  EXPECT_EQ(bench.number("SELECT open_bin FROM logistics_pulse"), bin_of(bench.clock.now()))
      << "nobody posted in the future";
}

}  // namespace
}  // namespace kith::logistics
