// SPDX-License-Identifier: Apache-2.0
#include "net/scheduler.h"

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "net/tests/support.h"

namespace kith::net {
namespace {

using namespace test;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

TEST(Scheduler, calls_in_the_order_of_the_due_times) {
  const auto scheduler = Scheduler::create().value();
  std::mutex mutex;
  std::vector<int> calls;
  std::vector<ScheduledCall> handles;
  const auto start = steady_clock::now();
  std::atomic<bool> is_early = false;
  for (const int delay : {30, 10, 20}) {
    handles.push_back(scheduler->after(milliseconds(delay), [&, delay] {
      is_early = is_early || steady_clock::now() - start < milliseconds(delay);
      const std::lock_guard lock(mutex);
      calls.push_back(delay);
    }));
  }
  EXPECT_TRUE(eventually([&] {
    const std::lock_guard lock(mutex);
    return calls.size() == 3;
  }));
  EXPECT_EQ(calls, (std::vector<int>{10, 20, 30}));
  EXPECT_FALSE(is_early);
}

TEST(Scheduler, does_not_make_a_call_that_was_cancelled_or_let_go_of) {
  const auto scheduler = Scheduler::create().value();
  std::atomic<int> calls = 0;
  ScheduledCall cancelled = scheduler->after(milliseconds(5), [&] { ++calls; });
  {
    const ScheduledCall dropped = scheduler->after(milliseconds(5), [&] { ++calls; });
  }
  ScheduledCall replaced = scheduler->after(milliseconds(5), [&] { ++calls; });
  replaced = scheduler->after(milliseconds(10), [&] { calls += 10; });
  scheduler->after(milliseconds(10), [&] { calls += 100; }).detach();
  cancelled.cancel();
  EXPECT_TRUE(eventually([&] { return calls >= 110; }));
  EXPECT_EQ(calls, 110);
}

TEST(Scheduler, waits_in_cancel_for_a_call_that_is_being_made) {
  const auto scheduler = Scheduler::create().value();
  std::atomic<bool> has_begun = false;
  std::atomic<bool> has_ended = false;
  ScheduledCall call = scheduler->after(milliseconds(0), [&] {
    has_begun = true;
    std::this_thread::sleep_for(milliseconds(20));
    has_ended = true;
  });
  ASSERT_TRUE(eventually([&] { return has_begun.load(); }));
  call.cancel();
  EXPECT_TRUE(has_ended);
}

TEST(Scheduler, lets_a_call_cancel_and_repeat_itself) {
  const auto scheduler = Scheduler::create().value();
  struct Repeating {
    std::atomic<int> times = 0;
    ScheduledCall next;
  };
  Repeating repeating;
  std::function<void()> again = [&] {
    if (++repeating.times < 5) {
      repeating.next = scheduler->after(milliseconds(1), [&] { again(); });
    }
  };
  scheduler->after(milliseconds(0), [&] { again(); }).detach();
  EXPECT_TRUE(eventually([&] { return repeating.times == 5; }));
}

TEST(Scheduler, stands_a_call_that_throws) {
  const auto scheduler = Scheduler::create().value();
  std::atomic<bool> has_come = false;
  scheduler->after(milliseconds(0), [] { throw std::runtime_error("a defect"); }).detach();
  ScheduledCall next = scheduler->after(milliseconds(5), [&] { has_come = true; });
  EXPECT_TRUE(eventually([&] { return has_come.load(); }));
}

TEST(Scheduler, drops_what_is_still_to_come_when_it_goes) {
  ScheduledCall handle;
  std::atomic<int> calls = 0;
  {
    const auto scheduler = Scheduler::create().value();
    handle = scheduler->after(std::chrono::hours(1), [&] { ++calls; });
    scheduler->after(std::chrono::hours(1), [&] { ++calls; }).detach();
  }
  handle.cancel();
  EXPECT_EQ(calls, 0);
}

}  // namespace
}  // namespace kith::net
