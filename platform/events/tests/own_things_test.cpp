// SPDX-License-Identifier: Apache-2.0
#include "lane_fixture.h"
#include "shelf_module.h"

namespace kith::events {
namespace {

class OwnThingsTest : public ModuleLaneTest {
 protected:
  OwnThingsTest() : ModuleLaneTest(shelf::module) {}

  void SetUp() override {
    shelf::orders = {};
    ModuleLaneTest::SetUp();
  }

  template <class Input>
  Result<Answer> call(const Route& route, Input input, std::optional<RepeatKey> repeat = {},
                      const Permission& permission = shelf::permission) {
    Result<Answer> answer = fail(ErrorCode::internal, "No answer.");
    Object object(TypeOf<Input>::type);
    *static_cast<Input*>(object.get()) = std::move(input);
    lane->execute({.route = &route,
                   .caller = {.permissions = std::make_shared<const PermissionSet>(
                                  std::vector<std::string>{std::string(permission.name)})},
                   .input = std::move(object),
                   .repeat = repeat,
                   .done = [&](Result<Answer> given) { answer = std::move(given); }});
    settle();
    return answer;
  }
  std::string add(const std::string& first, const std::string& second,
                  std::optional<RepeatKey> repeat = {}) {
    const Result<Answer> answer = call(shelf::add_route, shelf::AddBoxes{first, second}, repeat);
    return answer ? answer->body : answer.error().message;
  }
  std::int64_t moves(std::int64_t id) {
    return number("SELECT coalesce(max(moves), 0) FROM shelf_move WHERE id = " +
                  std::to_string(id));
  }
  template <class Body>
  void happens(Subject subject, const Body& body) {
    ASSERT_TRUE(
        writer->run(store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
          KITH_TRY(append_event(transaction, Actor{}, subject, body));
          return {};
        }));
  }
  void fire(Subject subject, const std::string& owner, const std::string& key) {
    happens(subject, TimerFired{owner, key, clock.now()});
  }
};

constexpr const char* one = R"({"numbers":[1,2,1]})";

TEST_F(OwnThingsTest, are_numbered_from_one_without_gaps_by_noun_also_after_a_restart) {
  EXPECT_EQ(add("a", "b"), one);
  EXPECT_EQ(add("c", "d"), R"({"numbers":[3,4,2]})");
  open();
  EXPECT_EQ(add("e", "f"), R"({"numbers":[5,6,3]})");
  EXPECT_EQ(number("SELECT sum(id) FROM shelf_box"), 21);
}

TEST_F(OwnThingsTest, of_a_refused_command_lose_their_numbers_and_nobody_gets_them_again) {
  EXPECT_EQ(add("a", "b"), one);
  EXPECT_FALSE(call(shelf::add_route, shelf::AddBoxes{"c", "a"})) << "the name is taken";
  EXPECT_EQ(add("c", "d"), R"({"numbers":[5,6,3]})");
  EXPECT_EQ(number("SELECT max(id) FROM shelf_box"), 6);
}

TEST_F(OwnThingsTest, keep_their_numbers_when_the_request_is_repeated) {
  const RepeatKey repeat{.key = {1}, .request = {2}};
  EXPECT_EQ(add("a", "b", repeat), one);
  EXPECT_EQ(add("c", "d"), R"({"numbers":[3,4,2]})");
  EXPECT_EQ(add("a", "b", repeat), one);
  open();
  EXPECT_EQ(add("a", "b", repeat), one);
  EXPECT_EQ(number("SELECT count(*) FROM shelf_box"), 4);
}

TEST_F(OwnThingsTest, are_made_by_decides_too_and_are_the_subjects_of_events) {
  for (std::int64_t message = 1; message <= 3; ++message) {
    append(7, MessageAdded{.message_id = {message}});
  }
  settle();
  EXPECT_EQ(number("SELECT count(*) FROM shelf_box WHERE id IN (1, 2, 3)"), 3);
  EXPECT_EQ(moves(1) + moves(2) + moves(3), 3);
  EXPECT_EQ(number("SELECT count(*) FROM log_event WHERE noun = 12 AND subject IN (1, 2, 3)"), 3);
  EXPECT_EQ(add("a", "b"), R"({"numbers":[4,5,4]})");
  EXPECT_TRUE(Rebuild::check(rebuild())->is_equal());
}

TEST_F(OwnThingsTest, of_a_decide_that_fails_lose_their_numbers) {
  shelf::orders.fail_after_minting = true;
  append(7, MessageAdded{.message_id = {1}});
  settle();
  shelf::orders.fail_after_minting = false;
  clock.advance(std::chrono::seconds(1));
  settle();
  EXPECT_EQ(number("SELECT count(*) FROM shelf_box"), 1);
  EXPECT_EQ(number("SELECT id FROM shelf_box"), 2);
}

TEST_F(OwnThingsTest, wait_each_for_itself) {
  shelf::orders.fail_on = {1};
  append(1, shelf::BoxMoved{});
  append(2, shelf::BoxMoved{});
  append(1, shelf::CrateMoved{});
  append(1, shelf::BoxMoved{});
  settle();
  EXPECT_EQ(moves(1), 0);
  EXPECT_EQ(moves(2), 1);
  EXPECT_EQ(moves(-1), 1) << "another module's thing of the same number waits for none of ours";
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold WHERE noun = 12 AND subject = 1"), 2);
  open();
  append(1, shelf::CrateMoved{});
  settle();
  EXPECT_EQ(moves(-1), 2) << "also as it is read back";
  shelf::orders.fail_on = {};
  clock.advance(std::chrono::seconds(1));
  settle();
  EXPECT_EQ(moves(1), 2);
}

TEST_F(OwnThingsTest, wait_with_their_timers) {
  shelf::orders.fail_on = {1};
  append(1, shelf::BoxMoved{});
  settle();
  fire({Noun::own, 1}, "shelf", "check:1");
  fire({Noun::own, 1}, "yard", "check:1");
  fire({Noun::own, 2}, "shelf", "check:2");
  fire({Noun::conversation, 1}, "shelf", "check:3");
  settle();
  open();
  settle();
  EXPECT_EQ(shelf::orders.heard, (std::vector<std::string>{"fold check:2", "decide check:2",
                                                           "fold check:3", "decide check:3"}));
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold"), 2) << "another's timer is held for nobody";
  shelf::orders.fail_on = {};
  clock.advance(std::chrono::seconds(1));
  settle();
  EXPECT_EQ(shelf::orders.heard.back(), "decide check:1");
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold"), 0);
}

TEST_F(OwnThingsTest, hear_only_of_the_modules_own_timers_whose_key_begins_with_the_word) {
  for (const std::size_t size : {std::size_t{65'536}, std::size_t{0}}) {
    ring_size = size;
    open();
    shelf::orders.heard.clear();
    fire({}, "shelf", "check");
    fire({}, "shelf", "check:5:6");
    fire({}, "shelf", "checked");
    fire({}, "shelf", "other");
    fire({}, "yard", "check:5");
    settle();
    EXPECT_EQ(shelf::orders.heard, (std::vector<std::string>{"fold check", "decide check",
                                                             "fold check:5:6", "decide check:5:6"}))
        << "with " << size << " events in memory";
  }
  EXPECT_TRUE(Rebuild::check(rebuild())->is_equal());
}

TEST_F(OwnThingsTest, are_decided_on_with_what_was_kept_until_a_record_changes) {
  const auto look = [&](std::int64_t rule = 0) {
    append(1, shelf::CrateMoved{rule});
    settle();
  };
  look();
  look();
  EXPECT_EQ(shelf::orders.loads, 1);
  ASSERT_TRUE(call(shelf::rule_route, shelf::SetRule{4}));
  look();
  look(9);
  EXPECT_EQ(shelf::orders.loads, 2);
  look();
  look();
  EXPECT_EQ(shelf::orders.loads, 3) << "a decide changed the record";
  append(1, shelf::BoxMoved{});
  look();
  EXPECT_EQ(shelf::orders.loads, 3) << "a projection is no record";
  open();
  look();
  EXPECT_EQ(shelf::orders.loads, 4);
  EXPECT_EQ(shelf::orders.rows, (std::vector<std::int64_t>{0, 0, 4, 4, 9, 9, 9, 9}));
}

TEST_F(OwnThingsTest, are_not_decided_on_with_a_projection_that_was_kept) {
  shelf::orders.keep_moves = true;
  append(1, shelf::CrateMoved{});
  settle();
  EXPECT_TRUE(shelf::orders.rows.empty());
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold WHERE reason LIKE '%count_moves of shelf reads "
                   "more than records%'"),
            1);
}

TEST_F(OwnThingsTest, are_shown_to_and_changed_by_nobody_without_the_routes_permission) {
  constexpr Permission another{"shelf.box.read", "look"};
  const auto refused = [&](const Result<Answer>& answer) {
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::forbidden);
    EXPECT_NE(answer.error().message.find("shelf.box.change"), std::string::npos);
  };
  refused(call(shelf::rule_route, shelf::SetRule{4}, {}, another));
  refused(call(shelf::show_route, Nothing{}, {}, another));
  EXPECT_EQ(number("SELECT count(*) FROM shelf_rule"), 0);
  ASSERT_TRUE(call(shelf::rule_route, shelf::SetRule{4}));
  EXPECT_EQ(call(shelf::show_route, Nothing{})->body, R"({"numbers":[4]})");
}

}  // namespace
}  // namespace kith::events
