// SPDX-License-Identifier: Apache-2.0
// People on what the platform really does: from two posts and a reply to who could answer.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/fake_channel.h"
#include "support/world.h"

namespace kith::support {
namespace {

using nlohmann::json;

class ExpertsOfTheWorld : public testing::Test {
 protected:
  ExpertsOfTheWorld() : channel_(world_) {}

  json get(const std::string& role, const std::string& target, int status = 200) {
    const http::Response answer = world_.send(world_.colleague(role), {.target = target});
    EXPECT_EQ(answer.status, status) << answer.body;
    return json::parse(answer.body, nullptr, false);
  }
  intake::PostResult asks(const std::string& id, const std::string& author,
                          const std::string& text) {
    const intake::PostResult post =
        world_.given_post(GivenPost{.id = id, .text = text, .author = author});
    world_.run_until_idle();
    return post;
  }
  void answers(const intake::PostResult& post) {
    const json body{{"text", "Settings, then Invoices, then Export."},
                    {"seen", std::to_string(post.message_id->value)}};
    ASSERT_EQ(
        world_
            .send(world_.colleague("agent"),
                  {http::Method::post,
                   "/conversations/" + std::to_string(post.conversation_id->value) + "/replies",
                   body.dump()})
            .status,
        201);
    world_.clock.advance(std::chrono::seconds(11));
    EXPECT_EQ(channel_.carry(), 1U);
    world_.run_until_idle();
  }

  World world_;
  FakeChannel channel_;
};

TEST_F(ExpertsOfTheWorld, are_found_from_a_reply_on_and_go_with_the_asker) {
  const auto first = asks("p1", "ada", "How do I export my invoices of last year as a PDF file?");
  const auto second = asks("p2", "bob", "How can I export all my invoices of last year as PDF?");
  const std::string finding = "/messages/" + std::to_string(second.message_id->value) + "/findings";
  EXPECT_EQ(get("owner", finding)["people"]["state"], "nothing");
  answers(first);
  const json people = get("owner", finding)["people"];
  ASSERT_EQ(people["state"], "found") << people;
  const json colleague = people["finding"]["colleagues"][0];
  EXPECT_EQ(colleague["member_id"], std::to_string(world_.colleague("agent").id.value));
  EXPECT_EQ(colleague["department"], "service");
  EXPECT_EQ(colleague["evidence"][0]["question_id"], std::to_string(first.message_id->value));
  EXPECT_EQ(get("agent", finding)["people"]["state"], "hidden");
  const std::string link = people["finding"]["links"][0];
  EXPECT_EQ(get("people", link.substr(std::string("/api/v1").size()))["colleagues"].size(), 1U);
  world_.clock.advance(std::chrono::minutes(1));
  get("agent", "/people/helped", 403);
  EXPECT_EQ(get("agent", "/people/mine")["counted"], 1);

  const std::string ada = std::to_string(world_.number("SELECT min(id) FROM person"));
  EXPECT_EQ(world_.send(world_.colleague("owner"),
                        {http::Method::post, "/persons/" + ada + "/erase", "{}"})
                    .status /
                100,
            2);
  world_.run_until_idle();
  EXPECT_EQ(get("owner", finding)["people"]["state"], "nothing");
  EXPECT_EQ(world_.number("SELECT count(*) FROM people_sketch"), 0);
  EXPECT_EQ(world_.number("SELECT count(*) FROM people_answer"), 1);
  EXPECT_EQ(world_.rebuild_and_compare("people"), "");
}

TEST_F(ExpertsOfTheWorld, take_part_by_the_departments_that_the_log_tells) {
  answers(asks("p1", "ada", "Where is my parcel?"));
  asks("p1-thanks", "ada", "Thank you!");
  world_.clock.advance(std::chrono::minutes(1));
  const json all = get("people", "/people/participation");
  EXPECT_EQ(all["company"]["colleagues"], 10) << all;
  EXPECT_EQ(all["company"]["active"], 1);
  for (const json& each : all["departments"]) {
    EXPECT_EQ(each["answers"], each["department"] == "service" ? 1 : 0) << each;
  }
  EXPECT_EQ(get("viewer", "/people/participation", 403)["status"], 403);
}

}  // namespace
}  // namespace kith::support
