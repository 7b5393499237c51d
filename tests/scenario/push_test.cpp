// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <set>
#include <thread>

#include "data_folder.h"
#include "receiver.h"

/// Replies that leave by a signed webhook, through the real binary.
namespace kith::scenario {
namespace {

using namespace std::chrono_literals;

class Pushing : public DataFolderTest {
 protected:
  static constexpr const char* push_of_shop = "/api/v1/channels/1/push";

  void SetUp() override {
    DataFolderTest::SetUp();
    ada_ = std::make_unique<Api>(data_, member("ada", "owner"));
    serve();
    ask("first");
    const Api::Answer set = ada_->put(push_of_shop, {{"url", receiver_.url()}}, 1);
    ASSERT_EQ(set.status, 200) << set.body;
    secret_ = set.body["signing_secret"];
  }
  void TearDown() override {
    server_.reset();
    DataFolderTest::TearDown();
  }

  void serve() {
    server_ = std::make_unique<KithProcess>(
        std::vector<std::string>{"serve", "--data", data_, "--listen", "127.0.0.1:0", "--set",
                                 "net.outgoing_allow=127.0.0.1"},
        file("output"));
    ASSERT_TRUE(Api(data_).wait_until_ready());
  }

  /// Somebody asks; what intake says of it.
  json ask(const std::string& name) const {
    return ada_->post("/api/v1/intake", {{"posts", json::array({post(name, "kim", "Where?")})}})
        .body["results"][0];
  }
  /// A colleague answers; the message.
  json reply(const std::string& question, int hold_seconds = 0) const {
    const json asked = ask(question);
    const Api::Answer written = ada_->post(
        "/api/v1/conversations/" + asked["conversation_id"].get<std::string>() + "/replies",
        {{"text", "It is on its way."},
         {"seen", asked["message_id"]},
         {"hold_seconds", hold_seconds}});
    EXPECT_EQ(written.status, 201) << written.body;
    return written.body;
  }
  json message(const json& reply) const {
    return ada_->get("/api/v1/messages?ids=" + reply["id"].get<std::string>()).body["items"][0];
  }
  /// Waits until a reply has come as far as that; how far it came.
  std::string delivery(const json& reply, const std::string& wanted) const {
    std::string found;
    for (int wait = 0; wait < 200 && found != wanted; ++wait) {
      found = message(reply)["delivery"];
      std::this_thread::sleep_for(50ms);
    }
    return found;
  }
  json attempts() const { return ada_->get(std::string(push_of_shop) + "/attempts").body["items"]; }

  Receiver receiver_;
  std::unique_ptr<Api> ada_;
  std::unique_ptr<KithProcess> server_;
  std::string secret_;
};

TEST_F(Pushing, pushes_a_reply_once_within_a_second_signed_and_knows_its_echo) {
  receiver_.answer_with(R"({"native_id":"post-1","posted_at":"2026-01-05T10:00:00Z"})");
  const auto began = std::chrono::steady_clock::now();
  const json written = reply("q");
  ASSERT_TRUE(receiver_.wait_for(1));
  EXPECT_LT(std::chrono::steady_clock::now() - began, 1s);
  const http::Request pushed = receiver_.received()[0];
  EXPECT_TRUE(is_signed_with(pushed, secret_));
  EXPECT_FALSE(is_signed_with(pushed, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
  const json body = json::parse(pushed.body);
  EXPECT_EQ(body["data"]["text"], "It is on its way.");
  EXPECT_EQ(body["data"]["message_id"], written["id"]);
  EXPECT_EQ(body["data"]["recipients"], json::array({"kim@chat"}));
  EXPECT_EQ(body["id"], pushed.header("webhook-id"));
  EXPECT_EQ(delivery(written, "sent"), "sent");
  std::this_thread::sleep_for(1s);
  EXPECT_EQ(receiver_.received().size(), 1U);
  EXPECT_EQ(ask("post-1")["status"], "duplicate");
  ASSERT_EQ(attempts().size(), 1U);
  EXPECT_EQ(attempts()[0]["status"], 200);
  EXPECT_EQ(attempts()[0]["message_id"], written["id"]);
}

TEST_F(Pushing, tries_again_under_the_same_key_until_the_receiver_takes_it) {
  receiver_.answer_next({500, 503});
  const json written = reply("q");
  ASSERT_TRUE(receiver_.wait_for(3));
  EXPECT_EQ(delivery(written, "sent"), "sent");
  std::set<std::string> ids;
  for (const http::Request& each : receiver_.received()) {
    ids.emplace(each.header("webhook-id"));
    EXPECT_TRUE(is_signed_with(each, secret_));
  }
  EXPECT_EQ(ids.size(), 1U);
  ASSERT_EQ(attempts().size(), 3U);
  EXPECT_EQ(attempts()[2]["reason"], "http_500");
}

TEST_F(Pushing, reaches_a_receiver_that_was_down_once_it_is_up) {
  receiver_.go_down();
  const json written = reply("q");
  for (int wait = 0; wait < 100 && attempts().empty(); ++wait) {
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_EQ(attempts()[0]["reason"], "not_reached");
  EXPECT_EQ(message(written)["delivery"], "held");
  EXPECT_EQ(message(written)["failure"], "not_reached");
  receiver_.come_up();
  ASSERT_TRUE(receiver_.wait_for(1));
  EXPECT_EQ(delivery(written, "sent"), "sent");
}

TEST_F(Pushing, does_not_send_again_by_itself_what_was_under_way_when_it_was_killed) {
  receiver_.answer_next({0});
  const json written = reply("q");
  ASSERT_TRUE(receiver_.wait_for(1));
  server_->kill_at_once();
  serve();
  EXPECT_EQ(message(written)["delivery"], "unknown");
  EXPECT_EQ(message(written)["failure"], "interrupted");
  std::this_thread::sleep_for(2s);
  EXPECT_EQ(receiver_.received().size(), 1U);
  const json data = json::parse(receiver_.received()[0].body)["data"];
  EXPECT_EQ(ada_->post("/api/v1/outbox/" + data["id"].get<std::string>() + "/report",
                       {{"outcome", "retry"}})
                .status,
            204);
  ASSERT_TRUE(receiver_.wait_for(2));
  EXPECT_EQ(delivery(written, "sent"), "sent");
  EXPECT_EQ(receiver_.received()[0].header("webhook-id"),
            receiver_.received()[1].header("webhook-id"));
}

TEST_F(Pushing, never_has_two_keys_for_one_reply_however_often_it_is_killed) {
  std::map<std::string, std::set<std::string>> keys;
  std::vector<json> replies;
  for (int round = 0; round < 4; ++round) {
    for (int each = 0; each < 5; ++each) {
      replies.push_back(reply("r" + std::to_string(round) + "-" + std::to_string(each)));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(round * 70));
    server_->kill_at_once();
    serve();
  }
  for (const json& each : replies) {
    std::string found;
    for (int wait = 0; wait < 100 && found != "sent" && found != "unknown"; ++wait) {
      found = message(each)["delivery"];
      std::this_thread::sleep_for(50ms);
    }
    EXPECT_TRUE(found == "sent" || found == "unknown") << found;
  }
  for (const http::Request& each : receiver_.received()) {
    const std::string of = json::parse(each.body)["data"]["message_id"];
    EXPECT_TRUE(keys[of].emplace(each.header("webhook-id")).second) << "pushed twice";
  }
  EXPECT_LE(keys.size(), replies.size());
  EXPECT_EQ(run_kith({"verify", "--data", data_}).exit_code, 0);
}

TEST_F(Pushing, never_pushes_what_was_taken_back) {
  const json written = reply("q", 1);
  EXPECT_EQ(
      ada_->post("/api/v1/messages/" + written["id"].get<std::string>() + "/undo", json::object())
          .body["delivery"],
      "undone");
  std::this_thread::sleep_for(2s);
  EXPECT_TRUE(receiver_.received().empty());
}

TEST_F(Pushing, fails_with_its_reason_and_stops_for_a_receiver_that_is_gone) {
  receiver_.answer_next({410});
  const json first = reply("q1");
  EXPECT_EQ(delivery(first, "failed"), "failed");
  EXPECT_EQ(message(first)["failure"], "http_410");
  const json second = reply("q2");
  EXPECT_EQ(delivery(second, "failed"), "failed");
  EXPECT_EQ(message(second)["failure"], "push_gone");
  EXPECT_EQ(receiver_.received().size(), 1U);
  const json push = ada_->get(push_of_shop).body;
  EXPECT_EQ(push["state"], "gone");
  const json again =
      ada_->put(push_of_shop, {{"url", receiver_.url()}}, push["revision"].get<int>()).body;
  EXPECT_EQ(again["push"]["state"], "on");
  EXPECT_FALSE(again.contains("signing_secret"));
  EXPECT_EQ(delivery(reply("q3"), "sent"), "sent");
}

TEST_F(Pushing, signs_with_both_secrets_while_the_receiver_changes_over) {
  const json rotated =
      ada_->post(std::string(push_of_shop) + "/rotate", {{"former_hours", 1}}).body;
  const std::string newer = rotated["signing_secret"];
  EXPECT_NE(newer, secret_);
  reply("q1");
  ASSERT_TRUE(receiver_.wait_for(1));
  EXPECT_TRUE(is_signed_with(receiver_.received()[0], secret_));
  EXPECT_TRUE(is_signed_with(receiver_.received()[0], newer));
  const std::string newest =
      ada_->post(std::string(push_of_shop) + "/rotate", {{"former_hours", 0}})
          .body["signing_secret"];
  reply("q2");
  ASSERT_TRUE(receiver_.wait_for(2));
  EXPECT_FALSE(is_signed_with(receiver_.received()[1], newer));
  EXPECT_TRUE(is_signed_with(receiver_.received()[1], newest));
}

TEST_F(Pushing, pushes_a_test_that_a_colleague_asks_for_and_tells_how_it_went) {
  const Api::Answer tested = ada_->post(std::string(push_of_shop) + "/test", json::object());
  ASSERT_EQ(tested.status, 200) << tested.body;
  EXPECT_EQ(tested.body["status"], 204);
  EXPECT_EQ(tested.body["verdict"], "sent");
  ASSERT_EQ(receiver_.received().size(), 1U);
  EXPECT_TRUE(is_signed_with(receiver_.received()[0], secret_));
  EXPECT_EQ(json::parse(receiver_.received()[0].body)["type"], "kith.channel.tested.v1");
}

TEST_F(Pushing, keeps_the_secret_out_of_answers_files_and_log) {
  reply("q");
  ASSERT_TRUE(receiver_.wait_for(1));
  for (const std::string& target :
       {std::string(push_of_shop), std::string("/api/v1/channels"),
        std::string(push_of_shop) + "/attempts", std::string("/api/v1/events?after=0")}) {
    EXPECT_EQ(ada_->get(target).body.dump().find(secret_), std::string::npos) << target;
  }
  EXPECT_EQ(server_->stop(), 0);
  // Their beginning is the same for all.
  EXPECT_TRUE(readable(folder_.string(), {secret_.substr(2)}).empty());
}

TEST_F(Pushing, calls_nothing_inside_that_nobody_allowed) {
  const char* data = std::getenv("KITH_TEST_DATA");
  std::ifstream file(std::string(data == nullptr ? "" : data) + "/hostile/url/ssrf.json");
  if (!file) {
    GTEST_SKIP() << "KITH_TEST_DATA has no hostile/url";
  }
  server_.reset();
  server_ = std::make_unique<KithProcess>(
      std::vector<std::string>{"serve", "--data", data_, "--listen", "127.0.0.1:0"});
  ASSERT_TRUE(ada_->wait_until_ready());
  const std::string port = receiver_.url().substr(receiver_.url().rfind(':'));
  int refused = 0;
  for (const json& entry : json::parse(file)) {
    std::string url = entry["v"];
    if (entry["cls"].get<std::string>().starts_with("behaviour")) {
      continue;
    }
    const json before = ada_->get(push_of_shop).body;
    const Api::Answer set = ada_->put(push_of_shop, {{"url", url}}, before["revision"].get<int>());
    refused += set.status == 200 ? 0 : 1;
    EXPECT_TRUE(set.status == 400 || set.status == 422) << url << " " << set.status;
  }
  EXPECT_GE(refused, 45);
  // What was allowed when it was set is not called any more.
  const json written = reply("q");
  EXPECT_EQ(delivery(written, "failed"), "failed");
  EXPECT_EQ(message(written)["failure"], "address_not_allowed");
  const json before = ada_->get(push_of_shop).body;
  EXPECT_EQ(
      ada_->put(push_of_shop, {{"url", "https://localhost" + port}}, before["revision"].get<int>())
          .status,
      200);
  EXPECT_EQ(ada_->post(std::string(push_of_shop) + "/test", json::object()).body["reason"],
            "address_not_allowed");
  EXPECT_TRUE(receiver_.received().empty());
}

}  // namespace
}  // namespace kith::scenario
