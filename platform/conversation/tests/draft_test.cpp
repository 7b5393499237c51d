// SPDX-License-Identifier: Apache-2.0
#include "conversation/draft_row.h"

#include <kith/events.h>

#include "conversation_fixture.h"

namespace kith::conversation {
namespace {

class DraftTest : public ConversationFixture {
 protected:
  void SetUp() override {
    ConversationFixture::SetUp();
    person = add_person("Chris");
    conversation = add_conversation(person);
    question = add_inbound(conversation);
    draft = {must(
        DraftReply{.conversation = conversation, .text = "It shipped.", .about = {Noun::own, 7}})};
  }

  SubmitReply sending() const {
    return {.conversation = conversation,
            .text = "It shipped.",
            .sender = ada,
            .seen = question,
            .not_before = clock.now() + std::chrono::seconds(10),
            .draft = draft};
  }
  DraftState state() {
    return static_cast<DraftState>(
        number(fmt::format("SELECT state FROM draft WHERE id = {}", draft.value)));
  }

  PersonId person;
  ConversationId conversation;
  MessageId question;
  DraftId draft;
};

TEST_F(DraftTest, is_told_with_whom_it_is_for_and_what_about) {
  const auto event = last_event<ReplyDrafted>();
  EXPECT_EQ(event.draft_id, draft);
  EXPECT_EQ(event.thread_id, conversation);
  EXPECT_EQ(event.person_id, person);
  EXPECT_EQ(event.about_id, 7);
  EXPECT_EQ(state(), DraftState::open);
}

TEST_F(DraftTest, becomes_a_reply_once_and_is_open_again_when_that_is_taken_back) {
  const MessageId reply{must(sending())};
  EXPECT_EQ(state(), DraftState::submitted);
  EXPECT_EQ(last_event<ReplySubmitted>().draft_id, draft);
  EXPECT_EQ(apply(sending()).error().code, ErrorCode::conflict) << "it would be sent twice";
  must(UndoReply{reply});
  EXPECT_EQ(state(), DraftState::open);
  EXPECT_EQ(last_event<ReplyUndone>().draft_id, draft);
  EXPECT_EQ(text("SELECT text FROM draft"), "It shipped.");
  must(sending());
}

TEST_F(DraftTest, is_sent_with_its_reply_and_keeps_no_second_copy_of_its_text) {
  must(sending());
  clock.advance(std::chrono::seconds(10));
  const auto due = in_transaction([&](store::Transaction& transaction) {
                     return take_due(transaction, clock.now(), 10);
                   }).value();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_TRUE(in_transaction([&](store::Transaction& transaction) {
    return record_sent(transaction, due[0].id, {.native_id = "post-1"}, keys);
  }));
  const auto event = last_event<ReplySent>();
  EXPECT_EQ(event.draft_id, draft);
  EXPECT_EQ(event.thread_id, conversation);
  EXPECT_EQ(event.person_id, person);
  EXPECT_EQ(state(), DraftState::sent);
  EXPECT_EQ(text("SELECT text FROM draft"), "");
}

TEST_F(DraftTest, is_changed_and_discarded_by_who_has_read_it_as_it_is) {
  EXPECT_EQ(apply(EditDraft{draft, 4, "Other words."}).error().code, ErrorCode::stale);
  must(EditDraft{draft, 1, "It shipped today."});
  EXPECT_EQ(text("SELECT text FROM draft"), "It shipped today.");
  EXPECT_EQ(last_event<DraftEdited>().revision, 2);
  EXPECT_EQ(apply(EditDraft{draft, 2, "  "}).error().code, ErrorCode::rule);
  must(DiscardDraft{draft, 2});
  EXPECT_EQ(last_event<DraftDiscarded>().about_id, 7);
  EXPECT_EQ(text("SELECT text FROM draft"), "");
  EXPECT_EQ(apply(DiscardDraft{draft, {}}).error().code, ErrorCode::conflict);
  EXPECT_EQ(apply(sending()).error().code, ErrorCode::conflict);
  EXPECT_EQ(apply(DiscardDraft{{4711}, {}}).error().code, ErrorCode::not_found);
}

TEST_F(DraftTest, is_sent_in_its_own_conversation_alone_also_after_a_merge) {
  const ConversationId other = add_conversation(person);
  SubmitReply astray = sending();
  astray.conversation = other;
  astray.seen = {};
  EXPECT_EQ(apply(astray).error().code, ErrorCode::rule);
  must(MergeConversations{conversation, other});
  astray.seen = question;
  must(astray);
  EXPECT_EQ(state(), DraftState::submitted);
}

}  // namespace
}  // namespace kith::conversation
