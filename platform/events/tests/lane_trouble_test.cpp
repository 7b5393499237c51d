// SPDX-License-Identifier: Apache-2.0
#include <future>
#include <thread>

#include "lane_fixture.h"

/// Modules that flood, fail at everything or hang, and what becomes of them.
namespace kith::events {
namespace {

TEST_F(LaneTest, slows_a_module_that_answers_its_own_events) {
  settings.surplus_per_second = 50;
  open();
  tally::orders.echo = true;
  add(1, 10);
  for (int round = 0; round < 500; ++round) {
    lane->step();
  }
  EXPECT_LT(writer->last_sequence(), 200);
  const Sequence before = writer->last_sequence();
  clock.advance(std::chrono::seconds(10));
  for (int round = 0; round < 500; ++round) {
    lane->step();
  }
  EXPECT_GT(writer->last_sequence(), before) << "it goes on at its rate";
  EXPECT_LT(writer->last_sequence(), before + 200);
}

TEST_F(LaneTest, slows_a_module_that_answers_each_event_with_many) {
  settings.surplus_per_second = 100;
  open();
  tally::orders.answers = 50;
  for (int message = 1; message <= 100; ++message) {
    add(message, message);
  }
  settle();
  EXPECT_LT(writer->last_sequence(), 100 + 3 * 50) << "little of a second's worth at once";
  for (int eighth = 0; eighth < 8 * 60; ++eighth) {
    clock.advance(std::chrono::milliseconds(125));
    settle();
  }
  EXPECT_EQ(number("SELECT sum(confirmed) FROM tally_total"), 50 * 100) << "late, but each once";
}

TEST_F(LaneTest, tries_again_also_when_the_clock_was_set_back) {
  tally::orders.throw_on.insert(1);
  add(1, 10);
  settle();
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold WHERE state = 'retrying'"), 1);
  tally::orders.throw_on.clear();
  clock.jump(-std::chrono::hours(24));
  settle();
  EXPECT_EQ(messages(10), 1);
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold"), 0);
}

TEST_F(LaneTest, stops_taking_events_while_too_many_are_held) {
  settings.most_held = 10;
  open();
  for (int message = 1; message <= 50; ++message) {
    tally::orders.throw_on.insert(message);
    add(message, message);
  }
  for (int hour = 0; hour < 12; ++hour) {
    settle();
    clock.advance(std::chrono::hours(1));
  }
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold WHERE state = 'parked'"), 10);
  EXPECT_EQ(lane->cursor(), 10) << "the rest waits behind the cursor";
  tally::orders.throw_on.clear();
  for (Sequence parked = 1; parked <= 10; ++parked) {
    ASSERT_TRUE(lane->replay(parked));
  }
  settle();
  EXPECT_EQ(number("SELECT sum(messages) FROM tally_total"), 50);
  EXPECT_EQ(number("SELECT max(messages) FROM tally_total"), 1);
}

TEST_F(LaneTest, abandons_a_handler_that_hangs_and_handles_its_event_once_later) {
  const SystemClock real;
  settings.deadline = std::chrono::milliseconds(50);
  settings.most_hung = 100;
  settings.retry.first_pause = std::chrono::milliseconds(100);
  open(&real);
  writer->start();
  tally::orders.hang_on = 2;
  lane->start();
  for (int message = 1; message <= 3; ++message) {
    add(message, 10 + message);
  }
  lane->wake();
  const auto count_is = [&](std::int64_t wanted) {
    for (int wait = 0; wait < 400; ++wait) {
      lane->watch();
      lane->wake();
      auto reader = store::Connection::open(path(), store::OpenMode::read_only);
      if (reader->number("SELECT coalesce(sum(messages), 0) FROM tally_total") == wanted) {
        return true;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  };
  EXPECT_TRUE(count_is(2)) << "1 and 3 go on";
  EXPECT_GE(lane->abandoned(), 1U);
  tally::orders.hang_on = 0;
  tally::orders.let_go = true;
  bool is_handled = false;
  for (int attempt = 0; attempt < 20 && !is_handled; ++attempt) {
    // On a busy machine it was tried, and hung, often enough to be parked.
    is_handled = count_is(3) || !lane->replay(2);
  }
  EXPECT_TRUE(is_handled);
  EXPECT_TRUE(count_is(3));
  stop_threads();
}

TEST_F(LaneTest, waits_for_more_behind_a_run_of_many_unless_somebody_waits_for_an_answer) {
  settings.busy_run = 10;
  settings.most_events = 20;
  for (int message = 1; message <= 10; ++message) {
    add(message, 10);
  }
  open();
  writer->start();
  lane->start();
  const auto comes_to = [&](Sequence cursor) {
    for (int wait = 0; wait < 500 && lane->cursor() < cursor; ++wait) {
      lane->wake();
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return lane->cursor() >= cursor;
  };
  ASSERT_TRUE(comes_to(10));
  add(11, 10);
  for (int look = 0; look < 10; ++look) {
    lane->wake();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  EXPECT_EQ(lane->cursor(), 10);
  clock.advance(settings.gather);
  EXPECT_TRUE(comes_to(11));
  for (int message = 12; message <= 21; ++message) {
    add(message, 10);
  }
  ASSERT_TRUE(comes_to(21));
  add(22, 10);
  std::promise<void> answered;
  lane->execute({.route = &tally::poke_route,
                 .caller = {},
                 .input = Object(TypeOf<tally::Poke>::type),
                 .done = [&](const Result<Answer>&) { answered.set_value(); }});
  EXPECT_EQ(answered.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
  lane->stop();
  writer->stop();
}

TEST_F(LaneTest, stands_still_while_too_many_of_its_threads_hang) {
  const SystemClock real;
  settings.deadline = std::chrono::milliseconds(100);
  settings.most_hung = 2;
  settings.retry.first_pause = std::chrono::milliseconds(10);
  open(&real);
  writer->start();
  tally::orders.hang_on = 1;
  lane->start();
  add(1, 10);
  const auto wait_for = [&](auto condition) {
    for (int wait = 0; wait < 500 && !condition(); ++wait) {
      lane->watch();
      lane->wake();
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return condition();
  };
  const auto read = [&](const char* sql) {
    auto reader = store::Connection::open(path(), store::OpenMode::read_only);
    return reader->number(sql).value();
  };
  const auto total = [&] { return read("SELECT coalesce(sum(messages), 0) FROM tally_total"); };
  ASSERT_TRUE(wait_for([&] { return lane->abandoned() == 2; }));
  std::promise<ErrorCode> refused;
  lane->execute({.route = &tally::ask_route,
                 .caller = {},
                 .input = Object(TypeOf<tally::Poke>::type),
                 .done = [&](Result<Answer> answer) { refused.set_value(answer.error().code); }});
  EXPECT_EQ(refused.get_future().get(), ErrorCode::unavailable);
  add(2, 11);
  EXPECT_EQ(total(), 0);
  EXPECT_EQ(lane->cursor(), 1);
  tally::orders.hang_on = 0;
  tally::orders.let_go = true;
  EXPECT_TRUE(wait_for([&] { return total() == 1; })) << "the next goes on";
  EXPECT_TRUE(
      wait_for([&] { return read("SELECT count(*) FROM bus_hold WHERE state = 'parked'") == 1; }));
  ASSERT_TRUE(lane->replay(1));
  EXPECT_TRUE(wait_for([&] { return total() == 2; }));
  stop_threads();
}

TEST_F(LaneTest, holds_what_hung_before_the_next_can_hang) {
  const SystemClock real;
  settings.deadline = std::chrono::milliseconds(100);
  settings.most_hung = 3;
  settings.retry.first_pause = std::chrono::hours(1);
  open(&real);
  writer->start();
  for (int message = 1; message <= 5; ++message) {
    add(message, 10 + message);
  }
  tally::orders.hang_on_all = true;
  lane->start();
  for (int wait = 0; wait < 500 && lane->abandoned() < 3; ++wait) {
    lane->watch();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  {
    auto reader = store::Connection::open(path(), store::OpenMode::read_only);
    EXPECT_EQ(reader->number("SELECT count(*) FROM bus_hold WHERE attempts = 3").value(), 2);
  }
  EXPECT_EQ(lane->cursor(), 2);
  tally::orders.let_go = true;
  for (int wait = 0; wait < 500 && lane->cursor() < 5; ++wait) {
    lane->wake();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  stop_threads();
}

}  // namespace
}  // namespace kith::events
