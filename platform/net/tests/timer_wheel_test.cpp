// SPDX-License-Identifier: Apache-2.0
#include "net/timer_wheel.h"

#include <memory>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace kith::net {
namespace {

using std::chrono::milliseconds;

struct Alarm final : Deadline {
  int times = 0;
  std::function<void()> on_expire;

  void expire() override {
    ++times;
    if (on_expire) {
      on_expire();
    }
  }
};

TEST(TimerWheel, fires_after_the_delay_and_within_a_tick_of_it) {
  TimerWheel wheel(milliseconds(10));
  Alarm alarm;
  wheel.set(alarm, milliseconds(50));
  wheel.advance(5);
  EXPECT_EQ(alarm.times, 0);
  wheel.advance(1);
  EXPECT_EQ(alarm.times, 1);
  wheel.advance(1000);
  EXPECT_EQ(alarm.times, 1);
}

TEST(TimerWheel, fires_later_or_earlier_when_the_deadline_was_moved) {
  TimerWheel wheel(milliseconds(10));
  Alarm later;
  Alarm earlier;
  wheel.set(later, milliseconds(50));
  wheel.set(earlier, milliseconds(50));
  wheel.advance(3);
  wheel.set(later, milliseconds(50));
  wheel.set(earlier, milliseconds(0));
  wheel.advance(1);
  EXPECT_EQ(earlier.times, 1);
  wheel.advance(4);
  EXPECT_EQ(later.times, 0);
  wheel.advance(1);
  EXPECT_EQ(later.times, 1);
}

TEST(TimerWheel, fires_deadlines_beyond_one_turn_at_their_time) {
  TimerWheel wheel(milliseconds(1));
  Alarm alarm;
  wheel.set(alarm, milliseconds(2000));
  wheel.advance(2000);
  EXPECT_EQ(alarm.times, 0);
  wheel.advance(1);
  EXPECT_EQ(alarm.times, 1);
}

TEST(TimerWheel, forgets_what_was_cleared_or_destroyed) {
  TimerWheel wheel(milliseconds(1));
  Alarm cleared;
  auto destroyed = std::make_unique<Alarm>();
  wheel.set(cleared, milliseconds(5));
  wheel.set(*destroyed, milliseconds(5));
  wheel.clear(cleared);
  destroyed.reset();
  wheel.advance(1000);
  EXPECT_EQ(cleared.times, 0);
}

TEST(TimerWheel, stands_that_an_expiry_destroys_or_sets_others) {
  TimerWheel wheel(milliseconds(1));
  auto victim = std::make_unique<Alarm>();
  Alarm killer;
  Alarm again;
  killer.on_expire = [&] { victim.reset(); };
  again.on_expire = [&] {
    if (again.times < 3) {
      wheel.set(again, milliseconds(0));
    }
  };
  wheel.set(killer, milliseconds(5));
  wheel.set(*victim, milliseconds(5));
  wheel.set(again, milliseconds(5));
  wheel.advance(20);
  EXPECT_EQ(killer.times, 1);
  EXPECT_EQ(again.times, 3);
}

TEST(TimerWheel, is_idle_only_while_nothing_can_fire) {
  TimerWheel wheel(milliseconds(1));
  int filled = 0;
  wheel.on_filled([&] { ++filled; });
  EXPECT_TRUE(wheel.idle());
  Alarm alarm;
  wheel.set(alarm, milliseconds(3000));
  EXPECT_EQ(filled, 1);
  for (int tick = 0; tick < 3001; ++tick) {
    ASSERT_FALSE(wheel.idle()) << "at tick " << tick;
    wheel.advance(1);
  }
  EXPECT_EQ(alarm.times, 1);
  wheel.advance(2000);
  EXPECT_TRUE(wheel.idle());
  wheel.set(alarm, milliseconds(1));
  EXPECT_EQ(filled, 2);
}

// The wheel against the obvious way: a due time for each, looked at on every tick.
TEST(TimerWheel, agrees_with_a_list_of_due_times) {
  std::mt19937 random(7);
  const auto below = [&](unsigned bound) { return random() % bound; };
  TimerWheel wheel(milliseconds(1));
  std::vector<Alarm> alarms(50);
  std::vector<std::int64_t> due(alarms.size(), -1);
  std::vector<int> expected(alarms.size(), 0);
  for (std::int64_t now = 0; now < 20'000; ++now) {
    const std::size_t chosen = below(50);
    const auto delay = below(4) == 0 ? below(1500) : below(20);
    if (below(10) == 0) {
      wheel.clear(alarms[chosen]);
      due[chosen] = -1;
    } else {
      wheel.set(alarms[chosen], milliseconds(delay));
      due[chosen] = now + static_cast<std::int64_t>(delay) + 1;
    }
    wheel.advance(1);
    for (std::size_t index = 0; index < alarms.size(); ++index) {
      if (due[index] == now + 1) {
        ++expected[index];
        due[index] = -1;
      }
      ASSERT_EQ(alarms[index].times, expected[index]) << index << " at " << now;
    }
  }
}

}  // namespace
}  // namespace kith::net
