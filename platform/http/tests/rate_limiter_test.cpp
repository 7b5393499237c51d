// SPDX-License-Identifier: Apache-2.0
#include "http/rate_limiter.h"

#include <gtest/gtest.h>

#include "http/tests/router_fixture.h"

namespace kith::http {
namespace {

class RateLimiterTest : public testing::Test {
 protected:
  ManualClock clock{Time{1'000'000'000}};
  RateLimiter limiter{{.read = {.per_minute = 60, .burst = 3},
                       .write = {.per_minute = 6, .burst = 1},
                       .heavy = {.per_minute = 0}},
                      clock};
};

TEST_F(RateLimiterTest, lets_a_burst_through_and_then_one_at_a_time) {
  for (std::uint32_t left : {2U, 1U, 0U}) {
    const RateVerdict verdict = limiter.take("anna", RateClass::read);
    EXPECT_TRUE(verdict.is_allowed);
    EXPECT_EQ(verdict.remaining, left);
  }
  const RateVerdict refused = limiter.take("anna", RateClass::read);
  EXPECT_FALSE(refused.is_allowed);
  EXPECT_EQ(refused.seconds, 1U);
  clock.advance(std::chrono::milliseconds(999));
  EXPECT_FALSE(limiter.take("anna", RateClass::read).is_allowed);
  clock.advance(std::chrono::milliseconds(2));
  EXPECT_TRUE(limiter.take("anna", RateClass::read).is_allowed);
  EXPECT_FALSE(limiter.take("anna", RateClass::read).is_allowed);
}

TEST_F(RateLimiterTest, never_saves_up_more_than_the_burst) {
  limiter.take("anna", RateClass::read);
  clock.advance(std::chrono::hours(5));
  int allowed = 0;
  while (limiter.take("anna", RateClass::read).is_allowed) {
    ++allowed;
  }
  EXPECT_EQ(allowed, 3);
}

TEST_F(RateLimiterTest, counts_callers_and_classes_apart) {
  EXPECT_TRUE(limiter.take("anna", RateClass::write).is_allowed);
  EXPECT_FALSE(limiter.take("anna", RateClass::write).is_allowed);
  EXPECT_TRUE(limiter.take("ben", RateClass::write).is_allowed);
  EXPECT_TRUE(limiter.take("anna", RateClass::read).is_allowed);
}

TEST_F(RateLimiterTest, says_how_long_to_wait) {
  limiter.take("anna", RateClass::write);
  EXPECT_EQ(limiter.take("anna", RateClass::write).seconds, 10U);
  clock.advance(std::chrono::milliseconds(9'500));
  EXPECT_EQ(limiter.take("anna", RateClass::write).seconds, 1U);
}

TEST_F(RateLimiterTest, counts_nothing_where_there_is_no_limit) {
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(limiter.take("anna", RateClass::heavy).is_allowed);
  }
}

TEST_F(RateLimiterTest, holds_callers_without_end_in_bounded_memory) {
  for (std::size_t i = 0; i < 3 * RateLimiter::most_buckets; ++i) {
    limiter.take("caller " + std::to_string(i), RateClass::write);
  }
  // The newcomers share one bucket by now, so one of them has to wait for the others.
  EXPECT_FALSE(limiter.take("somebody new", RateClass::write).is_allowed);
  clock.advance(std::chrono::minutes(2));
  EXPECT_TRUE(limiter.take("somebody newer", RateClass::write).is_allowed);
  EXPECT_TRUE(limiter.take("somebody else", RateClass::write).is_allowed);
}

TEST_F(RateLimiterTest, counts_clients_by_address_and_ipv6_ones_by_network) {
  EXPECT_EQ(rate_key_of_peer("203.0.113.7"), "203.0.113.7");
  EXPECT_NE(rate_key_of_peer("203.0.113.7"), rate_key_of_peer("203.0.113.8"));
  EXPECT_EQ(rate_key_of_peer("2001:db8:1:2::1"), rate_key_of_peer("2001:db8:1:2:ffff::9"));
  EXPECT_NE(rate_key_of_peer("2001:db8:1:2::1"), rate_key_of_peer("2001:db8:1:3::1"));
  EXPECT_EQ(rate_key_of_peer("no address"), "no address");
}

class RateOfRouter : public RouterTest {
 protected:
  RateOfRouter() {
    settings.rates = {.read = {.per_minute = 60, .burst = 2},
                      .write = {.per_minute = 60, .burst = 1},
                      .open = {.per_minute = 60, .burst = 2}};
  }
  const Ask list = ask(Method::get, "/api/v1/shop/orders");
};

TEST_F(RateOfRouter, is_told_with_every_answer) {
  const Response response = send(list);
  EXPECT_EQ(header_of(response, "RateLimit-Policy"), "\"read\";q=60;w=60");
  EXPECT_EQ(header_of(response, "RateLimit"), "\"read\";r=1;t=1");
  EXPECT_EQ(header_of(response, "Retry-After"), "");
}

TEST_F(RateOfRouter, refuses_with_the_time_to_wait) {
  send(list);
  send(list);
  const Response response = send(list);
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(code_of(response), "too_many");
  EXPECT_EQ(header_of(response, "Retry-After"), "1");
  EXPECT_EQ(executor.inputs.size(), 2U);
  EXPECT_EQ(send(list.as("guest")).status, 200);
  clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(send(list).status, 200);
}

TEST_F(RateOfRouter, comes_before_the_permission) {
  const Ask asked = ask(Method::post, "/api/v1/shop/orders").as("guest").json("{}");
  EXPECT_EQ(send(asked).status, 403);
  EXPECT_EQ(send(asked).status, 429);
}

TEST_F(RateOfRouter, counts_guesses_at_tokens_by_address) {
  EXPECT_EQ(send(list.as("guess 1")).status, 401);
  EXPECT_EQ(send(list.as("guess 2")).status, 401);
  EXPECT_EQ(send(list.as("guess 3")).status, 429);
  EXPECT_EQ(send(list).status, 200);
}

}  // namespace
}  // namespace kith::http
