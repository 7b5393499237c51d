// SPDX-License-Identifier: Apache-2.0
// What colleagues enter: touches and opt-outs, who may, and how it is taken back or forgotten.
#include "sales_test.h"

namespace kith::sales {
namespace {

class TouchesTest : public SalesTest {
 protected:
  TouchesTest() {
    bench.add_customer(1);
    bench.add_customer(2);
    bench.add_person(9, true);
  }

  Result<TouchView> record(const RecordTouch& input) {
    return bench.call<TouchView>(HttpMethod::post, "/touches", input, bench.caller(anna));
  }
  void withdraw(TouchId id, std::int64_t revision = 1) {
    (void)bench.call<Nothing>(HttpMethod::del, "/touches/{touch_id}", OneTouch{id},
                              bench.caller(anna), revision);
  }
  std::int64_t touches() { return bench.number("SELECT count(*) FROM sales_touch"); }
};

TEST_F(TouchesTest, are_worth_what_the_definition_says) {
  struct Worths {
    TouchKind kind;
    std::int32_t ours;
    std::int32_t theirs;
  };
  std::int64_t person = 20;
  for (const Worths& each :
       {Worths{TouchKind::help_confirmed, 300, 0}, Worths{TouchKind::they_helped, 0, 300},
        Worths{TouchKind::introduction_given, 400, 0},
        Worths{TouchKind::introduction_received, 0, 400}, Worths{TouchKind::meeting, 200, 200}}) {
    bench.add_person(++person);
    const auto noted = bench.touch(person, each.kind);
    ASSERT_TRUE(noted) << noted.error().message;
    const RelationshipView card = bench.card(person);
    EXPECT_NEAR(card.ours_hundredths, each.ours, 1);
    EXPECT_NEAR(card.theirs_hundredths, each.theirs, 1);
    ASSERT_EQ(card.newest.size(), 1U);
    EXPECT_EQ(card.newest[0].touch_id, noted->id);
    EXPECT_EQ(bench.relationship(person).colleagues, each.kind == TouchKind::meeting ? 1 : 0);
  }
}

TEST_F(TouchesTest, answer_what_was_noted_and_by_whom) {
  const auto noted = record({.person_id = {1},
                             .kind = TouchKind::meeting,
                             .happened_at = day(-2),
                             .note = "Met at the fair."});
  ASSERT_TRUE(noted) << noted.error().message;
  EXPECT_EQ(noted->happened_at, day(-2));
  EXPECT_EQ(noted->member_id, anna);
  const auto shown = bench.call<TouchView>(HttpMethod::get, "/touches/{touch_id}",
                                           OneTouch{noted->id}, bench.caller(anna));
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->note, "Met at the fair.");
}

TEST_F(TouchesTest, need_a_message_of_that_person_or_a_note) {
  EXPECT_EQ(record({.person_id = {1}}).error().field, "/note");
  const MessageId theirs = bench.asks(1);
  const MessageId others = bench.asks(2);
  bench.add_message(theirs, 1, 1);
  bench.add_message(others, 2, 2);
  EXPECT_TRUE(record({.person_id = {1}, .message_id = theirs}));
  EXPECT_EQ(record({.person_id = {1}, .message_id = others}).error().field, "/message_id");
  EXPECT_EQ(record({.person_id = {1}, .message_id = MessageId{5}}).error().field, "/message_id");
  EXPECT_EQ(record({.person_id = {1}, .happened_at = day(9), .note = "x"}).error().field,
            "/happened_at");
  EXPECT_EQ(record({.person_id = {404}, .note = "x"}).error().code, ErrorCode::not_found);
  EXPECT_EQ(record({.person_id = {9}, .note = "x"}).error().code, ErrorCode::not_found)
      << "a colleague is no relationship";
}

TEST_F(TouchesTest, that_were_wrong_are_taken_back_as_if_they_had_never_been) {
  bench.asks(1);
  bench.answers(1);
  const std::string before = bench.projections();
  const auto wrong = bench.touch(1, TouchKind::meeting, ben);
  ASSERT_TRUE(wrong);
  EXPECT_NE(bench.projections(), before);
  withdraw(wrong->id, 7);
  EXPECT_EQ(touches(), 1) << "of a revision that there is not";
  withdraw(wrong->id);
  EXPECT_EQ(touches(), 0);
  EXPECT_EQ(bench.relationship(1).colleagues, 1);
  EXPECT_EQ(bench.number("SELECT count(*) FROM sales_act"), 1);
  EXPECT_EQ(bench.number("SELECT two_way FROM sales_tie WHERE member = 12"), 0);
  EXPECT_EQ(bench.card(1).ours_hundredths, 50);
}

TEST_F(TouchesTest, of_one_person_are_listed_the_newest_first_also_after_a_merge) {
  ASSERT_TRUE(bench.touch(1, TouchKind::meeting, anna, day(-3)));
  ASSERT_TRUE(bench.touch(2, TouchKind::they_helped, anna, day(-2)));
  ASSERT_TRUE(bench.touch(1, TouchKind::meeting, anna, day(-1)));
  bench.merge_persons(1, 2);
  const auto page = bench.call<Page<TouchView>>(HttpMethod::get, "/touches", ListTouches{{1}, 2},
                                                bench.caller(anna));
  ASSERT_TRUE(page);
  ASSERT_EQ(page->items.size(), 2U);
  EXPECT_EQ(page->items[0].happened_at, day(-1));
  EXPECT_EQ(page->items[1].happened_at, day(-2));
}

TEST_F(TouchesTest, lose_their_words_with_their_person_or_message) {
  const MessageId message = bench.asks(2);
  bench.add_message(message, 2, 2);
  ASSERT_TRUE(bench.touch(1, TouchKind::meeting));
  ASSERT_TRUE(record({.person_id = {2}, .message_id = message, .note = "She said: great."}));
  ASSERT_TRUE(bench.opt_out(1));
  ASSERT_TRUE(bench.opt_out(2));
  bench.happens(1, PersonErased{.messages = 0});
  bench.happens(2, MessageDeleted{.message_id = message, .thread_id = {2}});
  bench.settle();
  EXPECT_EQ(bench.number("SELECT count(*) FROM sales_touch WHERE note <> ''"), 0);
  EXPECT_EQ(bench.number("SELECT count(*) FROM sales_opt_out WHERE reason = ''"), 1);
  EXPECT_EQ(bench.number("SELECT count(*) FROM sales_opt_out"), 2) << "that they did, stays";
}

TEST_F(TouchesTest, opt_outs_are_noted_once_a_person_and_listed_page_by_page) {
  ASSERT_TRUE(bench.opt_out(1));
  EXPECT_EQ(bench.opt_out(1).error().code, ErrorCode::conflict);
  ASSERT_TRUE(bench.opt_out(2));
  std::vector<std::int64_t> seen;
  ListOptOuts input{.limit = 1};
  do {
    const auto page =
        bench.call<Page<OptOutView>>(HttpMethod::get, "/opt_outs", input, bench.caller(anna));
    ASSERT_TRUE(page) << page.error().detail;
    for (const OptOutView& view : page->items) {
      EXPECT_EQ(view.reason, "Asked us.");
      seen.push_back(view.person_id.value);
    }
    input.cursor = page->next;
  } while (input.cursor);
  EXPECT_EQ(seen, (std::vector<std::int64_t>{1, 2}));
  bench.unmerge_persons(1, 2);
  bench.merge_persons(1, 2);
  const auto again = bench.opt_out(2);
  EXPECT_EQ(again.error().code, ErrorCode::conflict);
}

TEST_F(TouchesTest, tell_the_log_figures_alone) {
  ASSERT_TRUE(bench.touch(1, TouchKind::introduction_received));
  ASSERT_TRUE(bench.opt_out(1));
  const auto told = bench.told<TouchRecorded>();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].first.subject, 1);
  EXPECT_EQ(told[0].first.actor, anna);
  EXPECT_EQ(told[0].second.touch.kind, TouchKind::introduction_received);
  EXPECT_EQ(bench.told<OptOutRecorded>().size(), 1U);
}

}  // namespace
}  // namespace kith::sales
