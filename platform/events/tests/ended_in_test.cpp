// SPDX-License-Identifier: Apache-2.0
#include "lane_fixture.h"

/// What becomes of an event in which the process ended.
namespace kith::events {
namespace {

class EndedIn : public LaneTest {
 protected:
  // As it is when the process ends while the module is at the event.
  void end_process_in(Sequence event, bool is_alone) {
    lane.reset();
    const auto marks = store::ProcessMarks::open(folder.file("marks"));
    store::ProcessMark* mark = marks->find("tally");
    ASSERT_NE(mark, nullptr);
    (is_alone ? mark->alone_at : mark->at) = event;
    open();
  }
  std::int64_t fatal() { return number("SELECT count(*) FROM bus_hold WHERE state = 'fatal'"); }
};

TEST_F(EndedIn, is_tried_again_alone_and_handled_as_if_nothing_had_been) {
  add(1, 10);
  add(2, 11);
  end_process_in(1, false);
  EXPECT_TRUE(lane->is_on_trial());
  settle();
  EXPECT_FALSE(lane->is_on_trial());
  EXPECT_EQ(number("SELECT sum(messages) FROM tally_total"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold"), 0);
}

TEST_F(EndedIn, is_parked_when_the_process_ended_while_it_was_tried_alone_and_the_rest_goes_on) {
  add(1, 10);
  add(2, 10);
  add(3, 11);
  end_process_in(1, true);
  EXPECT_FALSE(lane->is_on_trial()) << "it is known by whom";
  settle();
  EXPECT_EQ(lane->cursor(), writer->last_sequence());
  EXPECT_EQ(fatal(), 1);
  EXPECT_EQ(messages(11), 1);
  EXPECT_FALSE(lane->is_set_aside()) << "one event is no reason";
  ASSERT_TRUE(lane->replay(1));
  settle();
  EXPECT_EQ(messages(10), 2) << "once, and what waited behind it";
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold"), 0);
}

TEST_F(EndedIn, is_parked_also_when_it_was_held_before) {
  tally::orders.throw_on.insert(1);
  add(1, 10);
  settle();
  end_process_in(1, true);
  clock.advance(std::chrono::minutes(1));
  settle();
  EXPECT_EQ(fatal(), 1);
}

TEST_F(EndedIn, sets_the_module_aside_after_the_second_one_until_one_is_skipped) {
  for (int message = 1; message <= 4; ++message) {
    add(message, 10 + message);
  }
  end_process_in(1, true);
  lane->step();
  end_process_in(2, true);
  settle();
  EXPECT_EQ(fatal(), 2);
  EXPECT_TRUE(lane->is_set_aside());
  EXPECT_LT(lane->cursor(), 4) << "its backlog waits behind its cursor";
  Result<Answer> answer = Answer{};
  lane->execute({.input = Object(TypeOf<tally::Counted>::type),
                 .done = [&](Result<Answer> given) { answer = std::move(given); }});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::unavailable);

  end_process_in(0, false);
  EXPECT_TRUE(lane->is_set_aside()) << "also in the next process";
  ASSERT_TRUE(lane->skip(1, {}));
  settle();
  EXPECT_FALSE(lane->is_set_aside());
  EXPECT_EQ(number("SELECT sum(messages) FROM tally_total"), 2);
  ASSERT_TRUE(lane->replay(2));
  settle();
  EXPECT_EQ(number("SELECT sum(messages) FROM tally_total"), 3);
  EXPECT_EQ(number("SELECT max(messages) FROM tally_total"), 1);
}

}  // namespace
}  // namespace kith::events
