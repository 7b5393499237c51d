// SPDX-License-Identifier: Apache-2.0
#include "people_test.h"

namespace kith::people {
namespace {

using ProjectionTest = PeopleTest;

TEST_F(ProjectionTest, pairs_each_question_with_the_colleagues_message_that_answered_it) {
  const MessageId first = bench.asks(1);
  const MessageId second = bench.asks(1);
  bench.clock.advance(minutes(5));
  const MessageId answer = bench.answers(1, anna);
  const std::string id = std::to_string(answer.value);
  EXPECT_EQ(bench.count("people_answer WHERE member = 11 AND asker = 1 AND thread = 1 "
                        "AND answered_at - asked_at = 300000000 AND answer = " +
                        id),
            2);
  EXPECT_EQ(bench.count("people_answer WHERE question IN (" + std::to_string(first.value) + ", " +
                        std::to_string(second.value) + ")"),
            2);
  EXPECT_EQ(bench.count("people_act WHERE kind = 0 AND questions = 2 AND member = 11"), 1);
}

TEST_F(ProjectionTest, gives_nobody_the_credit_for_what_nobody_known_sent) {
  bench.asks(1);
  bench.answers(1, MemberId{});
  EXPECT_EQ(bench.count("people_answer"), 0) << "it may have been automatic";
  bench.answers(1, ben);
  EXPECT_EQ(bench.count("people_answer WHERE member = 12"), 1);
  bench.asks(2);
  bench.imports(2, MemberId{}, bench.clock.now());
  bench.answers(2, ben);
  EXPECT_EQ(bench.count("people_answer"), 1) << "somebody had answered that one";
}

TEST_F(ProjectionTest, counts_imported_answers_when_they_were_given) {
  const Time then = bench.clock.now() - days(30);
  bench.adds(1, {.person_id = {1}, .posted_at = then, .needs_reply = true, .is_history = true});
  bench.imports(1, anna, then + hours(1));
  EXPECT_EQ(bench.count("people_answer WHERE member = 11 AND answered_at = " +
                        std::to_string((then + hours(1)).microseconds)),
            1);
}

TEST_F(ProjectionTest, takes_back_what_was_withdrawn_and_takes_up_what_was_edited_into_a_question) {
  const MessageId deleted = bench.asks(1);
  const MessageId reworded = bench.asks(1);
  const MessageId chat = bench.thanks(1);
  bench.happens(1, MessageDeleted{.message_id = deleted, .thread_id = {1}});
  bench.happens(1, MessageEdited{.message_id = reworded, .thread_id = {1}, .person_id = {1}});
  bench.happens(
      1,
      MessageEdited{.message_id = chat, .needs_reply = true, .thread_id = {1}, .person_id = {1}});
  bench.answers(1, anna);
  EXPECT_EQ(bench.count("people_answer"), 1);
  EXPECT_EQ(bench.count("people_answer WHERE question = " + std::to_string(chat.value)), 1);
}

TEST_F(ProjectionTest, keeps_an_answered_question_that_is_deleted_later) {
  const MessageId question = bench.asks(1);
  bench.answers(1, anna);
  bench.happens(1, MessageDeleted{.message_id = question, .thread_id = {1}});
  EXPECT_EQ(bench.count("people_answer"), 1);
}

TEST_F(ProjectionTest, calls_it_help_when_the_asker_says_thanks_next) {
  const MessageId question = bench.asks(1);
  bench.answers(1, anna);
  EXPECT_EQ(bench.verdict_on(question), Verdict::open);
  bench.thanks(1, 2);
  EXPECT_EQ(bench.verdict_on(question), Verdict::open) << "somebody else's thanks";
  bench.thanks(1);
  bench.asks(1);
  EXPECT_EQ(bench.verdict_on(question), Verdict::helped);
}

TEST_F(ProjectionTest, calls_it_no_help_when_the_asker_asks_again) {
  const MessageId question = bench.asks(1);
  bench.answers(1, anna);
  bench.asks(1);
  bench.thanks(1);
  EXPECT_EQ(bench.verdict_on(question), Verdict::did_not);
}

TEST_F(ProjectionTest, calls_it_help_when_a_resolved_conversation_is_left_alone_for_a_week) {
  const MessageId question = bench.asks(1);
  bench.answers(1, anna);
  bench.becomes(1, Status::resolved);
  bench.clock.advance(days(6));
  EXPECT_EQ(bench.verdict_on(question), Verdict::open);
  bench.clock.advance(days(1));
  EXPECT_EQ(bench.verdict_on(question), Verdict::helped);
  bench.asks(1);
  bench.becomes(1, Status::open, Cause::message);
  EXPECT_EQ(bench.verdict_on(question), Verdict::helped) << "that is another matter";
}

TEST_F(ProjectionTest, calls_it_no_help_when_the_asker_comes_back_within_the_week) {
  const MessageId question = bench.asks(1);
  bench.answers(1, anna);
  bench.becomes(1, Status::resolved);
  bench.clock.advance(days(3));
  bench.asks(1);
  bench.becomes(1, Status::open, Cause::message);
  bench.clock.advance(days(10));
  EXPECT_EQ(bench.verdict_on(question), Verdict::did_not);
}

TEST_F(ProjectionTest, waits_on_when_a_colleague_opens_the_conversation_again) {
  const MessageId question = bench.asks(1);
  bench.answers(1, anna);
  bench.becomes(1, Status::resolved);
  bench.clock.advance(days(2));
  bench.becomes(1, Status::open);
  bench.clock.advance(days(9));
  EXPECT_EQ(bench.verdict_on(question), Verdict::open);
  bench.becomes(1, Status::resolved);
  bench.clock.advance(days(7));
  EXPECT_EQ(bench.verdict_on(question), Verdict::helped);
}

TEST_F(ProjectionTest, follows_merges_of_conversations_and_their_undoing_without_folding_them) {
  bench.add_conversation(1, 2);
  bench.add_conversation(2);
  const MessageId question = bench.asks(1);
  bench.answers(1, anna);
  bench.happens(2, ConversationMerged{.from = {1}, .into = {2}});
  bench.becomes(2, Status::pending, Cause::merge);
  bench.becomes(2, Status::resolved);
  bench.clock.advance(days(8));
  EXPECT_EQ(bench.verdict_on(question), Verdict::helped);
  bench.happens(2, ConversationUnmerged{.from = {1}, .into = {2}});
  bench.execute("UPDATE conversation SET root = 1 WHERE id = 1");
  EXPECT_EQ(bench.verdict_on(question), Verdict::open);
}

TEST_F(ProjectionTest, says_nothing_of_answers_to_staff_bots_and_test_accounts) {
  bench.add_person(1);
  bench.add_person(2, true);
  const MessageId question = bench.asks(1);
  bench.answers(1, anna);
  bench.thanks(1);
  EXPECT_EQ(bench.verdict_on(question), Verdict::helped);
  bench.execute("UPDATE person SET root = 2, merged_into = 2 WHERE id = 1");
  EXPECT_EQ(bench.verdict_on(question), Verdict::open) << "their whole is excluded";
  bench.execute("UPDATE person SET root = 1, merged_into = 0 WHERE id = 1");
  EXPECT_EQ(bench.verdict_on(question), Verdict::helped);
}

TEST_F(ProjectionTest, counts_the_first_answer_to_a_handoff_for_who_gave_it) {
  bench.answers_handoff(7, HandoffState::heard, anna);
  EXPECT_EQ(bench.count("people_act"), 0);
  bench.answers_handoff(7, HandoffState::decided, ben);
  bench.answers_handoff(7, HandoffState::told, anna);
  bench.notes(1, cleo);
  bench.settle();
  EXPECT_EQ(bench.rows_of("people_act").find("1 1001 13"), 0U);
  EXPECT_EQ(bench.count("people_act WHERE kind = 2 AND id = 7 AND member = 12"), 1);
  EXPECT_EQ(bench.count("people_act"), 2);
}

}  // namespace
}  // namespace kith::people
