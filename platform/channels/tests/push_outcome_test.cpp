// SPDX-License-Identifier: Apache-2.0
#include "channels/api/push_outcome.h"

#include <gtest/gtest.h>

namespace kith::channels::api {
namespace {

using conversation::PushVerdict;
using std::chrono::hours;
using std::chrono::seconds;

PushOutcome answered(int status, std::string_view body = {}, std::string_view retry_after = {}) {
  return outcome_of({.status = status, .retry_after = retry_after, .body = body});
}

TEST(PushOutcome, takes_every_2xx_for_sent) {
  for (const int status : {200, 201, 202, 204, 299}) {
    EXPECT_EQ(answered(status).verdict, PushVerdict::sent) << status;
    EXPECT_EQ(answered(status).reason, "");
  }
}

TEST(PushOutcome, tries_again_what_the_receiver_cannot_take_now) {
  for (const int status : {408, 425, 429, 500, 502, 503, 504, 599}) {
    const PushOutcome outcome = answered(status);
    EXPECT_EQ(outcome.verdict, PushVerdict::again) << status;
    EXPECT_EQ(outcome.reason, "http_" + std::to_string(status));
    EXPECT_FALSE(outcome.is_gone);
  }
}

TEST(PushOutcome, fails_what_the_receiver_refuses_and_follows_no_redirect) {
  for (const int status : {101, 300, 301, 302, 307, 308, 400, 401, 403, 404, 413, 422, 499}) {
    EXPECT_EQ(answered(status).verdict, PushVerdict::failed) << status;
    EXPECT_FALSE(answered(status).is_gone) << status;
  }
}

TEST(PushOutcome, knows_that_a_receiver_is_gone) {
  const PushOutcome outcome = answered(410);
  EXPECT_EQ(outcome.verdict, PushVerdict::failed);
  EXPECT_TRUE(outcome.is_gone);
}

TEST(PushOutcome, tells_what_certainly_did_not_leave_from_what_may_have_arrived) {
  EXPECT_EQ(outcome_of({.end = PushEnd::not_begun}).verdict, PushVerdict::again);
  EXPECT_EQ(outcome_of({.end = PushEnd::lost}).verdict, PushVerdict::unknown);
  EXPECT_EQ(outcome_of({.end = PushEnd::forbidden}).verdict, PushVerdict::failed);
  EXPECT_EQ(outcome_of({.end = PushEnd::forbidden}).reason, "address_not_allowed");
}

TEST(PushOutcome, waits_as_long_as_the_receiver_asks_within_a_day) {
  EXPECT_EQ(answered(429, "", "120").wait, seconds(120));
  EXPECT_EQ(answered(503, "", "0").wait, seconds(0));
  EXPECT_EQ(answered(429, "", "999999999").wait, hours(24));
  for (const char* wrong : {"", "-5", "soon", "1.5", "12 ", "Wed, 21 Oct 2026 07:28:00 GMT"}) {
    EXPECT_EQ(answered(429, "", wrong).wait, seconds(0)) << wrong;
  }
}

TEST(PushOutcome, keeps_by_what_the_post_will_be_known_its_uri_before_its_id) {
  EXPECT_EQ(answered(200, R"({"native_id":"n-1"})").native_id, "n-1");
  EXPECT_EQ(answered(200, R"({"native_id":"n-1","uri":"at://x/1","more":[1]})").native_id,
            "at://x/1");
  EXPECT_EQ(answered(200, R"({"native_id":"n","posted_at":"2026-01-05T10:00:00Z"})").posted_at,
            Time{1'767'607'200'000'000});
  for (const std::string& other :
       {std::string("ok"), std::string("{"), std::string("[]"), std::string(R"({"native_id":5})"),
        std::string(R"({"id":"x"})"), R"({"native_id":")" + std::string(3000, 'x') + R"("})"}) {
    EXPECT_EQ(answered(200, other).native_id, "") << other.substr(0, 40);
    EXPECT_EQ(answered(200, other).verdict, PushVerdict::sent);
  }
}

TEST(PushBackoff, doubles_to_an_hour_a_quarter_more_or_less) {
  SeededRandom random(7);
  for (const auto& [attempts, middle] : {std::pair{1, seconds(1)},
                                         {2, seconds(2)},
                                         {3, seconds(4)},
                                         {10, seconds(512)},
                                         {13, seconds(3600)},
                                         {1000, seconds(3600)}}) {
    for (int count = 0; count < 100; ++count) {
      const Duration wait = push_backoff(attempts, random);
      EXPECT_GE(wait, Duration(middle) * 3 / 4) << attempts;
      EXPECT_LE(wait, Duration(middle) * 5 / 4) << attempts;
    }
  }
}

TEST(PushBackoff, is_not_the_same_for_those_that_failed_together) {
  SeededRandom random(7);
  EXPECT_NE(push_backoff(5, random), push_backoff(5, random));
}

}  // namespace
}  // namespace kith::channels::api
