// SPDX-License-Identifier: Apache-2.0
#include "support/world.h"

#include <gtest/gtest.h>

#include "conversation/conversation_view.h"
#include "conversation/messages_api.h"
#include "events/tests/tally_module.h"
#include "support/fake_channel.h"

namespace kith::support {
namespace {

using conversation::ConversationView;
using conversation::MessageView;
using http::Method;

TEST(World, has_a_colleague_of_each_role_who_may_what_the_role_may) {
  World world;
  EXPECT_EQ(world.colleagues().size(), 10U);
  for (const Colleague& each : world.colleagues()) {
    EXPECT_TRUE(world.tell(each, {.target = "/conversations"})) << each.role;
  }
  const auto refused = world.tell(world.colleague("viewer"),
                                  {Method::post, "/conversations/1/notes", R"({"text": "No."})"});
  EXPECT_EQ(refused.error().code, ErrorCode::forbidden);
}

TEST(World, lets_a_story_be_told_from_the_post_to_the_answer) {
  World world;
  FakeChannel channel(world);
  const Colleague& agent = world.colleague("agent");
  const auto post = world.given_post(GivenPost{.id = "p1"});
  ASSERT_TRUE(post.conversation_id);
  const std::string conversation = "/conversations/" + std::to_string(post.conversation_id->value);
  world.run_until_idle();
  EXPECT_EQ(world.number("SELECT count(*) FROM service_case WHERE state = 1"), 1);
  const auto reply =
      world.ask<MessageView>(agent, {Method::post, conversation + "/replies",
                                     R"({"text": "It left today.", "seen": ")" +
                                         std::to_string(post.message_id->value) + R"("})"});
  ASSERT_TRUE(reply) << reply.error().message << reply.error().detail;
  EXPECT_EQ(channel.carry(), 0U) << "it can still be taken back";
  world.clock.advance(std::chrono::seconds(11));
  EXPECT_EQ(channel.carry(), 1U);
  world.run_until_idle();
  EXPECT_EQ(world.number("SELECT count(*) FROM service_case WHERE state = 2"), 1);
  EXPECT_EQ(channel.taken().size(), 1U);
  EXPECT_EQ(world.behind(), "");
  EXPECT_EQ(world.broken_link(), "");
  EXPECT_EQ(world.rebuild_and_compare(), "");
}

TEST(World, has_room_for_posts_until_too_many_wait_to_be_stored) {
  World world;
  intake::Intake& intake = world.workspace().intake();
  int stored = 0;
  for (int batch = 0; batch < 9; ++batch) {
    EXPECT_EQ(intake.look_for_room().has_value(), batch < 8) << batch;
    std::vector<intake::Post> posts;
    for (int post = 0; post < 500; ++post) {
      posts.push_back(GivenPost{.id = std::to_string(batch) + "-" + std::to_string(post)});
    }
    intake.submit(std::move(posts), {}, [&](const auto& results) { stored += results ? 1 : 0; });
  }
  EXPECT_EQ(intake.look_for_room().error().code, ErrorCode::unavailable);
  world.run_until_idle();
  EXPECT_TRUE(intake.look_for_room());
  EXPECT_EQ(stored, 9) << "whatever was let in is stored";
}

TEST(World, tells_whose_message_was_edited_or_taken_back_also_within_the_request_that_brought_it) {
  World world;
  world.given_posts({GivenPost{.id = "p1"},
                     GivenPost{.id = "p1", .text = "Where is it?", .kind = intake::PostKind::edit},
                     GivenPost{.id = "p1", .kind = intake::PostKind::delete_}});
  const std::string person = std::to_string(world.number("SELECT max(id) FROM person"));
  const std::string thread = std::to_string(world.number("SELECT max(id) FROM conversation"));
  for (const std::string type : {"message.edited.v1", "message.deleted.v1"}) {
    EXPECT_EQ(world.number("SELECT count(*) FROM log_event JOIN log_event_type ON "
                           "log_event_type.number = log_event.type WHERE name = '" +
                           type + "' AND body LIKE '%\"person_id\":\"" + person +
                           "\"%' AND body LIKE '%\"thread_id\":\"" + thread + "\"%'"),
              1)
        << type;
  }
  world.run_until_idle();
  EXPECT_EQ(world.rebuild_and_compare(), "");
}

TEST(World, takes_imported_answers_for_those_of_the_colleague_whose_address_signs_them) {
  World world;
  const auto answer = [](std::string author) {
    intake::Post post = GivenPost{.id = author, .text = "It left.", .author = author};
    post.direction = Direction::outbound;
    return post;
  };
  const auto writer_of = [&](std::vector<intake::Post> posts, bool are_history) {
    const auto given = world.given_posts(std::move(posts), are_history);
    return world.number("SELECT member FROM message WHERE id = " +
                        std::to_string(given.at(0).message_id->value));
  };
  const std::int64_t agent = world.colleague("agent").id.value;
  EXPECT_EQ(writer_of({answer("Agent@company.example")}, true), agent);
  EXPECT_EQ(writer_of({answer("robot@company.example")}, true), 0);
  EXPECT_EQ(writer_of({answer("agent@company.example")}, false), 0) << "a machine may have said it";
}

TEST(World, gives_the_same_log_for_the_same_seed_and_goes_on_after_a_restart) {
  const auto tell = [](std::uint64_t seed) {
    World world({.seed = seed});
    world.given_post(GivenPost{.id = "p1"});
    world.restart();
    world.run_until_idle();
    world.given_post(GivenPost{.id = "p2", .answers = "p1"});
    world.run_until_idle();
    EXPECT_EQ(world.number("SELECT count(*) FROM conversation"), 1);
    EXPECT_EQ(world.number("SELECT count(*) FROM message"), 2);
    return world.rows("SELECT quote(hash) FROM log_head") + world.projections();
  };
  EXPECT_EQ(tell(7), tell(7));
}

TEST(World, catches_an_apply_that_reads_a_clock) {
  tally::orders.read_clock = true;
  {
    World world({.modules = {&tally::module}});
    world.given_post(GivenPost{.id = "p1"});
    world.run_until_idle();
    EXPECT_NE(world.rebuild_and_compare("tally"), "");
  }
  tally::orders.read_clock = false;
  World world({.modules = {&tally::module}});
  world.given_post(GivenPost{.id = "p1"});
  world.run_until_idle();
  EXPECT_EQ(world.rebuild_and_compare("tally"), "");
}

TEST(World, knows_what_the_network_took_when_kith_was_not_told) {
  World world;
  FakeChannel channel(world, [](const HandedReply&) { return Fate::carrier_died; });
  const auto post = world.given_post(GivenPost{.id = "p1"});
  const std::string conversation = "/conversations/" + std::to_string(post.conversation_id->value);
  need(world.tell(world.colleague("agent"),
                  {Method::post, conversation + "/replies",
                   R"({"text": "It left today.", "hold_seconds": 0, "seen": ")" +
                       std::to_string(post.message_id->value) + R"("})"}));
  EXPECT_EQ(channel.carry(), 1U);
  world.restart();
  EXPECT_EQ(channel.carry(), 0U) << "it is looked up, never sent blindly again";
  EXPECT_EQ(channel.look_up(), 1U);
  world.run_until_idle();
  EXPECT_EQ(world.number("SELECT count(*) FROM message WHERE delivery = 3"), 1);
  EXPECT_EQ(world.number("SELECT waiting_since FROM conversation"), 0);
}

}  // namespace
}  // namespace kith::support
