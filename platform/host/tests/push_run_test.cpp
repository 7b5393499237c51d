// SPDX-License-Identifier: Apache-2.0
#include "host/push_run.h"

#include <gtest/gtest.h>

#include <kith/events.h>

#include <nlohmann/json.hpp>

#include "conversation/post_key.h"
#include "host/tests/push_fixture.h"

namespace kith::host {
namespace {

using conversation::PushState;
using nlohmann::json;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

class PushRunTest : public PushFixture {};

TEST_F(PushRunTest, pushes_a_reply_once_when_its_time_has_come) {
  const MessageId message = due_reply();
  step();
  EXPECT_TRUE(client.ids.empty()) << "it can still be taken back";
  clock.advance(seconds(1));
  step();
  ASSERT_EQ(client.ids, std::vector{key_of(message)});
  EXPECT_EQ(delivery(message), Delivery::sending);
  EXPECT_EQ(client.calls[0].request.url, receiver);
  EXPECT_EQ(json::parse(client.calls[0].request.body)["data"]["text"], "It is on its way.");
  client.answer(202);
  step();
  EXPECT_EQ(delivery(message), Delivery::sent);
  let_pass(seconds(30));
  EXPECT_EQ(client.ids.size(), 1U);
}

TEST_F(PushRunTest, signs_with_the_secret_of_the_channel) {
  pushed_reply();
  const FakeClient::Call& call = client.calls.at(0);
  EXPECT_EQ(call.header("webhook-signature"), signature(secrets, {.id = call.header("webhook-id"),
                                                                  .at = clock.now(),
                                                                  .body = call.request.body}));
}

TEST_F(PushRunTest, pushes_nothing_that_was_taken_back) {
  const MessageId message = due_reply();
  must(UndoReply{message});
  let_pass(seconds(5));
  EXPECT_TRUE(client.ids.empty());
}

TEST_F(PushRunTest, leaves_the_channels_that_are_pulled_to_whoever_pulls) {
  const MessageId pushed = due_reply();
  execute("INSERT INTO channel VALUES(3, 'api', 'pulled', '{}', x'', '', 'ok', 1, 0)");
  const ConversationId conversation = add_conversation(add_person("Sam", {3}), {3});
  const MessageId pulled{must(SubmitReply{.conversation = conversation,
                                          .text = "Hello.",
                                          .sender = conversation::ada,
                                          .seen = add_inbound(conversation),
                                          .not_before = clock.now()})};
  clock.advance(seconds(1));
  const auto taken = in_transaction([&](store::Transaction& transaction) {
                       return conversation::take_due(transaction, clock.now(), 10);
                     }).value();
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0].message, pulled);
  step();
  EXPECT_EQ(client.ids, std::vector{key_of(pushed)});
}

TEST_F(PushRunTest, knows_the_post_again_by_what_the_receiver_calls_it) {
  const MessageId message = pushed_reply();
  client.answer(200, {}, R"({"native_id":"n-1"})");
  step();
  const auto post = conversation::post_key(HashKey{}, channel, "n-1");
  EXPECT_EQ(number(fmt::format("SELECT message FROM post_key WHERE hash = x'{}'",
                               hex(bytes_of(post.hash)))),
            message.value);
}

TEST_F(PushRunTest, tries_again_under_the_same_key_after_an_error_of_the_receiver) {
  const MessageId message = pushed_reply();
  client.answer(500);
  step();
  EXPECT_EQ(delivery(message), Delivery::held);
  EXPECT_EQ(reason(message), "http_500");
  let_pass(milliseconds(600));
  EXPECT_EQ(client.ids.size(), 1U) << "three quarters of a second have not passed";
  let_pass(seconds(1));
  ASSERT_EQ(client.ids.size(), 2U);
  EXPECT_EQ(json::parse(client.calls[0].request.body)["data"]["attempts"], 2);
  client.answer(200);
  step();
  EXPECT_EQ(delivery(message), Delivery::sent);
  EXPECT_EQ(client.ids, (std::vector{key_of(message), key_of(message)}));
}

TEST_F(PushRunTest, tries_again_when_nobody_was_there) {
  const MessageId message = pushed_reply();
  client.refuse();
  step();
  EXPECT_EQ(reason(message), "not_reached");
  let_pass(seconds(2));
  client.answer(200);
  step();
  EXPECT_EQ(delivery(message), Delivery::sent);
}

TEST_F(PushRunTest, waits_as_long_as_the_receiver_asks_and_pushes_nothing_else_there) {
  pushed_reply();
  client.answer(429, {{"retry-after", "60"}});
  step();
  due_reply();
  let_pass(seconds(59));
  EXPECT_EQ(client.ids.size(), 1U);
  let_pass(seconds(2));
  EXPECT_EQ(client.ids.size(), 3U);
}

TEST_F(PushRunTest, fails_what_the_receiver_refuses_and_says_why) {
  const MessageId message = pushed_reply();
  log.clear();
  client.answer(422);
  step();
  EXPECT_EQ(delivery(message), Delivery::failed);
  EXPECT_EQ(reason(message), "http_422");
  EXPECT_EQ(last_event<ReplyFailed>().reason, "http_422");
  let_pass(hours(0) + seconds(10));
  EXPECT_EQ(client.ids.size(), 1U);
  EXPECT_EQ(push().state, PushState::on);
}

TEST_F(PushRunTest, pushes_nothing_any_more_to_a_receiver_that_is_gone) {
  const MessageId first = pushed_reply();
  client.answer(410);
  step();
  EXPECT_EQ(delivery(first), Delivery::failed);
  EXPECT_EQ(push().state, PushState::gone);
  EXPECT_EQ(push().health, "push_gone");
  const MessageId second = pushed_reply();
  EXPECT_EQ(client.ids.size(), 1U);
  EXPECT_EQ(delivery(second), Delivery::failed);
  EXPECT_EQ(reason(second), "push_gone");
}

TEST_F(PushRunTest, never_sends_by_itself_again_what_may_have_arrived) {
  const MessageId message = pushed_reply();
  client.lose();
  step();
  EXPECT_EQ(delivery(message), Delivery::unknown);
  EXPECT_EQ(reason(message), "no_answer");
  let_pass(seconds(60));
  EXPECT_EQ(client.ids.size(), 1U);
  ASSERT_TRUE(in_transaction([&](store::Transaction& transaction) {
    return conversation::retry(transaction, outbox_of(message), clock.now(), "asked");
  }));
  step();
  EXPECT_EQ(client.ids, (std::vector{key_of(message), key_of(message)}));
}

TEST_F(PushRunTest, does_not_send_again_what_was_under_way_when_the_process_ended) {
  const MessageId message = pushed_reply();
  restart();
  EXPECT_EQ(delivery(message), Delivery::unknown);
  EXPECT_EQ(reason(message), "interrupted");
  let_pass(seconds(60));
  EXPECT_EQ(client.ids.size(), 1U);
  client.answer(200);
  step();
  EXPECT_EQ(delivery(message), Delivery::unknown) << "the answer is for a run that is gone";
}

TEST_F(PushRunTest, leaves_alone_what_somebody_else_has_reported_on) {
  const MessageId message = pushed_reply();
  ASSERT_TRUE(in_transaction([&](store::Transaction& transaction) {
    return conversation::record_sent(transaction, outbox_of(message), {}, keys);
  }));
  client.answer(500);
  step();
  EXPECT_EQ(delivery(message), Delivery::sent);
}

TEST_F(PushRunTest, calls_no_address_that_may_not_be_called) {
  const MessageId message = pushed_reply();
  client.refuse(ErrorCode::rule);
  step();
  EXPECT_EQ(delivery(message), Delivery::failed);
  EXPECT_EQ(reason(message), "address_not_allowed");
}

TEST_F(PushRunTest, gives_up_after_three_days) {
  const MessageId message = pushed_reply();
  client.answer(500);
  step();
  clock.advance(hours(72));
  step();
  client.answer(500);
  step();
  EXPECT_EQ(delivery(message), Delivery::failed);
  EXPECT_EQ(reason(message), "gave_up");
}

TEST_F(PushRunTest, leaves_a_receiver_alone_that_failed_five_times_and_then_lets_one_try) {
  std::vector<MessageId> messages;
  for (int count = 0; count < 5; ++count) {
    messages.push_back(due_reply());
  }
  clock.advance(seconds(1));
  step();
  EXPECT_EQ(client.ids.size(), 5U);
  for (int count = 0; count < 5; ++count) {
    client.answer(503);
  }
  step();
  EXPECT_EQ(push().health, "push_failing");
  let_pass(seconds(9));
  EXPECT_EQ(client.ids.size(), 5U);
  let_pass(seconds(2));
  EXPECT_EQ(client.ids.size(), 6U) << "one alone";
  client.answer(200);
  step();
  EXPECT_EQ(push().health, "ok");
  EXPECT_EQ(client.ids.size(), 10U) << "all that wait";
}

TEST_F(PushRunTest, lets_one_try_first_when_the_receiver_failed_as_kith_ended) {
  for (int count = 0; count < 5; ++count) {
    due_reply();
  }
  clock.advance(seconds(1));
  step();
  for (int count = 0; count < 5; ++count) {
    client.refuse();
  }
  step();
  restart();
  clock.advance(seconds(2));
  step();
  EXPECT_EQ(client.ids.size(), 6U);
}

TEST_F(PushRunTest, ends_what_waited_for_three_days_behind_a_receiver_that_fails) {
  std::vector<MessageId> messages;
  for (int count = 0; count < 6; ++count) {
    messages.push_back(due_reply());
  }
  clock.advance(seconds(1));
  step();
  while (!client.calls.empty()) {
    client.refuse();
  }
  step();
  clock.advance(hours(72));
  step();
  for (const MessageId message : messages) {
    EXPECT_EQ(reason(message), "gave_up");
  }
}

TEST_F(PushRunTest, keeps_a_list_of_attempts_without_what_was_said) {
  const MessageId message = pushed_reply();
  clock.advance(milliseconds(30));
  client.answer(500, {}, "a secret of the receiver");
  step();
  EXPECT_EQ(text("SELECT channel || ' ' || outbox || ' ' || duration || ' ' || status || ' ' || "
                 "verdict || ' ' || reason FROM push_attempt"),
            fmt::format("1 {} 30000 500 1 http_500", outbox_of(message).value));
}

TEST_F(PushRunTest, sends_a_test_and_tells_how_it_went) {
  std::optional<Result<conversation::PushAttemptView>> told;
  run->test(channel,
            [&](Result<conversation::PushAttemptView> attempt) { told = std::move(attempt); });
  run->step();
  EXPECT_FALSE(told);
  ASSERT_EQ(client.ids.size(), 1U);
  EXPECT_TRUE(client.ids[0].starts_with("test_"));
  EXPECT_EQ(json::parse(client.calls[0].request.body)["type"], "kith.channel.tested.v1");
  client.answer(404);
  step();
  ASSERT_TRUE(told);
  ASSERT_TRUE(*told);
  EXPECT_EQ((*told)->status, 404);
  EXPECT_EQ((*told)->reason, "http_404");
  EXPECT_EQ(number("SELECT outbox FROM push_attempt"), 0);
}

TEST_F(PushRunTest, refuses_a_test_where_nothing_is_pushed) {
  std::vector<ErrorCode> refused;
  save({.channel = channel, .state = PushState::off});
  for (const ChannelId asked : {channel, ChannelId{2}, ChannelId{77}}) {
    run->test(asked, [&](const Result<conversation::PushAttemptView>& attempt) {
      refused.push_back(attempt.error().code);
    });
  }
  step();
  EXPECT_EQ(refused, (std::vector{ErrorCode::rule, ErrorCode::rule, ErrorCode::not_found}));
  EXPECT_TRUE(client.ids.empty());
}

TEST_F(PushRunTest, sends_nothing_with_secrets_that_were_sealed_for_another_channel) {
  conversation::ChannelPush foreign = push();
  foreign.secrets = seal_push_secrets(key, {{1}, {9}}, secrets, random);
  save(foreign);
  const MessageId message = pushed_reply();
  EXPECT_TRUE(client.ids.empty());
  EXPECT_EQ(delivery(message), Delivery::held);
  EXPECT_FALSE(lines.empty());
}

TEST_F(PushRunTest, says_no_secret_address_or_text_in_the_log_of_the_process_or_in_events) {
  pushed_reply();
  client.answer(500, {}, "body");
  step();
  std::string said;
  for (const std::string& line : lines) {
    said += line;
  }
  for (const store::LoggedEvent& event : log) {
    said += event.body;
  }
  for (const std::string& secret :
       {secrets.current, std::string("receiver.example"), std::string("on its way")}) {
    EXPECT_EQ(said.find(secret), std::string::npos) << secret;
  }
}

}  // namespace
}  // namespace kith::host
