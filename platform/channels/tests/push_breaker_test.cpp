// SPDX-License-Identifier: Apache-2.0
#include "channels/api/push_breaker.h"

#include <gtest/gtest.h>

namespace kith::channels::api {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr Duration start = std::chrono::hours(100);

PushBreaker failed_times(int count) {
  PushBreaker breaker;
  for (int each = 0; each < count; ++each) {
    breaker.failed(start);
  }
  return breaker;
}

TEST(PushBreaker, lets_eight_go_at_once) {
  const PushBreaker breaker;
  EXPECT_EQ(breaker.room(start, 0), 8);
  EXPECT_EQ(breaker.room(start, 8), 0);
  EXPECT_EQ(breaker.room(start, 9), 0);
}

TEST(PushBreaker, opens_at_the_fifth_failure_in_a_row_and_then_lets_one_try) {
  EXPECT_FALSE(failed_times(4).is_open());
  EXPECT_EQ(failed_times(4).room(start, 0), 8);
  const PushBreaker open = failed_times(5);
  EXPECT_TRUE(open.is_open());
  EXPECT_EQ(open.room(start + seconds(9), 0), 0);
  EXPECT_EQ(open.room(start + seconds(10), 0), 1);
  EXPECT_EQ(open.room(start + seconds(10), 1), 0);
}

TEST(PushBreaker, rests_twice_as_long_after_each_further_failure_to_ten_minutes) {
  EXPECT_EQ(failed_times(6).room(start + seconds(19), 0), 0);
  EXPECT_EQ(failed_times(6).room(start + seconds(20), 0), 1);
  EXPECT_EQ(failed_times(500).room(start + minutes(10) - seconds(1), 0), 0);
  EXPECT_EQ(failed_times(500).room(start + minutes(10), 0), 1);
}

TEST(PushBreaker, closes_at_the_first_success) {
  PushBreaker breaker = failed_times(7);
  breaker.succeeded();
  EXPECT_FALSE(breaker.is_open());
  EXPECT_EQ(breaker.room(start + minutes(10), 0), 8);
}

TEST(PushBreaker, rests_as_long_as_it_was_asked_to) {
  PushBreaker breaker;
  breaker.rest(start, seconds(30));
  breaker.rest(start, seconds(5));
  EXPECT_FALSE(breaker.is_open());
  EXPECT_EQ(breaker.room(start + seconds(29), 0), 0);
  EXPECT_EQ(breaker.room(start + seconds(30), 0), 8);
}

TEST(PushBreaker, lets_one_try_where_kith_ended_while_the_receiver_failed) {
  EXPECT_TRUE(PushBreaker::trying().is_open());
  EXPECT_EQ(PushBreaker::trying().room(start, 0), 1);
}

}  // namespace
}  // namespace kith::channels::api
