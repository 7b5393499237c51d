// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "events.h"
#include "module.h"
#include "opt_outs_api.h"
#include "relationship_store.h"
#include "relationships_api.h"
#include "support/module_bench.h"
#include "thread_store.h"
#include "touches_api.h"

namespace kith::sales {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

inline constexpr MemberId anna{11};
inline constexpr MemberId ben{12};
inline constexpr ChannelId chat{1};

/// So many days after the moment at which every story begins.
inline Time day(int number, int hour = 0) {
  return Time{1'767'571'200'000'000} + days(number) + hours(hour);
}

/// Sales on the bench, with the words in which its stories are told. Conversation N is person N's,
/// where nothing else is said.
class SalesBench : public support::ModuleBench {
 public:
  explicit SalesBench(std::size_t most_events = 4000) : ModuleBench(sales::module(), most_events) {
    clock.set(day(0, 9));
  }

  void add_person(std::int64_t person, bool is_excluded = false) {
    const std::string id = std::to_string(person);
    execute("INSERT INTO person(id, name, root, is_excluded, first_seen_at) VALUES(" + id +
            ", 'Person " + id + "', " + id + (is_excluded ? ", 1, 1)" : ", 0, 1)"));
  }
  void add_conversation(std::int64_t conversation, std::int64_t person) {
    const std::string id = std::to_string(conversation);
    execute(
        "INSERT INTO conversation(id, number, channel, subject, person, root, opened_at) VALUES(" +
        id + ", " + id + ", 1, '', " + std::to_string(person) + ", " + id + ", 1)");
  }
  /// Person N, and their conversation N.
  void add_customer(std::int64_t number) {
    add_person(number);
    add_conversation(number, number);
  }
  /// A row of the shared noun behind a message that was told, for what reads the views.
  void add_message(MessageId message, std::int64_t conversation, std::int64_t person,
                   Direction direction = Direction::inbound) {
    const std::string id = std::to_string(message.value);
    const std::string who = std::to_string(person);
    execute(
        "INSERT OR IGNORE INTO identity(id, channel, native_hash, native_id, name, person, "
        "evidence) VALUES(" +
        who + ", 1, x'" + (who.size() % 2 == 0 ? who : "0" + who) + "', '', '', " + who + ", '')");
    execute(
        "INSERT INTO message(id, conversation, identity, member, direction, delivery, "
        "needs_reply, posted_at, language, revision, erased_at, text, tags) VALUES(" +
        id + ", " + std::to_string(conversation) + ", " +
        (direction == Direction::inbound ? who : "0") + ", 0, " +
        std::to_string(static_cast<int>(direction)) + ", 0, 0, 1, '', 1, 0, 'text', '')");
  }
  void add_promise(std::int64_t promise, std::int64_t person, Time due, MemberId owner = anna) {
    execute(
        "INSERT INTO promise(id, conversation, message, person, owner, state, text, due_at, "
        "revision, created_at) VALUES(" +
        std::to_string(promise) + ", " + std::to_string(person) + ", 0, " + std::to_string(person) +
        ", " + std::to_string(owner.value) + ", 0, 'We call.', " +
        std::to_string(due.microseconds) + ", 1, 1)");
  }
  void merge_persons(std::int64_t from, std::int64_t into) {
    execute("UPDATE person SET merged_into = " + std::to_string(into) +
            ", root = " + std::to_string(into) + " WHERE id = " + std::to_string(from));
    happens(into, PersonMerged{.from = {from}, .into = {into}});
  }
  void unmerge_persons(std::int64_t from, std::int64_t into) {
    execute("UPDATE person SET merged_into = 0, root = id WHERE id = " + std::to_string(from));
    happens(into, PersonUnmerged{.from = {from}, .into = {into}});
  }

  MessageId next_message() { return MessageId{++messages_}; }

  MessageId asks(std::int64_t person, std::int64_t conversation = 0) {
    return adds(conversation != 0 ? conversation : person,
                {.person_id = {person}, .needs_reply = true});
  }
  MessageId says(std::int64_t person, std::int64_t conversation = 0) {
    return adds(conversation != 0 ? conversation : person, {.person_id = {person}});
  }
  MessageId adds(std::int64_t subject, MessageAdded body) {
    body.message_id = next_message();
    body.thread_id = body.thread_id ? body.thread_id : ConversationId{subject};
    body.channel_id = chat;
    body.posted_at = body.posted_at ? body.posted_at : clock.now();
    happens(subject, body);
    return body.message_id;
  }
  MessageId imports(std::int64_t person, Direction direction, Time posted_at) {
    const bool is_theirs = direction == Direction::inbound;
    return adds(person, {.person_id = {is_theirs ? person : 900},
                         .direction = direction,
                         .posted_at = posted_at,
                         .needs_reply = is_theirs,
                         .is_history = true});
  }
  MessageId answers(std::int64_t person, MemberId member = anna, std::int64_t subject = 0) {
    const MessageId message = next_message();
    sends(message, person, member, subject);
    return message;
  }
  void sends(MessageId message, std::int64_t person, MemberId member, std::int64_t subject = 0) {
    happens(subject != 0 ? subject : person, ReplySent{.message_id = message,
                                                       .member_id = member,
                                                       .submitted_at = clock.now(),
                                                       .thread_id = {person},
                                                       .person_id = {person},
                                                       .channel_id = chat});
  }
  void settles_promise(std::int64_t promise, std::int64_t person, PromiseState state,
                       MemberId owner = anna) {
    happens(promise, PromiseChanged{.conversation_id = {person},
                                    .person_id = {person},
                                    .owner_id = owner,
                                    .state = state,
                                    .due = clock.now()});
  }

  Result<TouchView> touch(std::int64_t person, TouchKind kind, MemberId member = anna,
                          std::optional<Time> at = {}) {
    return call<TouchView>(
        HttpMethod::post, "/touches",
        RecordTouch{.person_id = {person}, .kind = kind, .happened_at = at, .note = "Said so."},
        caller(member));
  }
  Result<OptOutView> opt_out(std::int64_t person) {
    return call<OptOutView>(HttpMethod::post, "/opt_outs", RecordOptOut{{person}, "Asked us."},
                            caller(anna));
  }

  RelationshipView card(std::int64_t person) {
    const auto shown = call<RelationshipView>(HttpMethod::get, "/relationships/{person_id}",
                                              OneRelationship{{person}}, caller(anna));
    EXPECT_TRUE(shown) << shown.error().message << " " << shown.error().detail;
    return shown.value_or(RelationshipView{});
  }
  GuardView guard(std::int64_t person) {
    const auto shown = call<GuardView>(HttpMethod::get, "/relationships/{person_id}/guard",
                                       OneRelationship{{person}}, caller(anna));
    EXPECT_TRUE(shown) << shown.error().message << " " << shown.error().detail;
    return shown.value_or(GuardView{});
  }
  Relationship relationship(std::int64_t person) {
    settle();
    const auto row = ask([&](QueryContext& context) {
      return RelationshipTable::load(context.reader(), PersonId{person});
    });
    return row && *row ? **row : Relationship{};
  }
  Thread thread(std::int64_t number) {
    settle();
    const auto row = ask([&](QueryContext& context) {
      return ThreadTable::load(context.reader(), ConversationId{number});
    });
    return row && *row ? **row : Thread{};
  }
  /// Time passes, and what is due then happens.
  void passes(Duration span) {
    settle();
    clock.advance(span);
    fire_timers();
    settle();
  }
  /// Every row that the fold made.
  std::string projections() {
    settle();
    return rows_of("sales_relationship") + rows_of("sales_tie") + rows_of("sales_act") +
           rows_of("sales_thread");
  }

 private:
  std::int64_t messages_ = 1000;
};

class SalesTest : public testing::Test {
 protected:
  void TearDown() override {
    bench.settle();
    EXPECT_EQ(bench.held(), "");
    EXPECT_EQ(bench.rebuild_difference(), "");
  }

  SalesBench bench;
};

}  // namespace kith::sales
