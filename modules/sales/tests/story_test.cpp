// SPDX-License-Identifier: Apache-2.0
// Whether sales holds with what the platform really does: posts, replies, merges, erasure.
#include <gtest/gtest.h>

#include "relationships_api.h"
#include "support/fake_channel.h"
#include "support/world.h"
#include "touches_api.h"

namespace kith::sales {
namespace {

using http::Method;
using support::Colleague;
using support::FakeChannel;
using support::GivenPost;
using support::World;

class SalesStory : public testing::Test {
 protected:
  void TearDown() override {
    world_.run_until_idle();
    EXPECT_EQ(world_.behind(), "");
    EXPECT_EQ(world_.rebuild_and_compare("sales"), "");
  }

  RelationshipView card(PersonId person) {
    const auto shown = world_.ask<RelationshipView>(
        sales_, {.target = "/sales/relationships/" + std::to_string(person.value)});
    EXPECT_TRUE(shown) << shown.error().message << " " << shown.error().detail;
    return shown.value_or(RelationshipView{});
  }
  intake::PostResult asks(const std::string& author, const std::string& id) {
    const intake::PostResult post = world_.given_post(GivenPost{.id = id, .author = author});
    world_.run_until_idle();
    return post;
  }
  PersonId newest_person() { return {world_.number("SELECT max(id) FROM person")}; }
  void answer(const intake::PostResult& post) {
    const auto reply = world_.tell(
        world_.colleague("agent"),
        {Method::post, "/conversations/" + std::to_string(post.conversation_id->value) + "/replies",
         R"({"text": "It left today.", "hold_seconds": 0, "seen": ")" +
             std::to_string(post.message_id->value) + R"("})"});
    ASSERT_TRUE(reply) << reply.error().message << reply.error().detail;
    world_.clock.advance(std::chrono::seconds(1));
    EXPECT_EQ(channel_.carry(), 1U);
    world_.run_until_idle();
  }
  Result<void> act(const std::string& target, const std::string& body = "{}") {
    return world_.tell(world_.colleague("owner"), {Method::post, target, body});
  }

  World world_;
  FakeChannel channel_{world_};
  const Colleague& sales_ = world_.colleague("sales");
};

TEST_F(SalesStory, an_answered_question_is_an_exchange_and_the_last_contact) {
  const intake::PostResult post = asks("ada", "p1");
  const PersonId ada = newest_person();
  answer(post);
  const RelationshipView view = card(ada);
  ASSERT_EQ(view.newest.size(), 1U);
  EXPECT_EQ(view.newest[0].kind, ActKind::exchange);
  EXPECT_EQ(view.newest[0].message_id, post.message_id);
  ASSERT_TRUE(view.last_contact);
  EXPECT_EQ(view.last_contact->direction, Direction::outbound);
  EXPECT_EQ(view.last_contact->member_id, world_.colleague("agent").id);
  EXPECT_GT(view.last_contact->channel_id.value, 0);
  const auto found = world_.send(
      sales_, {.target = "/messages/" + std::to_string(post.message_id->value) + "/findings"});
  EXPECT_NE(found.body.find(R"("effect":"exchanged")"), std::string::npos) << found.body;
}

TEST_F(SalesStory, the_guard_closes_with_a_late_case_and_opens_with_its_answer) {
  const intake::PostResult post = asks("ada", "p1");
  const PersonId ada = newest_person();
  EXPECT_TRUE(card(ada).may_approach);
  world_.clock.advance(std::chrono::days(6));
  world_.run_until_idle();
  const RelationshipView late = card(ada);
  ASSERT_EQ(late.objections.size(), 1U);
  EXPECT_EQ(late.objections[0].objection, Objection::overdue_case);
  EXPECT_EQ(late.objections[0].conversation_id, post.conversation_id);
  answer(post);
  EXPECT_TRUE(card(ada).may_approach);
}

TEST_F(SalesStory, a_question_left_alone_for_a_week_costs_a_point) {
  asks("ada", "p1");
  const PersonId ada = newest_person();
  world_.clock.advance(std::chrono::days(7) + std::chrono::minutes(1));
  world_.run_until_idle();
  const RelationshipView view = card(ada);
  EXPECT_TRUE(view.needs_repair);
  EXPECT_NEAR(view.ours_hundredths, -100, 1);
}

TEST_F(SalesStory, a_merge_of_persons_sums_them_and_its_undoing_parts_them_again) {
  answer(asks("ada", "p1"));
  const PersonId ada = newest_person();
  answer(asks("bob", "p2"));
  const PersonId bob = newest_person();
  const std::string rows = world_.projections();
  const RelationshipView before = card(ada);
  ASSERT_TRUE(act("/persons/" + std::to_string(ada.value) + "/merge",
                  R"({"into": ")" + std::to_string(bob.value) + R"("})"));
  world_.run_until_idle();
  EXPECT_EQ(card(ada).person_id, bob);
  EXPECT_NEAR(card(ada).ours_hundredths, 100, 1);
  ASSERT_TRUE(act("/persons/" + std::to_string(ada.value) + "/unmerge"));
  world_.run_until_idle();
  EXPECT_EQ(card(ada).ours_hundredths, before.ours_hundredths);
  EXPECT_EQ(world_.projections(), rows);
}

TEST_F(SalesStory, what_was_noted_of_an_erased_person_is_gone) {
  asks("ada", "p1");
  const PersonId ada = newest_person();
  const std::string id = std::to_string(ada.value);
  ASSERT_TRUE(world_.tell(
      sales_, {Method::post, "/sales/touches",
               R"({"person_id": ")" + id + R"(", "kind": "meeting", "note": "Met Ada."})"}));
  ASSERT_TRUE(world_.tell(sales_, {Method::post, "/sales/opt_outs",
                                   R"({"person_id": ")" + id + R"(", "reason": "Ada said."})"}));
  ASSERT_TRUE(act("/persons/" + id + "/erase"));
  world_.run_until_idle();
  EXPECT_EQ(world_.number("SELECT count(*) FROM sales_touch WHERE note <> ''"), 0);
  EXPECT_EQ(world_.number("SELECT count(*) FROM sales_opt_out WHERE reason <> ''"), 0);
  EXPECT_EQ(
      world_.ask<RelationshipView>(sales_, {.target = "/sales/relationships/" + id}).error().code,
      ErrorCode::not_found);
}

TEST_F(SalesStory, is_read_by_the_others_and_written_by_sales_alone) {
  asks("ada", "p1");
  const std::string body = R"({"person_id": ")" + std::to_string(newest_person().value) +
                           R"(", "kind": "meeting", "note": "Met."})";
  for (const Colleague& each : world_.colleagues()) {
    const bool may_read = world_.tell(each, {.target = "/sales/relationships"}).has_value();
    EXPECT_EQ(may_read, each.role != "agency") << each.role;
    const bool may_write = world_.tell(each, {Method::post, "/sales/touches", body}).has_value();
    EXPECT_EQ(may_write,
              each.role == "owner" || each.role == "administrator" || each.role == "sales")
        << each.role;
  }
}

}  // namespace
}  // namespace kith::sales
