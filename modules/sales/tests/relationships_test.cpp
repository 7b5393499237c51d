// SPDX-License-Identifier: Apache-2.0
// The card, the lists, the promises that are due, the facets and the measures.
#include "facets.h"
#include "measures.h"
#include "sales_test.h"

namespace kith::sales {
namespace {

class RelationshipsTest : public SalesTest {
 protected:
  RelationshipsTest() {
    for (std::int64_t person = 1; person <= 4; ++person) {
      bench.add_customer(person);
    }
  }

  /// So many exchanges with a person, an hour apart.
  void talk(std::int64_t person, int times, MemberId member = anna) {
    for (int each = 0; each < times; ++each) {
      bench.asks(person);
      bench.answers(person, member);
      bench.clock.advance(hours(1));
    }
  }
  std::vector<std::int64_t> listed(ListRelationships input) {
    std::vector<std::int64_t> persons;
    do {
      const auto page = bench.call<Page<RelationshipItem>>(HttpMethod::get, "/relationships", input,
                                                           bench.caller(anna));
      if (!page) {
        ADD_FAILURE() << page.error().message << " " << page.error().detail;
        break;
      }
      for (const RelationshipItem& item : page->items) {
        persons.push_back(item.person_id.value);
      }
      input.cursor = page->next;
    } while (input.cursor);
    return persons;
  }
  std::vector<std::int64_t> promises(const ListDuePromises& input) {
    const auto page =
        bench.call<Page<DuePromise>>(HttpMethod::get, "/promises", input, bench.caller(anna));
    std::vector<std::int64_t> numbers;
    if (!page) {
      ADD_FAILURE() << page.error().message << " " << page.error().detail;
      return numbers;
    }
    for (const DuePromise& promise : page->items) {
      numbers.push_back(promise.promise_id.value);
    }
    return numbers;
  }
  Result<RelationshipFacet> facet_of(PersonId person) {
    bench.settle();
    return bench.ask([&](QueryContext& context) { return person_facet(context, person); });
  }
  Result<MessageEffect> facet_of(MessageId message) {
    bench.settle();
    return bench.ask([&](QueryContext& context) { return message_facet(context, message); });
  }
  std::vector<Observation> observe(Result<std::vector<Observation>> (*measure)(QueryContext&,
                                                                               Window)) {
    bench.settle();
    const auto observed =
        bench.ask([&](QueryContext& context) { return measure(context, {day(0), day(90)}); });
    EXPECT_TRUE(observed) << observed.error().detail;
    return observed.value_or(std::vector<Observation>{});
  }
};

using Numbers = std::vector<std::int64_t>;

TEST_F(RelationshipsTest, show_strength_with_its_largest_acts_and_newest_events) {
  const MessageId question = bench.asks(1);
  const MessageId reply = bench.answers(1);
  ASSERT_TRUE(bench.touch(1, TouchKind::introduction_received, anna, day(-100)));
  ASSERT_TRUE(bench.touch(1, TouchKind::help_confirmed, ben, day(-1)));
  bench.clock.advance(hours(1));
  bench.settles_promise(71, 1, PromiseState::kept);
  const RelationshipView card = bench.card(1);
  ASSERT_EQ(card.newest.size(), 3U);
  EXPECT_EQ(card.newest[0].kind, ActKind::promise_kept);
  EXPECT_EQ(card.newest[0].promise_id, PromiseId{71});
  EXPECT_EQ(card.newest[1].kind, ActKind::exchange);
  EXPECT_EQ(card.newest[1].message_id, question);
  EXPECT_EQ(card.newest[1].reply_id, reply);
  EXPECT_EQ(card.newest[2].kind, ActKind::help_confirmed);
  ASSERT_EQ(card.largest.size(), 3U);
  EXPECT_EQ(card.largest[0].kind, ActKind::help_confirmed);
  EXPECT_EQ(card.largest[1].kind, ActKind::introduction_received);
  EXPECT_EQ(card.largest[2].kind, ActKind::exchange);
  ASSERT_TRUE(card.last_contact);
  EXPECT_EQ(card.last_contact->message_id, reply);
  EXPECT_EQ(card.last_contact->member_id, anna);
  EXPECT_EQ(card.colleagues.size(), 2U);
  EXPECT_EQ(card.promises_kept, 1);
  EXPECT_EQ(card.trust_percent, 133);
  EXPECT_EQ(card.breadth_percent, 50) << "one colleague in two-way contact";
  EXPECT_TRUE(card.may_approach);
}

// The plain calculation, from section 3 of metrics.md alone.
TEST_F(RelationshipsTest, show_the_strength_that_the_definition_gives) {
  ASSERT_TRUE(bench.touch(1, TouchKind::meeting, anna, day(-90, 9)));
  ASSERT_TRUE(bench.touch(1, TouchKind::they_helped, anna, day(-180, 9)));
  ASSERT_TRUE(bench.touch(1, TouchKind::help_confirmed, ben, day(0, 9)));
  bench.settles_promise(71, 1, PromiseState::kept);
  const double ours = 2 * .5 + 3;
  const double theirs = 2 * .5 + 3 * .25;
  const auto f = [](double x) { return 1 - std::exp(-x / 12); };
  const double core = .2 * (f(ours) + f(theirs)) + .6 * std::sqrt(f(ours) * f(theirs));
  const double expected = 100 * core * (2.0 * 2 / 3) * (.7 + .3 * .5);
  const RelationshipView card = bench.card(1);
  EXPECT_EQ(card.strength, static_cast<int>(expected));
  EXPECT_NEAR(card.ours_hundredths, ours * 100, 1);
  EXPECT_NEAR(card.theirs_hundredths, theirs * 100, 1);
}

TEST_F(RelationshipsTest, show_nobody_who_is_not_there_or_is_no_customer) {
  bench.add_person(9, true);
  bench.execute("UPDATE person SET erased_at = 5 WHERE id = 4");
  for (const std::int64_t person : {9, 4, 404}) {
    const auto shown = bench.call<RelationshipView>(HttpMethod::get, "/relationships/{person_id}",
                                                    OneRelationship{{person}}, bench.caller(anna));
    EXPECT_EQ(shown.error().code, ErrorCode::not_found) << person;
  }
  EXPECT_EQ(bench.card(3).band, Band::stranger) << "who never wrote";
}

TEST_F(RelationshipsTest, lose_breadth_when_a_colleague_leaves_and_get_it_back) {
  talk(1, 2, anna);
  talk(1, 2, ben);
  const RelationshipView before = bench.card(1);
  EXPECT_EQ(before.breadth_percent, 75);
  bench.happens(ben.value, MemberChanged{.member_id = ben, .is_active = false});
  const RelationshipView left = bench.card(1);
  EXPECT_EQ(left.breadth_percent, 50);
  EXPECT_LE(left.strength, before.strength);
  ASSERT_EQ(left.colleagues.size(), 2U);
  EXPECT_NE(left.colleagues[0].left_at.has_value(), left.colleagues[1].left_at.has_value());
  bench.happens(ben.value, MemberChanged{.member_id = ben, .is_active = true});
  EXPECT_EQ(bench.card(1).breadth_percent, 75);
}

TEST_F(RelationshipsTest, raise_the_repair_flag) {
  bench.settles_promise(71, 1, PromiseState::broken);
  EXPECT_TRUE(bench.card(1).needs_repair);
}

TEST_F(RelationshipsTest, list_the_strongest_first_page_by_page) {
  talk(2, 3);
  talk(1, 9);
  talk(3, 1);
  bench.says(4);
  EXPECT_EQ(listed({.limit = 1}), (Numbers{1, 2, 3})) << "nothing passed with the fourth";
  EXPECT_EQ(listed({}), (Numbers{1, 2, 3}));
}

TEST_F(RelationshipsTest, list_who_cools_the_longest_unheard_of_first) {
  talk(2, 1);
  bench.clock.advance(days(5));
  talk(1, 1);
  bench.clock.advance(days(5));
  talk(3, 1);
  EXPECT_EQ(listed({.order = RelationshipOrder::cooling, .limit = 2}), (Numbers{2, 1, 3}));
  bench.says(2);
  EXPECT_EQ(listed({.order = RelationshipOrder::cooling}).front(), 1);
}

TEST_F(RelationshipsTest, list_a_whole_once_and_nobody_who_is_counted_nowhere) {
  for (std::int64_t person = 1; person <= 4; ++person) {
    talk(person, static_cast<int>(person));
  }
  bench.merge_persons(4, 1);
  bench.merge_persons(2, 1);
  bench.execute("UPDATE person SET is_excluded = 1 WHERE id = 3");
  for (const auto order : {RelationshipOrder::strongest, RelationshipOrder::cooling}) {
    EXPECT_EQ(listed({.order = order, .limit = 1}), (Numbers{1}));
  }
  bench.unmerge_persons(4, 1);
  EXPECT_EQ(listed({}), (Numbers{4, 1}));
}

TEST_F(RelationshipsTest, refuse_a_cursor_of_the_other_list) {
  talk(1, 1);
  talk(2, 1);
  const auto page = bench.call<Page<RelationshipItem>>(
      HttpMethod::get, "/relationships", ListRelationships{.limit = 1}, bench.caller(anna));
  ASSERT_TRUE(page && page->next);
  const auto other = bench.call<Page<RelationshipItem>>(
      HttpMethod::get, "/relationships",
      ListRelationships{.order = RelationshipOrder::cooling, .cursor = page->next},
      bench.caller(anna));
  EXPECT_EQ(other.error().field, "/cursor");
}

TEST_F(RelationshipsTest, list_promises_that_are_late_or_soon_due) {
  bench.add_promise(71, 1, day(3));
  bench.add_promise(72, 2, day(-1), ben);
  bench.add_promise(73, 1, day(100));
  EXPECT_EQ(promises({}), (Numbers{72, 71}));
  EXPECT_EQ(promises({.owner = "me"}), (Numbers{71}));
  EXPECT_EQ(promises({.overdue = true}), (Numbers{72}));
  EXPECT_EQ(promises({.within_days = 200}), (Numbers{72, 71, 73}));
  EXPECT_EQ(promises({.within_days = 200, .limit = 2}), (Numbers{72, 71}));
  const RelationshipView card = bench.card(1);
  ASSERT_EQ(card.promises_due.size(), 2U);
  EXPECT_EQ(card.promises_due[0].promise_id, PromiseId{71});
  EXPECT_FALSE(card.promises_due[0].is_overdue);
}

TEST_F(RelationshipsTest, say_of_a_person_what_there_is_to_say) {
  EXPECT_EQ(facet_of(PersonId{1}).error().code, ErrorCode::not_found);
  talk(1, 4);
  ASSERT_TRUE(bench.opt_out(1));
  const auto facet = facet_of(PersonId{1});
  ASSERT_TRUE(facet) << facet.error().detail;
  EXPECT_EQ(facet->strength, bench.card(1).strength);
  EXPECT_EQ(facet->colleagues, 1);
  EXPECT_FALSE(facet->may_approach);
  ASSERT_EQ(facet->objections.size(), 1U);
}

TEST_F(RelationshipsTest, say_of_a_message_what_it_did) {
  const MessageId question = bench.asks(1);
  bench.add_message(question, 1, 1);
  auto facet = facet_of(question);
  ASSERT_TRUE(facet) << facet.error().detail;
  EXPECT_EQ(facet->effect, Effect::asked);
  EXPECT_EQ(facet->answer_by, day(7, 9));
  const MessageId reply = bench.answers(1);
  bench.add_message(reply, 1, 1, Direction::outbound);
  for (const MessageId message : {question, reply}) {
    facet = facet_of(message);
    ASSERT_TRUE(facet) << facet.error().detail;
    EXPECT_EQ(facet->effect, Effect::exchanged);
    EXPECT_EQ(facet->person_id, PersonId{1});
    EXPECT_EQ(facet->ours_hundredths, 50);
  }
  const MessageId thanks = bench.says(1);
  bench.add_message(thanks, 1, 1);
  facet = facet_of(thanks);
  ASSERT_TRUE(facet);
  EXPECT_EQ(facet->effect, Effect::none) << "of a person with whom something passed";
  EXPECT_GT(facet->strength, 0);
}

TEST_F(RelationshipsTest, have_nothing_to_say_of_the_first_word_of_a_stranger) {
  const MessageId message = bench.says(2);
  bench.add_message(message, 2, 2);
  EXPECT_EQ(facet_of(message).error().code, ErrorCode::not_found);
  EXPECT_EQ(facet_of(MessageId{4}).error().code, ErrorCode::not_found);
}

TEST_F(RelationshipsTest, say_of_a_message_that_it_shows_what_a_colleague_noted) {
  const MessageId message = bench.says(1);
  bench.add_message(message, 1, 1);
  const auto noted = bench.call<TouchView>(
      HttpMethod::post, "/touches",
      RecordTouch{.person_id = {1}, .kind = TouchKind::help_confirmed, .message_id = message},
      bench.caller(anna));
  ASSERT_TRUE(noted) << noted.error().message;
  const auto facet = facet_of(message);
  ASSERT_TRUE(facet);
  EXPECT_EQ(facet->effect, Effect::shows_help);
  EXPECT_EQ(facet->ours_hundredths, 300);
}

TEST_F(RelationshipsTest, are_measured_by_what_came_to_an_end) {
  const MessageId answered = bench.asks(1);
  bench.answers(1);
  const MessageId left = bench.asks(2);
  bench.passes(days(8));
  bench.settles_promise(71, 1, PromiseState::kept);
  bench.settles_promise(72, 1, PromiseState::broken);
  ASSERT_TRUE(bench.touch(1, TouchKind::introduction_given));
  const auto exchanges = observe(observe_exchanges);
  ASSERT_EQ(exchanges.size(), 2U);
  EXPECT_EQ(exchanges[0].message, answered);
  EXPECT_EQ(exchanges[0].value, 1);
  EXPECT_EQ(exchanges[1].message, left);
  EXPECT_EQ(exchanges[1].value, 0);
  EXPECT_EQ(observe(observe_promises).size(), 2U);
  EXPECT_EQ(observe(observe_introductions).size(), 1U);
  bench.execute("UPDATE person SET is_excluded = 1 WHERE id = 2");
  EXPECT_EQ(observe(observe_exchanges).size(), 1U);
}

TEST_F(RelationshipsTest, are_for_whom_they_are_meant) {
  const Caller nobody = bench.caller(anna, {"sales.touch.read"});
  EXPECT_EQ(bench
                .call<RelationshipView>(HttpMethod::get, "/relationships/{person_id}",
                                        OneRelationship{{1}}, nobody)
                .error()
                .code,
            ErrorCode::forbidden);
}

}  // namespace
}  // namespace kith::sales
