// SPDX-License-Identifier: Apache-2.0
#include "service_test.h"

#include "facets.h"
#include "measures.h"

namespace kith::service {
namespace {

class FiguresTest : public ServiceTest {
 protected:
  FiguresTest() {
    bench.add_person(1);
    for (int conversation = 1; conversation <= 6; ++conversation) {
      bench.open_conversation(conversation);
    }
  }

  std::vector<Observation> observe(Result<std::vector<Observation>> (*measure)(QueryContext&,
                                                                               Window)) {
    bench.settle();
    const auto observed =
        bench.ask([&](QueryContext& context) { return measure(context, {at(0, 0), at(7, 0)}); });
    EXPECT_TRUE(observed) << observed.error().detail;
    return observed.value_or(std::vector<Observation>{});
  }
  Result<MessageFacet> facet_of(MessageId message) {
    bench.settle();
    return bench.ask([&](QueryContext& context) { return message_facet(context, message); });
  }
  Result<PersonFacet> facet_of(PersonId person) {
    bench.settle();
    return bench.ask([&](QueryContext& context) { return person_facet(context, person); });
  }
};

TEST_F(FiguresTest, first_replies_are_observed_with_the_censored_ones) {
  bench.clock.set(at(0, 16));
  const MessageId first = bench.asks(1);
  const MessageId second = bench.asks(2);
  bench.clock.set(at(1, 9, 30));
  bench.answers(1);
  bench.clock.set(at(1, 11));
  const auto observed = observe(observe_first_replies);
  ASSERT_EQ(observed.size(), 2U);
  EXPECT_EQ(observed[0].message, first);
  EXPECT_EQ(observed[0].value, 90);
  EXPECT_FALSE(observed[0].is_censored);
  EXPECT_EQ(observed[1].message, second);
  EXPECT_EQ(observed[1].value, 180) << "so far";
  EXPECT_TRUE(observed[1].is_censored);
}

TEST_F(FiguresTest, what_came_after_the_window_had_not_happened_in_it) {
  bench.clock.set(at(4, 16));
  bench.asks(1);
  bench.clock.set(at(7, 10));
  bench.answers(1);
  bench.becomes(1, Status::resolved);
  for (const auto measure : {observe_first_replies, observe_resolutions}) {
    const auto observed = observe(measure);
    ASSERT_EQ(observed.size(), 1U);
    EXPECT_TRUE(observed[0].is_censored);
    EXPECT_EQ(observed[0].value, 60);
  }
  bench.clock.set(at(8, 9));
  bench.asks(2);
  EXPECT_EQ(observe(observe_first_replies).size(), 1U);
}

TEST_F(FiguresTest, imported_first_replies_count_and_imported_resolutions_do_not) {
  bench.clock.set(at(6, 0));
  bench.imports(1, Direction::inbound, at(0, 16));
  bench.imports(1, Direction::outbound, at(1, 9, 15));
  bench.becomes(1, Status::resolved);
  const auto observed = observe(observe_first_replies);
  ASSERT_EQ(observed.size(), 1U);
  EXPECT_EQ(observed[0].value, 75);
  EXPECT_TRUE(observe(observe_resolutions).empty());
}

TEST_F(FiguresTest, resolutions_leave_the_pauses_out_also_while_they_last) {
  bench.asks(1);
  bench.clock.set(at(0, 10));
  bench.becomes(1, Status::pending);
  bench.clock.set(at(0, 12));
  bench.becomes(1, Status::open);
  bench.clock.set(at(0, 13));
  EXPECT_EQ(observe(observe_resolutions)[0].value, 120);
  bench.becomes(1, Status::pending);
  bench.clock.set(at(0, 16));
  EXPECT_EQ(observe(observe_resolutions)[0].value, 120);
  EXPECT_TRUE(observe(observe_resolutions)[0].is_censored);
  bench.becomes(1, Status::resolved);
  const auto observed = observe(observe_resolutions);
  EXPECT_EQ(observed[0].value, 120);
  EXPECT_FALSE(observed[0].is_censored);
}

TEST_F(FiguresTest, a_question_that_was_merged_away_is_counted_once) {
  bench.asks(1);
  bench.says(2);
  bench.merges(1, 2, at(0, 9));
  bench.clock.advance(minutes(20));
  bench.answers(2);
  bench.becomes(2, Status::resolved);
  const auto replies = observe(observe_first_replies);
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(replies[0].value, 20);
  EXPECT_EQ(observe(observe_resolutions).size(), 1U);
  EXPECT_EQ(observe(observe_coverage).size(), 1U);
}

TEST_F(FiguresTest, coverage_counts_every_question_and_only_answers_within_a_day) {
  bench.asks(1);
  bench.clock.set(at(1, 9));
  bench.answers(1);
  const MessageId late = bench.asks(2);
  bench.clock.set(at(2, 9, 1));
  bench.answers(2);
  const MessageId gone = bench.asks(3);
  bench.happens(3, MessageDeleted{gone});
  const MessageId thanks = bench.asks(4);
  bench.happens(4, MessageEdited{.message_id = thanks, .needs_reply = false});
  bench.clock.set(at(3, 10));
  const MessageId fresh = bench.asks(5);
  bench.clock.set(at(3, 12));
  const auto observed = observe(observe_coverage);
  ASSERT_EQ(observed.size(), 4U) << "what needs no answer after all is none of them";
  EXPECT_EQ(observed[0].value, 1);
  EXPECT_EQ(observed[1].message, late);
  EXPECT_EQ(observed[1].value, 0);
  EXPECT_EQ(observed[2].message, gone);
  EXPECT_EQ(observed[2].value, 0);
  EXPECT_FALSE(observed[2].is_censored);
  EXPECT_EQ(observed[3].message, fresh);
  EXPECT_TRUE(observed[3].is_censored);
}

TEST_F(FiguresTest, excluded_persons_are_in_no_figure) {
  bench.add_person(2, true);
  bench.open_conversation(9, 2);
  const MessageId message = bench.asks(9);
  bench.execute("INSERT INTO identity VALUES(5, 1, x'01', '', '', 2, '')");
  bench.execute("INSERT INTO message VALUES(" + std::to_string(message.value) +
                ", 9, 5, 0, 0, 0, 1, 1, 'und', 1, 0, '', NULL, '')");
  bench.clock.advance(hours(1));
  for (const Measure& measure : module().measures) {
    EXPECT_TRUE(observe(measure.observe).empty()) << measure.name;
  }
}

TEST_F(FiguresTest, a_message_is_what_it_was_to_its_case) {
  const MessageId first = bench.asks(1);
  EXPECT_EQ(facet_of(first)->role, MessageRole::still_waiting);
  EXPECT_EQ(facet_of(first)->minutes, std::nullopt);
  bench.clock.advance(minutes(12));
  const MessageId reply = bench.answers(1);
  const MessageId again = bench.asks(1);
  bench.answers(1);
  const MessageId nothing = bench.says(1);
  EXPECT_EQ(facet_of(first)->role, MessageRole::opened_case);
  EXPECT_EQ(facet_of(first)->minutes, 12);
  EXPECT_EQ(facet_of(reply)->role, MessageRole::answered_case);
  EXPECT_EQ(facet_of(reply)->minutes, 12);
  EXPECT_EQ(facet_of(again)->role, MessageRole::asked_again);
  EXPECT_EQ(facet_of(nothing).error().code, ErrorCode::not_found);
}

TEST_F(FiguresTest, a_conversation_shows_the_case_that_speaks_for_it) {
  bench.asks(1);
  bench.merges(1, 2, at(0, 9));
  bench.settle();
  const auto facet = bench.ask(
      [](QueryContext& context) { return conversation_facet(context, ConversationId{1}); });
  ASSERT_TRUE(facet);
  EXPECT_EQ(facet->conversation_id, ConversationId{2});
  EXPECT_EQ(facet->state, CaseState::waiting);
  const auto none = bench.ask(
      [](QueryContext& context) { return conversation_facet(context, ConversationId{5}); });
  EXPECT_EQ(none.error().code, ErrorCode::not_found);
}

TEST_F(FiguresTest, a_person_has_an_average_only_from_three_answers_on) {
  EXPECT_EQ(facet_of(PersonId{1}).error().code, ErrorCode::not_found);
  for (int conversation = 1; conversation <= 3; ++conversation) {
    bench.clock.set(at(0, 9));
    bench.asks(conversation);
    bench.clock.set(at(0, 9, 10 * conversation));
    if (conversation < 3) {
      bench.answers(conversation);
    }
  }
  bench.becomes(1, Status::resolved);
  auto facet = facet_of(PersonId{1});
  ASSERT_TRUE(facet);
  EXPECT_EQ(facet->open_cases, 2);
  EXPECT_EQ(facet->last_resolved_at, at(0, 9, 30));
  EXPECT_EQ(facet->evidence, Evidence::insufficient);
  EXPECT_EQ(facet->more_needed, 1);
  EXPECT_EQ(facet->first_reply_minutes, std::nullopt);
  bench.answers(3);
  facet = facet_of(PersonId{1});
  EXPECT_EQ(facet->evidence, Evidence::ok);
  EXPECT_EQ(facet->first_reply_minutes, 20);
}

TEST_F(FiguresTest, a_person_who_was_merged_brings_their_cases_along) {
  bench.add_person(2);
  bench.open_conversation(9, 2);
  bench.asks(1);
  bench.asks(9);
  bench.settle();
  bench.execute("UPDATE person SET merged_into = 1, root = 1 WHERE id = 2");
  EXPECT_EQ(facet_of(PersonId{1})->open_cases, 2);
  bench.execute("UPDATE person SET merged_into = 0, root = 2 WHERE id = 2");
  EXPECT_EQ(facet_of(PersonId{1})->open_cases, 1);
}

}  // namespace
}  // namespace kith::service
