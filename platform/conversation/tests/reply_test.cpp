// SPDX-License-Identifier: Apache-2.0
#include <kith/events.h>

#include <random>

#include "conversation/post_key.h"
#include "conversation_fixture.h"

namespace kith::conversation {
namespace {

using Strings = std::vector<std::string>;

class ReplyTest : public ConversationFixture {
 protected:
  void SetUp() override {
    ConversationFixture::SetUp();
    person = add_person("Chris");
    conversation = add_conversation(person);
    question = add_inbound(conversation);
    log.clear();
  }

  SubmitReply reply(MessageId seen) const {
    return {.conversation = conversation,
            .text = "It is on its way.",
            .sender = ada,
            .seen = seen,
            .not_before = clock.now() + std::chrono::seconds(10)};
  }
  SubmitReply reply() const { return reply(question); }

  std::vector<Dispatch> take(int limit = 10) {
    return in_transaction([&](store::Transaction& transaction) {
             return take_due(transaction, clock.now(), limit);
           })
        .value();
  }
  /// Submits a reply and takes it once its time has come.
  Dispatch take_reply() {
    must(reply());
    clock.advance(std::chrono::seconds(10));
    const std::vector<Dispatch> due = take();
    EXPECT_EQ(due.size(), 1U);
    log.clear();
    return due.at(0);
  }
  Result<void> sent(OutboxId id, const Sent& news = {.native_id = "post-1"}) {
    return in_transaction(
        [&](store::Transaction& transaction) { return record_sent(transaction, id, news, keys); });
  }
  Result<void> failed(OutboxId id) {
    return in_transaction([&](store::Transaction& transaction) {
      return record_failed(transaction, id, "rejected");
    });
  }
  Result<void> unknown(OutboxId id) {
    return in_transaction([&](store::Transaction& transaction) {
      return record_unknown(transaction, id, "No Word At All");
    });
  }
  Result<void> again(OutboxId id) {
    return in_transaction([&](store::Transaction& transaction) {
      return retry(transaction, id, clock.now() + std::chrono::minutes(1), "timeout");
    });
  }
  Delivery delivery(MessageId message) {
    return static_cast<Delivery>(
        number(fmt::format("SELECT delivery FROM message WHERE id = {}", message.value)));
  }

  PersonId person;
  ConversationId conversation;
  MessageId question;
};

TEST_F(ReplyTest, waits_in_the_outbox_with_everything_frozen) {
  const MessageId message{must(reply())};
  EXPECT_EQ(delivery(message), Delivery::held);
  EXPECT_EQ(row(conversation).exchange, (Exchange{message, clock.now(), 2}));
  EXPECT_TRUE(row(conversation).state.waiting_since);
  const auto event = last_event<ReplySubmitted>();
  EXPECT_EQ(event.message_id, message);
  EXPECT_EQ(event.member_id, ada);
  EXPECT_EQ(event.not_before, clock.now() + std::chrono::seconds(10));
  EXPECT_TRUE(take().empty());
  clock.advance(std::chrono::seconds(10));
  const std::vector<Dispatch> due = take();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].sender, "Ada");
  EXPECT_EQ(due[0].recipients, Strings{"Chris@shop"});
  EXPECT_EQ(due[0].text, "It is on its way.");
  EXPECT_EQ(due[0].attempts, 1);
  EXPECT_EQ(due[0].idempotency_key.size(), 24U);
  EXPECT_EQ(delivery(message), Delivery::sending);
  EXPECT_TRUE(take().empty());
}

TEST_F(ReplyTest, is_unknown_when_who_took_it_never_reports_and_known_when_they_do_after_all) {
  const Dispatch taken = take_reply();
  const auto give_up_after = [&](Duration waited) {
    clock.advance(waited);
    return in_transaction([&](store::Transaction& transaction) {
             return record_unreported(transaction, clock.now() - std::chrono::minutes(15), 10);
           })
        .value();
  };
  EXPECT_EQ(give_up_after(std::chrono::minutes(14)), 0);
  EXPECT_EQ(give_up_after(std::chrono::minutes(1)), 1);
  EXPECT_EQ(delivery(taken.message), Delivery::unknown);
  EXPECT_EQ(last_event<ReplyFailed>().reason, "no_report");
  EXPECT_TRUE(take().empty()) << "it may have arrived";
  EXPECT_TRUE(sent(taken.id));
  EXPECT_EQ(delivery(taken.message), Delivery::sent);
}

TEST_F(ReplyTest, goes_to_all_who_take_part_by_the_address_that_wrote_last) {
  const PersonId other = add_person("Kim");
  const PersonId elsewhere = add_person("Sam", import_channel);
  for (const PersonId each : {other, elsewhere}) {
    execute(fmt::format("INSERT INTO participant VALUES({}, {}, 'cc')", conversation.value,
                        each.value));
  }
  execute(fmt::format("INSERT INTO identity VALUES(999, 1, x'99', 'chris@work', 'C', {}, 'test')",
                      person.value));
  const MessageId newest = add_inbound(conversation);
  execute(fmt::format("UPDATE message SET identity = 999 WHERE id = {}", newest.value));
  must(reply(newest));
  EXPECT_EQ(text("SELECT recipients FROM outbox"), R"(["chris@work","Kim@shop"])");
}

TEST_F(ReplyTest, is_refused_where_nobody_can_be_reached) {
  execute("UPDATE identity SET native_id = ''");
  EXPECT_EQ(apply(reply()).error().code, ErrorCode::rule);
}

TEST_F(ReplyTest, is_refused_on_a_channel_that_only_listens) {
  execute("UPDATE conversation SET channel = 2");
  const Error error = apply(reply()).error();
  EXPECT_EQ(error.code, ErrorCode::rule);
  EXPECT_TRUE(error.message.contains("twcs")) << error.message;
}

TEST_F(ReplyTest, is_signed_by_a_colleague) {
  SubmitReply unsigned_reply = reply();
  unsigned_reply.sender = {};
  EXPECT_EQ(apply(unsigned_reply).error().code, ErrorCode::rule);
}

TEST_F(ReplyTest, says_something_and_at_most_ten_thousand_characters) {
  SubmitReply answer = reply();
  for (const std::string& text :
       {std::string(), std::string(" \n"), std::string("\xff"), std::string("a\0b", 3)}) {
    answer.text = text;
    EXPECT_EQ(apply(answer).error().field, "/text");
  }
  answer.text.clear();
  for (int count = 0; count < 10'000; ++count) {
    answer.text += "é";
  }
  must(answer);
  answer.text += "é";
  EXPECT_EQ(apply(answer).error().code, ErrorCode::rule);
}

TEST_F(ReplyTest, stops_when_somebody_wrote_meanwhile_and_names_what_is_new) {
  const MessageId newer = add_inbound(conversation);
  const Error error = apply(reply()).error();
  EXPECT_EQ(error.code, ErrorCode::conflict);
  ASSERT_EQ(error.faults.size(), 1U);
  EXPECT_EQ(error.faults[0].message, fmt::to_string(newer.value));
  must(reply(newer));
}

TEST_F(ReplyTest, stops_when_a_colleague_answered_meanwhile) {
  must(reply());
  EXPECT_EQ(apply(reply()).error().code, ErrorCode::conflict);
}

TEST_F(ReplyTest, believes_no_message_of_another_conversation_to_be_seen) {
  const MessageId elsewhere = add_inbound(add_conversation(person));
  EXPECT_EQ(apply(reply(elsewhere)).error().code, ErrorCode::rule);
  EXPECT_EQ(apply(reply(MessageId{elsewhere.value + 1000})).error().code, ErrorCode::rule);
}

TEST_F(ReplyTest, is_not_stopped_by_a_note) {
  const std::int64_t note =
      must(AddNote{.conversation = conversation, .text = "I take it.", .author = grace});
  must(reply());
  EXPECT_EQ(row(conversation).exchange.messages, 2);
  EXPECT_GT(row(conversation).exchange.last_message.value, note);
}

TEST_F(ReplyTest, can_be_taken_back_until_it_is_taken) {
  const MessageId message{must(reply())};
  must(UndoReply{message});
  EXPECT_EQ(last_event<ReplyUndone>().message_id, message);
  EXPECT_EQ(delivery(message), Delivery::undone);
  EXPECT_EQ(row(conversation).exchange.last_message, question);
  EXPECT_EQ(row(conversation).exchange.messages, 1);
  clock.advance(std::chrono::hours(1));
  EXPECT_TRUE(take().empty());
  EXPECT_EQ(apply(UndoReply{message}).error().code, ErrorCode::conflict);
  EXPECT_EQ(apply(UndoReply{question}).error().code, ErrorCode::not_found);
}

TEST_F(ReplyTest, cannot_be_taken_back_once_it_was_tried) {
  const Dispatch taken = take_reply();
  EXPECT_EQ(apply(UndoReply{taken.message}).error().code, ErrorCode::conflict);
  ASSERT_TRUE(again(taken.id));
  EXPECT_EQ(delivery(taken.message), Delivery::held);
  EXPECT_EQ(apply(UndoReply{taken.message}).error().code, ErrorCode::conflict);
}

TEST_F(ReplyTest, answers_what_was_asked_before_it_when_it_is_sent) {
  const Dispatch taken = take_reply();
  ASSERT_TRUE(sent(taken.id));
  EXPECT_EQ(delivery(taken.message), Delivery::sent);
  EXPECT_FALSE(row(conversation).state.waiting_since);
  const auto event = last_event<ReplySent>();
  EXPECT_EQ(event.message_id, taken.message);
  EXPECT_EQ(event.member_id, ada);
  EXPECT_EQ(event.submitted_at, taken.submitted_at);
  EXPECT_EQ(sent(taken.id).error().code, ErrorCode::conflict);
}

TEST_F(ReplyTest, leaves_those_waiting_who_asked_after_it_was_written) {
  const Dispatch taken = take_reply();
  clock.advance(std::chrono::minutes(1));
  const Time asked_at = clock.now();
  add_inbound(conversation);
  clock.advance(std::chrono::minutes(1));
  add_inbound(conversation);
  ASSERT_TRUE(sent(taken.id));
  EXPECT_EQ(row(conversation).state.waiting_since, asked_at);
}

TEST_F(ReplyTest, knows_its_own_post_when_it_comes_back) {
  const Dispatch taken = take_reply();
  const Time posted{1'709'251'200'000'000};  // 2024-03-01
  ASSERT_TRUE(sent(taken.id, {.native_id = "post-1", .posted_at = posted}));
  const PostKey key = post_key(HashKey{}, api_channel, "post-1", posted);
  EXPECT_EQ(key.bucket, 2024 * 12 + 3);
  EXPECT_EQ(number(fmt::format("SELECT message FROM post_key WHERE bucket = {} AND hash = x'{}'",
                               key.bucket, hex(bytes_of(key.hash)))),
            taken.message.value);
}

TEST_F(ReplyTest, tells_keys_of_other_channels_ids_and_months_apart) {
  const PostKey key = post_key(HashKey{}, {1}, "23");
  EXPECT_EQ(key, post_key(HashKey{}, {1}, "23"));
  EXPECT_NE(key, post_key(HashKey{}, {12}, "3"));
  EXPECT_NE(key, post_key(HashKey{1}, {1}, "23"));
  EXPECT_NE(key, post_key(HashKey{}, {1}, "23", clock.now()));
}

TEST_F(ReplyTest, says_when_it_failed_or_nobody_knows) {
  const Dispatch taken = take_reply();
  ASSERT_TRUE(unknown(taken.id));
  EXPECT_EQ(last_event<ReplyFailed>().delivery, Delivery::unknown);
  EXPECT_EQ(last_event<ReplyFailed>().reason, "other");
  ASSERT_TRUE(failed(taken.id));
  EXPECT_EQ(last_event<ReplyFailed>().delivery, Delivery::failed);
  EXPECT_EQ(last_event<ReplyFailed>().reason, "rejected");
  EXPECT_EQ(delivery(taken.message), Delivery::failed);
  EXPECT_TRUE(row(conversation).state.waiting_since);
}

TEST_F(ReplyTest, keeps_its_key_from_attempt_to_attempt) {
  const Dispatch first = take_reply();
  ASSERT_TRUE(again(first.id));
  EXPECT_TRUE(take().empty());
  clock.advance(std::chrono::minutes(1));
  const Dispatch second = take().at(0);
  EXPECT_EQ(second.idempotency_key, first.idempotency_key);
  EXPECT_EQ(second.attempts, 2);
}

TEST_F(ReplyTest, is_unknown_after_the_process_ended_in_the_middle) {
  const Dispatch taken = take_reply();
  const auto interrupted = in_transaction(
      [&](store::Transaction& transaction) { return record_interrupted(transaction, 10); });
  EXPECT_EQ(interrupted, 1);
  EXPECT_EQ(last_event<ReplyFailed>().reason, "interrupted");
  EXPECT_EQ(delivery(taken.message), Delivery::unknown);
  ASSERT_TRUE(sent(taken.id));
}

TEST_F(ReplyTest, follows_the_states_of_the_outbox_and_no_other_way) {
  // Which report is accepted in which state.
  enum Report { report_sent, report_failed, report_unknown, report_again };
  const std::map<Delivery, std::set<Report>> accepted = {
      {Delivery::held, {}},
      {Delivery::sending, {report_sent, report_failed, report_unknown, report_again}},
      {Delivery::sent, {}},
      {Delivery::unknown, {report_sent, report_failed, report_again}},
      {Delivery::failed, {report_again}},
      {Delivery::undone, {}}};
  const Dispatch taken = take_reply();
  for (const auto& [state, reports] : accepted) {
    for (const Report report : {report_sent, report_failed, report_unknown, report_again}) {
      execute(fmt::format("UPDATE outbox SET delivery = {}", static_cast<int>(state)));
      const Result<void> done = report == report_sent      ? sent(taken.id)
                                : report == report_failed  ? failed(taken.id)
                                : report == report_unknown ? unknown(taken.id)
                                                           : again(taken.id);
      EXPECT_EQ(done.has_value(), reports.contains(report))
          << static_cast<int>(state) << " " << report;
    }
  }
}

// A note never gets on its way, whatever is done around it.
TEST_F(ReplyTest, never_lets_a_note_into_the_outbox) {
  for (unsigned seed = 0; seed < 10; ++seed) {
    std::mt19937 chance(seed);
    for (int step = 0; step < 40; ++step) {
      switch (chance() % 5) {
        case 0:
          must(AddNote{.conversation = conversation, .text = "Between us.", .author = ada});
          break;
        case 1: must(reply(row(conversation).exchange.last_message)); break;
        case 2: static_cast<void>(apply(UndoReply{row(conversation).exchange.last_message})); break;
        case 3: add_inbound(conversation); break;
        default:
          clock.advance(std::chrono::seconds(chance() % 20));
          for (const Dispatch& each : take()) {
            ASSERT_TRUE(chance() % 2 == 0 ? sent(each.id, {}) : again(each.id));
          }
      }
    }
    EXPECT_EQ(number("SELECT count(*) FROM outbox JOIN message ON message.id = outbox.message "
                     "WHERE message.direction <> 1"),
              0);
    EXPECT_EQ(number("SELECT count(*) FROM message WHERE direction = 2 AND delivery <> 0"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM outbox"),
              number("SELECT count(*) FROM message WHERE direction = 1"));
    EXPECT_EQ(number("SELECT count(*) FROM outbox JOIN message ON message.id = outbox.message "
                     "WHERE message.delivery <> outbox.delivery"),
              0);
    EXPECT_EQ(row(conversation).exchange.messages,
              number("SELECT count(*) FROM message WHERE direction <> 2 AND delivery <> 6"));
  }
}

TEST_F(ReplyTest, adds_a_note_that_only_colleagues_see) {
  const MessageId note{
      must(AddNote{.conversation = conversation, .text = "Between us.", .author = grace})};
  const auto event = last_event<MessageAdded>();
  EXPECT_EQ(event.message_id, note);
  EXPECT_EQ(event.direction, Direction::note);
  EXPECT_EQ(event.member_id, grace);
  EXPECT_FALSE(event.needs_reply);
  EXPECT_EQ(row(conversation).exchange.last_message, question);
  EXPECT_EQ(row(conversation).revision, 1);
}

TEST_F(ReplyTest, knows_no_text_in_the_log) {
  must(reply());
  must(AddNote{.conversation = conversation, .text = "Between us.", .author = grace});
  for (const store::LoggedEvent& event : log) {
    EXPECT_FALSE(event.body.contains("Between us.")) << event.body;
    EXPECT_FALSE(event.body.contains("on its way")) << event.body;
    EXPECT_FALSE(event.body.contains("Chris")) << event.body;
  }
}

}  // namespace
}  // namespace kith::conversation
