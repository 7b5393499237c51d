// SPDX-License-Identifier: Apache-2.0
#include "lane_fixture.h"

namespace kith::events {
namespace {

TEST_F(LaneTest, folds_each_event_once_and_decides_once) {
  add(1, 10);
  add(2, 10);
  add(3, 11);
  settle();
  EXPECT_EQ(messages(10), 2);
  EXPECT_EQ(messages(11), 1);
  EXPECT_EQ(number("SELECT sum(confirmed) FROM tally_total"), 3);
  EXPECT_EQ(tally::orders.decided, (std::vector<Sequence>{1, 2, 3}));
  EXPECT_EQ(lane->cursor(), 6);
}

TEST_F(LaneTest, goes_on_after_a_restart_where_its_cursor_stood) {
  add(1, 10);
  settle();
  open();
  add(2, 10);
  settle();
  EXPECT_EQ(messages(10), 2);
  EXPECT_EQ(tally::orders.decided.size(), 2U);
}

TEST_F(LaneTest, reads_the_log_when_the_ring_has_moved_on) {
  ring_size = 4;
  open();
  for (int message = 1; message <= 50; ++message) {
    add(message, message % 3);
  }
  settle();
  EXPECT_EQ(number("SELECT sum(messages) FROM tally_total"), 50);
  EXPECT_EQ(number("SELECT sum(confirmed) FROM tally_total"), 50);
}

TEST_F(LaneTest, holds_a_failing_events_subject_and_lets_the_rest_go_on) {
  tally::orders.fail_on = {2};
  for (int message = 1; message <= 5; ++message) {
    add(message, message == 3 || message == 5 ? 11 : 10);
  }
  settle();
  EXPECT_EQ(messages(10), 1) << "events 2 and 4 wait";
  EXPECT_EQ(messages(11), 2);
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold WHERE state = 'retrying'"), 1);
  EXPECT_GE(number("SELECT count(*) FROM bus_hold WHERE state = 'waiting'"), 1);
  tally::orders.fail_on.clear();
  clock.advance(std::chrono::seconds(1));
  settle();
  EXPECT_EQ(messages(10), 3);
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold"), 0);
  EXPECT_EQ(number("SELECT confirmed FROM tally_total WHERE conversation = 10"), 3);
}

TEST_F(LaneTest, parks_after_its_attempts_and_replays_on_request) {
  tally::orders.throw_on = {1};
  add(1, 10);
  add(2, 10);
  for (int hour = 0; hour < 12; ++hour) {
    settle();
    clock.advance(std::chrono::hours(1));
  }
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold WHERE state = 'parked' AND sequence = 1"), 1);
  EXPECT_EQ(number("SELECT attempts FROM bus_hold WHERE sequence = 1"), 5);
  EXPECT_EQ(lane->replay(77).error().code, ErrorCode::not_found);
  tally::orders.throw_on.clear();
  settle();
  EXPECT_EQ(number("SELECT count(*) FROM tally_total"), 0) << "a parked event stays parked";
  ASSERT_TRUE(lane->replay(1));
  settle();
  EXPECT_EQ(messages(10), 2);
  EXPECT_TRUE(Rebuild::check(rebuild())->is_equal());
}

TEST_F(LaneTest, keeps_holds_over_a_restart) {
  tally::orders.fail_on = {1};
  add(1, 10);
  add(2, 10);
  settle();
  open();
  add(3, 10);
  settle();
  EXPECT_EQ(number("SELECT count(*) FROM tally_total"), 0);
  tally::orders.fail_on.clear();
  clock.advance(std::chrono::hours(1));
  settle();
  EXPECT_EQ(messages(10), 3);
}

TEST_F(LaneTest, skips_on_the_record_and_a_rebuild_agrees) {
  tally::orders.fail_on = {1};
  add(1, 10);
  add(2, 10);
  settle();
  ASSERT_TRUE(lane->skip(1, MemberId{7}));
  tally::orders.fail_on.clear();
  settle();
  EXPECT_EQ(messages(10), 1);
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold WHERE state = 'skipped'"), 1);
  EXPECT_EQ(number("SELECT actor FROM log_event JOIN log_event_type ON number = type "
                   "WHERE name = 'bus.event_skipped.v1'"),
            7);
  const RebuildReport report = Rebuild::check(rebuild()).value();
  EXPECT_TRUE(report.is_equal()) << report.tables[0].first_difference;
}

TEST_F(LaneTest, moves_the_queue_of_a_merged_conversation) {
  tally::orders.fail_on = {1};
  add(1, 10);
  settle();
  append(11, ConversationMerged{.from = {10}, .into = {11}});
  add(2, 11);
  settle();
  EXPECT_EQ(number("SELECT count(*) FROM tally_total"), 0) << "11 waits behind what 10 brought";
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold WHERE subject = 11"),
            number("SELECT count(*) FROM bus_hold"));
  tally::orders.fail_on.clear();
  clock.advance(std::chrono::hours(1));
  settle();
  EXPECT_EQ(number("SELECT sum(messages) FROM tally_total"), 2);
}

TEST_F(LaneTest, keeps_what_is_about_one_conversation_in_order_through_a_merge_and_its_undoing) {
  tally::orders.fail_on = {1};
  add(1, 10);
  settle();
  clock.advance(Duration(1));
  add(2, 10);
  append(11, ConversationMerged{.from = {10}, .into = {11}});
  settle();
  clock.advance(Duration(1));
  append(11, ConversationUnmerged{.from = {10}, .into = {11}});
  add(3, 10);
  settle();
  EXPECT_EQ(number("SELECT count(*) FROM tally_total"), 0) << "all three wait in one queue";
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold WHERE subject = 11"), 3);
  tally::orders.fail_on.clear();
  clock.advance(std::chrono::hours(1));
  settle();
  EXPECT_EQ(number("SELECT messages FROM tally_total WHERE conversation = 10"), 3);
  EXPECT_TRUE(Rebuild::check(rebuild())->is_equal());
}

TEST_F(LaneTest, rebuilds_to_the_same_rows_and_catches_an_apply_that_reads_a_clock) {
  for (int message = 1; message <= 20; ++message) {
    add(message, message % 4);
  }
  settle();
  EXPECT_TRUE(Rebuild::check(rebuild())->is_equal());
  tally::orders.read_clock = true;
  add(21, 1);
  settle();
  const RebuildReport report = Rebuild::check(rebuild()).value();
  EXPECT_FALSE(report.is_equal());
  EXPECT_FALSE(report.tables[0].first_difference.empty());
  tally::orders.read_clock = false;
  ASSERT_TRUE(Rebuild::replace(rebuild(), *writer));
  EXPECT_TRUE(Rebuild::check(rebuild())->is_equal());
}

TEST_F(LaneTest, answers_a_command_with_its_own_effect_and_a_repeated_one_once) {
  std::vector<std::string> answers;
  for (int time = 0; time < 2; ++time) {
    Object input(TypeOf<tally::Poke>::type);
    static_cast<tally::Poke*>(input.get())->conversation = {10};
    lane->execute({.route = &tally::poke_route,
                   .caller = tally::caller(),
                   .input = std::move(input),
                   .repeat = RepeatKey{.key = {1}, .request = {2}},
                   .done = [&](Result<Answer> answer) { answers.push_back(answer->body); }});
    settle();
  }
  EXPECT_EQ(answers, (std::vector<std::string>{R"({"confirmed":1})", R"({"confirmed":1})"}));
  EXPECT_EQ(writer->last_sequence(), 1);
}

}  // namespace
}  // namespace kith::events
