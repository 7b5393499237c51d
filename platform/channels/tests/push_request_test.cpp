// SPDX-License-Identifier: Apache-2.0
#include "channels/api/push_request.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace kith::channels::api {
namespace {

using nlohmann::json;

constexpr Time now{1'790'000'000'000'000};
constexpr const char* secret_of_tests = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

std::string header(const PushRequest& request, const std::string& wanted) {
  for (const auto& [name, value] : request.headers) {
    if (name == wanted) {
      return value;
    }
  }
  return "";
}

conversation::Dispatch due_reply() {
  return {.id = {5},
          .message = {6},
          .channel = {3},
          .conversation = {7},
          .member = {8},
          .sender = "Ada",
          .recipients = {"kim@shop"},
          .text = "It is \"on\" its way.",
          .idempotency_key = "key-1",
          .attempts = 2,
          .submitted_at = now,
          .due_at = now};
}

TEST(PushRequest, carries_the_reply_in_a_cloud_event_under_its_own_key) {
  const PushRequest request =
      push_reply({1}, due_reply(), {.current = secret_of_tests}, now).value();
  EXPECT_EQ(header(request, "webhook-id"), "key-1");
  EXPECT_EQ(header(request, "webhook-timestamp"), "1790000000");
  EXPECT_EQ(header(request, "content-type"), "application/cloudevents+json");
  const json body = json::parse(request.body);
  EXPECT_EQ(body["specversion"], "1.0");
  EXPECT_EQ(body["id"], "key-1");
  EXPECT_EQ(body["type"], "kith.reply.due.v1");
  EXPECT_EQ(body["source"], "/workspaces/1/channels/3");
  EXPECT_EQ(body["data"]["text"], "It is \"on\" its way.");
  EXPECT_EQ(body["data"]["recipients"], json::array({"kim@shop"}));
  EXPECT_EQ(body["data"]["sender"], "Ada");
  EXPECT_EQ(body["data"]["message_id"], "6");
}

TEST(PushRequest, signs_the_body_that_it_sends) {
  const SigningSecrets secrets{.current = secret_of_tests};
  const PushRequest request = push_reply({1}, due_reply(), secrets, now).value();
  EXPECT_EQ(header(request, "webhook-signature"),
            signature(secrets, {.id = "key-1", .at = now, .body = request.body}));
}

TEST(PushRequest, has_the_same_key_at_each_attempt_and_a_time_of_its_own) {
  conversation::Dispatch again = due_reply();
  again.attempts = 3;
  const Time later = now + std::chrono::minutes(1);
  const PushRequest request = push_reply({1}, again, {.current = secret_of_tests}, later).value();
  EXPECT_EQ(header(request, "webhook-id"), "key-1");
  EXPECT_EQ(header(request, "webhook-timestamp"), "1790000060");
  EXPECT_EQ(
      json::parse(request.body)["time"],
      json::parse(
          push_reply({1}, due_reply(), {.current = secret_of_tests}, now).value().body)["time"]);
}

TEST(PushRequest, says_of_a_test_that_it_is_one) {
  const PushRequest request =
      push_test({1}, {3}, "test_x", {.current = secret_of_tests}, now).value();
  EXPECT_EQ(header(request, "webhook-id"), "test_x");
  const json body = json::parse(request.body);
  EXPECT_EQ(body["type"], "kith.channel.tested.v1");
  EXPECT_EQ(body["data"], json({{"channel_id", "3"}}));
}

TEST(PushRequest, is_not_made_without_a_secret) {
  EXPECT_EQ(push_reply({1}, due_reply(), {}, now).error().code, ErrorCode::invalid);
}

}  // namespace
}  // namespace kith::channels::api
