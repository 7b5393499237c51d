// SPDX-License-Identifier: Apache-2.0
// What is asked again while nothing changes is answered from memory: nobody may notice.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/world.h"

namespace kith::support {
namespace {

using http::Method;
using testing::HasSubstr;
using testing::Not;

class AskedAgainTest : public testing::Test {
 protected:
  void SetUp() override {
    post = world.given_post(GivenPost{.id = "p1"});
    world.run_until_idle();
    conversation = "/conversations/" + std::to_string(post.conversation_id->value);
  }
  std::string get(const std::string& role, const std::string& target) {
    return world.send(world.colleague(role), {.target = target}).body;
  }

  World world;
  intake::PostResult post;
  std::string conversation;
};

TEST_F(AskedAgainTest, a_note_is_not_shown_to_who_may_not_read_notes) {
  ASSERT_TRUE(world.tell(world.colleague("agent"),
                         {Method::post, conversation + "/notes", R"({"text": "Calls daily."})"}));
  const std::string messages = conversation + "/messages";
  for (int time = 0; time < 2; ++time) {
    EXPECT_THAT(get("agent", messages), HasSubstr("Calls daily."));
    EXPECT_THAT(get("people", messages), Not(HasSubstr("Calls daily.")));
    EXPECT_THAT(get("people", messages), HasSubstr("Where is my parcel?"));
  }
}

TEST_F(AskedAgainTest, mine_are_those_of_who_asks) {
  const Colleague& agent = world.colleague("agent");
  ASSERT_TRUE(
      world.tell(agent, {.method = Method::patch,
                         .target = conversation,
                         .body = R"({"assignee": ")" + std::to_string(agent.id.value) + "\"}",
                         .revision = world.number("SELECT max(revision) FROM conversation")}));
  for (int time = 0; time < 2; ++time) {
    EXPECT_THAT(get("agent", "/conversations?assignee=me"), HasSubstr("Where is my parcel?"));
    EXPECT_THAT(get("product_manager", "/conversations?assignee=me"),
                Not(HasSubstr("Where is my parcel?")));
    EXPECT_THAT(get("people", "/conversations"), HasSubstr("Where is my parcel?"));
    EXPECT_THAT(get("agent", "/conversations"), HasSubstr("Where is my parcel?"));
  }
}

TEST_F(AskedAgainTest, what_has_come_since_is_in_the_list) {
  EXPECT_EQ(get("agent", "/conversations"), get("agent", "/conversations"));
  world.given_post(GivenPost{.id = "p2", .text = "It is broken.", .author = "bob"});
  EXPECT_THAT(get("agent", "/conversations"), HasSubstr("It is broken."));
}

}  // namespace
}  // namespace kith::support
