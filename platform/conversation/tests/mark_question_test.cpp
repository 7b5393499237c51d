// SPDX-License-Identifier: Apache-2.0
#include "conversation/mark_question.h"

#include <kith/events.h>

#include "conversation_fixture.h"

namespace kith::conversation {
namespace {

class MarkQuestionTest : public ConversationFixture {
 protected:
  void SetUp() override {
    ConversationFixture::SetUp();
    conversation = add_conversation(add_person("Chris"));
    thanks = add_inbound(conversation, Asks::nothing);
    log.clear();
  }

  AskMark question(MessageId seen) const {
    return {.conversation = conversation, .text = "How did we do, 1 to 5?", .seen = seen};
  }
  bool awaits() {
    return in_transaction([&](store::Transaction& transaction) {
             return awaits_mark(transaction.reader(), conversation);
           })
        .value();
  }
  std::vector<Dispatch> take() {
    return in_transaction([&](store::Transaction& transaction) {
             return take_due(transaction, clock.now(), 10);
           })
        .value();
  }

  ConversationId conversation;
  MessageId thanks;
};

TEST_F(MarkQuestionTest, leaves_in_the_companys_name_and_reopens_nothing) {
  must(ChangeConversation{.conversation = conversation, .status = Status::resolved});
  const MessageId message{must(question(thanks), {})};
  const auto event = last_event<ReplySubmitted>();
  EXPECT_EQ(event.message_id, message);
  EXPECT_EQ(event.member_id, MemberId{});
  EXPECT_EQ(row(conversation).state.status, Status::resolved);
  const std::vector<Dispatch> due = take();
  ASSERT_EQ(due.size(), 1U) << "there is nobody who would take it back";
  EXPECT_EQ(due[0].sender, "");
  EXPECT_EQ(due[0].member, MemberId{});
  EXPECT_EQ(due[0].text, "How did we do, 1 to 5?");
  ASSERT_TRUE(in_transaction([&](store::Transaction& transaction) {
    return record_sent(transaction, due[0].id, {.native_id = "post-1"}, keys);
  }));
  EXPECT_EQ(last_event<ReplySent>().member_id, MemberId{});
}

TEST_F(MarkQuestionTest, answers_nobody_who_waits_by_the_time_it_leaves) {
  const ConversationId waiting = add_conversation(add_person("Robin"));
  add_inbound(waiting);
  const Time since = row(waiting).state.waiting_since;
  ASSERT_TRUE(since);
  must(question(thanks), {});
  must(MergeConversations{.from = conversation, .into = waiting});
  const std::vector<Dispatch> due = take();
  ASSERT_EQ(due.size(), 1U);
  ASSERT_TRUE(in_transaction([&](store::Transaction& transaction) {
    return record_sent(transaction, due[0].id, {.native_id = "post-1"}, keys);
  }));
  EXPECT_EQ(row(waiting).state.waiting_since, since);
}

TEST_F(MarkQuestionTest, is_not_put_to_who_waits_for_an_answer_or_wrote_meanwhile) {
  const MessageId newer = add_inbound(conversation, Asks::nothing);
  EXPECT_EQ(apply(question(thanks)).error().code, ErrorCode::conflict);
  const MessageId asked = add_inbound(conversation);
  EXPECT_EQ(apply(question(asked)).error().code, ErrorCode::conflict);
  EXPECT_EQ(apply(question(newer)).error().code, ErrorCode::conflict);
}

TEST_F(MarkQuestionTest, is_refused_where_nothing_can_be_sent) {
  AskMark empty = question(thanks);
  empty.text = " ";
  EXPECT_EQ(apply(empty).error().code, ErrorCode::rule);
  execute("UPDATE conversation SET channel = 2");
  EXPECT_EQ(apply(question(thanks)).error().code, ErrorCode::rule);
}

TEST_F(MarkQuestionTest, awaits_a_mark_until_something_is_said_that_needs_an_answer) {
  EXPECT_FALSE(awaits());
  must(question(thanks));
  EXPECT_TRUE(awaits());
  must(AddNote{.conversation = conversation, .text = "Let us see.", .author = ada});
  const MessageId mark = add_inbound(conversation, Asks::nothing);
  EXPECT_TRUE(awaits()) << "they may give another one";
  must(SubmitReply{
      .conversation = conversation, .text = "How many do you need?", .sender = ada, .seen = mark});
  EXPECT_FALSE(awaits()) << "a number would answer that now";
}

TEST_F(MarkQuestionTest, awaits_no_mark_behind_a_question_or_one_that_did_not_arrive) {
  must(question(thanks));
  add_inbound(conversation);
  EXPECT_FALSE(awaits());
  execute("DELETE FROM message WHERE needs_reply = 1");
  EXPECT_TRUE(awaits());
  execute("UPDATE message SET delivery = 5 WHERE direction = 1");
  EXPECT_FALSE(awaits());
}

TEST_F(MarkQuestionTest, looks_at_the_newest_few_messages_alone) {
  must(question(thanks));
  for (int each = 0; each < 20; ++each) {
    add_inbound(conversation, Asks::nothing);
  }
  EXPECT_FALSE(awaits());
}

}  // namespace
}  // namespace kith::conversation
