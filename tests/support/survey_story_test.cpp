// SPDX-License-Identifier: Apache-2.0
// The survey on what the platform really does: from a resolved case to the mark of its person.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/fake_channel.h"
#include "support/world.h"

namespace kith::support {
namespace {

using http::Method;
using nlohmann::json;

class SurveyOfTheWorld : public testing::Test {
 protected:
  SurveyOfTheWorld() : channel_(world_) {
    send("administrator", {Method::put, "/service/survey_settings", R"({"share": 100})", 0});
  }

  void TearDown() override { EXPECT_EQ(world_.rebuild_and_compare(), ""); }

  json send(const std::string& role, const Request& request, int status = 0) {
    const http::Response answer = world_.send(world_.colleague(role), request);
    EXPECT_TRUE(status == 0 ? answer.status < 300 : answer.status == status) << answer.body;
    return json::parse(answer.body, nullptr, false);
  }
  json conversation() { return send("agent", {.target = "/conversations/" + id_})["conversation"]; }
  json survey() {
    const json page = send("agent", {.target = "/service/surveys"});
    return page["items"].empty() ? json() : page["items"][0];
  }

  void resolve_a_case(const std::string& author = "ada") {
    const intake::PostResult post = world_.given_post(GivenPost{.id = "p1", .author = author});
    id_ = std::to_string(post.conversation_id->value);
    world_.run_until_idle();
    send("agent", {Method::post, "/service/cases/" + id_ + "/resolve", "{}"});
    world_.run_until_idle();
  }
  /// Three hours later the question has reached whom it is for.
  void ask() {
    resolve_a_case();
    world_.clock.advance(std::chrono::hours(3));
    world_.run_until_idle();
    EXPECT_EQ(channel_.carry(), 1U);
    world_.run_until_idle();
  }
  void writes(const std::string& id, const std::string& text,
              intake::PostKind kind = intake::PostKind::create) {
    world_.clock.advance(std::chrono::minutes(1));
    world_.given_post(GivenPost{.id = id, .text = text, .answers = "p1", .kind = kind});
    world_.run_until_idle();
  }

  World world_;
  FakeChannel channel_;
  std::string id_;
};

TEST_F(SurveyOfTheWorld, asks_in_the_companys_name_and_takes_the_number_for_the_answer) {
  ask();
  ASSERT_EQ(channel_.replies().size(), 1U);
  const HandedReply& question = channel_.replies().begin()->second;
  EXPECT_TRUE(question.text.starts_with("How did we do, 1 to 5?")) << question.text;
  EXPECT_EQ(question.sender, "") << "no colleague signs it";
  EXPECT_EQ(question.recipients, std::vector<std::string>{"ada"});
  EXPECT_EQ(survey()["state"], "asked");
  EXPECT_EQ(conversation()["status"], "resolved");
  writes("p2", "4/5, thanks");
  EXPECT_EQ(survey()["mark"], 4);
  EXPECT_EQ(conversation()["status"], "resolved") << "an answer opens nothing";
  EXPECT_FALSE(conversation().contains("waiting_since"));
  writes("p3", "5");
  EXPECT_EQ(survey()["mark"], 5) << "the last one counts";
  writes("p3", "3", intake::PostKind::edit);
  EXPECT_EQ(survey()["mark"], 3);
  EXPECT_EQ(conversation()["status"], "resolved");
}

TEST_F(SurveyOfTheWorld, takes_a_mark_that_complains_and_lets_its_writer_wait_for_an_answer) {
  ask();
  writes("p2", "1, it still does not work!");
  EXPECT_EQ(survey()["mark"], 1);
  EXPECT_EQ(conversation()["status"], "open");
  EXPECT_TRUE(conversation().contains("waiting_since"));
}

TEST_F(SurveyOfTheWorld, leaves_a_number_alone_that_nobody_asked_for) {
  resolve_a_case();
  writes("p2", "4");
  EXPECT_EQ(conversation()["status"], "open");
  EXPECT_TRUE(conversation().contains("waiting_since"));
  EXPECT_EQ(survey()["state"], "drawn");
}

TEST_F(SurveyOfTheWorld, asks_nobody_who_opted_out_or_asks_again) {
  resolve_a_case();
  const std::string person = conversation()["person_id"];
  send("sales", {Method::post, "/sales/opt_outs",
                 R"({"person_id": ")" + person + R"(", "reason": "Asked on the phone."})"});
  world_.clock.advance(std::chrono::hours(3));
  world_.run_until_idle();
  EXPECT_EQ(channel_.carry(), 0U);
  EXPECT_EQ(survey()["state"], "drawn");
}

TEST_F(SurveyOfTheWorld, takes_a_mark_from_a_form_but_not_from_who_wrote_in_the_conversation) {
  ask();
  const std::string answer = "/service/surveys/" + survey()["id"].get<std::string>() + "/answer";
  send("viewer", {Method::post, answer, R"({"mark": 5})"}, 403);
  send("agent", {Method::post, "/conversations/" + id_ + "/replies",
                 R"({"text": "Just press five.", "seen": ")" +
                     survey()["question_id"].get<std::string>() + "\"}"});
  send("agent", {Method::post, answer, R"({"mark": 5})"}, 422);
  EXPECT_EQ(send("administrator", {Method::post, answer, R"({"mark": 2})"})["mark"], 2);
  send("administrator", {Method::post, answer, R"({"mark": 6})"}, 400);
  const std::string person = conversation()["person_id"];
  const json card = send("agent", {.target = "/persons/" + person + "/findings"});
  EXPECT_NE(card.dump().find("\"last_mark\":2"), std::string::npos) << card;
}

}  // namespace
}  // namespace kith::support
