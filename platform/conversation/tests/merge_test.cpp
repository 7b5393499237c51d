// SPDX-License-Identifier: Apache-2.0
#include <kith/events.h>

#include "conversation/merge_tree.h"
#include "conversation/timers.h"
#include "conversation/workflow.h"
#include "conversation_fixture.h"

namespace kith::conversation {
namespace {

using Strings = std::vector<std::string>;

class MergeTest : public ConversationFixture {
 protected:
  void SetUp() override {
    ConversationFixture::SetUp();
    a = open("Ada's customer");
    b = open("Bo");
    c = open("Cy");
    log.clear();
  }

  ConversationId open(const std::string& name) {
    std::string letters;
    for (const char letter : name) {
      letters += letter == '\'' ? ' ' : letter;
    }
    return add_conversation(add_person(letters));
  }
  void resolve(ConversationId id) {
    must(ChangeConversation{.conversation = id, .status = Status::resolved});
  }
  void send_all() {
    EXPECT_TRUE(in_transaction([&](store::Transaction& transaction) -> Result<void> {
      for (const Dispatch& each : KITH_TRY(take_due(transaction, clock.now(), 10))) {
        KITH_CHECK(record_sent(transaction, each.id, {}, keys));
      }
      return {};
    }));
  }
  void pass(int minutes) { clock.advance(std::chrono::minutes(minutes)); }
  ConversationId root(ConversationId id) { return row(id).root; }

  ConversationId a, b, c;
};

TEST_F(MergeTest, combines_states_by_what_is_left_to_do) {
  const Time soon{1000};
  const Time late{2000};
  const WorkState resolved{.status = Status::resolved};
  const WorkState snoozed{.status = Status::snoozed, .snoozed_until = late};
  const WorkState pending{.status = Status::pending, .waiting_since = late};
  const WorkState open{.status = Status::open, .waiting_since = soon};
  EXPECT_EQ(combine(resolved, resolved), resolved);
  EXPECT_EQ(combine(resolved, snoozed), snoozed);
  EXPECT_EQ(combine(snoozed, WorkState{.status = Status::snoozed, .snoozed_until = soon}),
            (WorkState{.status = Status::snoozed, .snoozed_until = soon}));
  EXPECT_EQ(combine(snoozed, pending), pending);
  EXPECT_EQ(combine(pending, open), open);
  EXPECT_EQ(combine(WorkState{.status = Status::open}, pending),
            (WorkState{.status = Status::open, .waiting_since = late}));
}

TEST_F(MergeTest, makes_one_conversation_of_two) {
  const MessageId first = add_inbound(a);
  const Time asked = clock.now();
  pass(1);
  const MessageId second = add_inbound(b);
  resolve(b);
  log.clear();
  EXPECT_NE(must(MergeConversations{.from = a, .into = b}), 0);
  EXPECT_EQ(row(a).merged_into, b);
  EXPECT_EQ(root(a), b);
  EXPECT_EQ(row(b).state, (WorkState{.status = Status::open, .waiting_since = asked}));
  EXPECT_EQ(row(b).exchange, (Exchange{second, clock.now(), 2}));
  EXPECT_EQ(row(a).exchange.last_message, first);
  ASSERT_EQ(log.size(), 2U);
  EXPECT_EQ(log[0].head.subject, b.value);
  const auto merged = read_json<ConversationMerged>(log[0].body, Strictness::tolerant).value();
  EXPECT_EQ(merged.from, a);
  EXPECT_EQ(merged.into, b);
  EXPECT_EQ(merged.into_status, Status::open);
  EXPECT_EQ(merged.into_waiting_since, asked);
  EXPECT_EQ(last_event<StatusChanged>().cause, Cause::merge);
  EXPECT_EQ(text("SELECT evidence FROM merge"), "member 7");
}

TEST_F(MergeTest, gives_both_back_when_it_is_undone) {
  add_inbound(a);
  pass(1);
  add_inbound(b);
  resolve(b);
  const ConversationRow a_before = row(a);
  const ConversationRow b_before = row(b);
  must(MergeConversations{.from = a, .into = b});
  must(UnmergeConversation{.from = a});
  const auto like = [](ConversationRow before, std::int64_t revision) {
    before.revision = revision;
    return before;
  };
  EXPECT_EQ(row(a), like(a_before, a_before.revision + 2));
  EXPECT_EQ(row(b), like(b_before, b_before.revision + 2));
}

TEST_F(MergeTest, refuses_what_makes_no_sense_in_clear_words) {
  EXPECT_EQ(apply(MergeConversations{.from = a, .into = a}).error().code, ErrorCode::rule);
  EXPECT_EQ(apply(MergeConversations{.from = a, .into = {5}}).error().code, ErrorCode::not_found);
  EXPECT_EQ(apply(UnmergeConversation{.from = a}).error().code, ErrorCode::conflict);
  must(MergeConversations{.from = a, .into = b});
  for (const Verb& verb : {Verb(MergeConversations{.from = a, .into = c}),
                           Verb(MergeConversations{.from = c, .into = a}),
                           Verb(MergeConversations{.from = b, .into = a}),
                           Verb(ChangeConversation{.conversation = a, .status = Status::resolved}),
                           Verb(AddNote{.conversation = a, .text = "Hm.", .author = ada})}) {
    const Error error = apply(verb).error();
    EXPECT_EQ(error.code, ErrorCode::conflict);
    EXPECT_EQ(error.message, "Conversation #1 is part of #2 now. Act on #2.");
    ASSERT_EQ(error.faults.size(), 1U);
    EXPECT_TRUE(error.faults[0].message.contains(fmt::to_string(b.value)));
  }
}

TEST_F(MergeTest, holds_chains_under_one_root_and_takes_them_apart_anywhere) {
  must(MergeConversations{.from = a, .into = b});
  must(MergeConversations{.from = b, .into = c});
  EXPECT_EQ(root(a), c);
  EXPECT_EQ(root(b), c);
  must(UnmergeConversation{.from = b});
  EXPECT_EQ(root(a), b);
  EXPECT_EQ(root(b), b);
  must(MergeConversations{.from = b, .into = c});
  must(UnmergeConversation{.from = a});
  EXPECT_EQ(root(a), a);
  EXPECT_EQ(root(b), c);
  const auto event = last_event<ConversationUnmerged>();
  EXPECT_EQ(event.from, a);
  EXPECT_EQ(event.into, b);
  EXPECT_EQ(log.back().head.subject, c.value);
}

TEST_F(MergeTest, opens_the_freed_one_when_somebody_wrote_in_it_meanwhile) {
  resolve(a);
  must(MergeConversations{.from = a, .into = b});
  pass(1);
  const Time asked = clock.now();
  const MessageId newer = add_inbound(a);
  EXPECT_EQ(row(b).exchange.last_message, newer);
  must(UnmergeConversation{.from = a});
  EXPECT_EQ(row(a).state, (WorkState{.status = Status::open, .waiting_since = asked}));
  EXPECT_EQ(row(a).exchange, (Exchange{newer, asked, 1}));
  EXPECT_EQ(row(b).exchange, Exchange{});
  EXPECT_FALSE(row(b).state.waiting_since);
}

TEST_F(MergeTest, opens_a_middle_one_when_somebody_wrote_in_it_before_its_part_left) {
  resolve(b);
  resolve(a);
  must(MergeConversations{.from = a, .into = b});
  must(MergeConversations{.from = b, .into = c});
  pass(1);
  add_inbound(b);
  must(UnmergeConversation{.from = a});
  must(UnmergeConversation{.from = b});
  EXPECT_EQ(row(a).state.status, Status::resolved);
  EXPECT_EQ(row(b).state, (WorkState{.status = Status::open, .waiting_since = clock.now()}));
}

TEST_F(MergeTest, lets_nobody_wait_in_a_freed_one_that_ended_with_thanks) {
  must(MergeConversations{.from = a, .into = b});
  add_inbound(a, Asks::answer);
  pass(1);
  add_inbound(a, Asks::nothing);
  pass(1);
  must(UnmergeConversation{.from = a});
  EXPECT_EQ(row(a).state, WorkState{});
}

TEST_F(MergeTest, keeps_what_people_did_with_the_whole) {
  add_inbound(a);
  must(MergeConversations{.from = a, .into = b});
  resolve(b);
  must(UnmergeConversation{.from = a});
  EXPECT_EQ(row(b).state, (WorkState{.status = Status::resolved}));
  EXPECT_EQ(row(a).state.status, Status::open);
  EXPECT_TRUE(row(a).state.waiting_since);
}

TEST_F(MergeTest, gives_a_target_its_old_state_back_in_whatever_order_the_parts_leave) {
  resolve(c);
  add_inbound(a);
  pass(1);
  add_inbound(b);
  must(MergeConversations{.from = a, .into = c});
  must(MergeConversations{.from = b, .into = c});
  must(UnmergeConversation{.from = a});
  EXPECT_EQ(row(c).state.status, Status::open);
  EXPECT_EQ(row(c).state.waiting_since, row(b).state.waiting_since);
  must(UnmergeConversation{.from = b});
  EXPECT_EQ(row(c).state, (WorkState{.status = Status::resolved}));
}

TEST_F(MergeTest, answers_the_whole_with_one_reply) {
  add_inbound(a);
  pass(1);
  const MessageId newest = add_inbound(b);
  must(MergeConversations{.from = a, .into = b});
  must(SubmitReply{.conversation = b, .text = "Yes.", .sender = ada, .seen = newest});
  send_all();
  EXPECT_FALSE(row(b).state.waiting_since);
  must(UnmergeConversation{.from = a});
  EXPECT_TRUE(row(a).state.waiting_since);
  EXPECT_FALSE(row(b).state.waiting_since);
}

TEST_F(MergeTest, forgets_no_answer_to_the_whole_when_another_part_leaves) {
  const MessageId question = add_inbound(a);
  must(MergeConversations{.from = a, .into = c});
  must(MergeConversations{.from = b, .into = c});
  must(SubmitReply{.conversation = c, .text = "Yes.", .sender = ada, .seen = question});
  send_all();
  pass(1);
  add_inbound(a);
  const Time asked_again = clock.now();
  must(UnmergeConversation{.from = b});
  EXPECT_EQ(row(c).state.waiting_since, asked_again);
}

TEST_F(MergeTest, sees_new_messages_of_every_part_before_a_reply) {
  const MessageId seen = add_inbound(b);
  must(MergeConversations{.from = a, .into = b});
  const MessageId newer = add_inbound(a);
  const auto refused =
      apply(SubmitReply{.conversation = b, .text = "Yes.", .sender = ada, .seen = seen});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().faults.at(0).message, fmt::to_string(newer.value));
  const MessageId reply{
      must(SubmitReply{.conversation = b, .text = "Yes.", .sender = ada, .seen = newer})};
  must(UndoReply{reply});
  EXPECT_EQ(row(b).exchange.last_message, newer);
  EXPECT_EQ(row(b).exchange.messages, 2);
}

TEST_F(MergeTest, wakes_no_part_while_it_sleeps_in_a_whole) {
  const Time until = clock.now() + std::chrono::hours(1);
  must(ChangeConversation{.conversation = a, .status = Status::snoozed, .snoozed_until = until});
  must(MergeConversations{.from = a, .into = b});
  const auto wake = [&] {
    return in_transaction(
        [&](store::Transaction& transaction) { return wake_snoozed(transaction, until, 10); });
  };
  EXPECT_EQ(wake(), 0);
  must(UnmergeConversation{.from = a});
  EXPECT_EQ(row(a).state.status, Status::snoozed);
  EXPECT_EQ(wake(), 1);
}

TEST_F(MergeTest, wakes_the_whole_and_not_its_oldest_part) {
  const Time until = clock.now() + std::chrono::hours(1);
  must(MergeConversations{.from = a, .into = b});
  must(ChangeConversation{.conversation = b, .status = Status::snoozed, .snoozed_until = until});
  const ConversationRow part = row(a);
  const auto wake = [&] {
    return in_transaction(
        [&](store::Transaction& transaction) { return wake_snoozed(transaction, until, 10); });
  };
  EXPECT_EQ(wake(), 1);
  EXPECT_EQ(wake(), 0);
  EXPECT_EQ(row(b).state.status, Status::open);
  EXPECT_EQ(row(a), part);
}

TEST_F(MergeTest, makes_one_person_of_two_and_gives_both_back) {
  const PersonId one = add_person("One");
  const PersonId two = add_person("Two");
  const PersonId three = add_person("Three");
  const auto root_of = [&](PersonId id) {
    return number(fmt::format("SELECT root FROM person WHERE id = {}", id.value));
  };
  must(MergePersons{.from = one, .into = two});
  EXPECT_EQ(last_event<PersonMerged>().from, one);
  EXPECT_EQ(log.back().head.noun, Noun::person);
  must(MergePersons{.from = two, .into = three});
  EXPECT_EQ(root_of(one), three.value);
  EXPECT_EQ(apply(MergePersons{.from = one, .into = three}).error().code, ErrorCode::conflict);
  EXPECT_EQ(apply(MergePersons{.from = three, .into = three}).error().code, ErrorCode::rule);
  EXPECT_EQ(apply(MergePersons{.from = three, .into = {5}}).error().code, ErrorCode::not_found);
  EXPECT_EQ(apply(UnmergePerson{.from = three}).error().code, ErrorCode::conflict);
  must(UnmergePerson{.from = two});
  EXPECT_EQ(last_event<PersonUnmerged>().into, three);
  EXPECT_EQ(root_of(one), two.value);
  EXPECT_EQ(root_of(two), two.value);
  EXPECT_EQ(number("SELECT count(DISTINCT person) FROM identity"), 6);
}

TEST_F(MergeTest, merges_no_person_who_was_erased) {
  const PersonId gone = add_person("Gone");
  const PersonId here = add_person("Here");
  execute(fmt::format("UPDATE person SET erased_at = 1 WHERE id = {}", gone.value));
  EXPECT_EQ(apply(MergePersons{.from = gone, .into = here}).error().code, ErrorCode::not_found);
  EXPECT_EQ(apply(MergePersons{.from = here, .into = gone}).error().code, ErrorCode::not_found);
}

TEST_F(MergeTest, knows_a_tree_by_its_parents) {
  MergeTree tree;
  for (const auto& [id, into] : {std::pair{1, 2}, {2, 4}, {3, 2}, {4, 0}, {5, 4}}) {
    tree.add(id, into);
  }
  EXPECT_EQ(tree.below(2), (std::vector<std::int64_t>{1, 2, 3}));
  EXPECT_EQ(tree.above(1), (std::vector<std::int64_t>{2, 4}));
  tree.cut(2);
  EXPECT_EQ(tree.below(4), (std::vector<std::int64_t>{4, 5}));
  EXPECT_EQ(tree.above(2), (std::vector<std::int64_t>{}));
}

}  // namespace
}  // namespace kith::conversation
