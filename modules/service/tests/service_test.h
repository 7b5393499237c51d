// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "case_store.h"
#include "events.h"
#include "module.h"
#include "support/module_bench.h"

namespace kith::service {

using std::chrono::hours;
using std::chrono::minutes;

inline constexpr MemberId anna{11};
inline constexpr MemberId ben{12};

/// A moment of the week of Monday, 2026-01-05, UTC.
inline Time at(int day, int hour, int minute = 0) {
  return Time{1'767'571'200'000'000} + std::chrono::days(day) + hours(hour) + minutes(minute);
}

/// Service on the bench, with the words in which its stories are told. Time stands at Monday nine
/// o'clock until a story moves it.
class ServiceBench : public support::ModuleBench {
 public:
  explicit ServiceBench(std::size_t most_events = 4000)
      : ModuleBench(service::module(), most_events) {
    clock.set(at(0, 9));
  }

  void open_conversation(std::int64_t conversation, std::int64_t person = 1) {
    const std::string id = std::to_string(conversation);
    execute(
        "INSERT INTO conversation(id, number, channel, subject, person, root, opened_at) "
        "VALUES(" +
        id + ", " + id + ", 1, '', " + std::to_string(person) + ", " + id + ", 1)");
  }
  void add_person(std::int64_t person, bool is_excluded = false) {
    execute("INSERT INTO person(id, name, root, is_excluded, first_seen_at) VALUES(" +
            std::to_string(person) + ", '', " + std::to_string(person) +
            (is_excluded ? ", 1, 1)" : ", 0, 1)"));
  }

  /// The next message's number: they ascend, as the platform's do.
  MessageId next_message() { return MessageId{++messages_}; }

  /// Somebody writes now, in `thread` where it is another than the conversation.
  MessageId asks(std::int64_t conversation, std::int64_t thread = 0) {
    return adds(conversation, {.thread_id = {thread}, .needs_reply = true});
  }
  MessageId says(std::int64_t conversation) { return adds(conversation, {}); }
  MessageId adds(std::int64_t conversation, MessageAdded body) {
    body.message_id = next_message();
    body.thread_id = body.thread_id ? body.thread_id : ConversationId{conversation};
    body.posted_at = body.posted_at ? body.posted_at : clock.now();
    happens(conversation, body);
    return body.message_id;
  }
  MessageId imports(std::int64_t conversation, Direction direction, Time posted_at) {
    return adds(conversation, {.direction = direction,
                               .posted_at = posted_at,
                               .needs_reply = direction == Direction::inbound,
                               .is_history = true});
  }
  MessageId answers(std::int64_t conversation, MemberId member = anna) {
    const MessageId message = next_message();
    sends(conversation, message, member);
    return message;
  }
  void sends(std::int64_t conversation, MessageId message, MemberId member = anna) {
    happens(conversation,
            ReplySent{.message_id = message, .member_id = member, .submitted_at = clock.now()});
  }
  void becomes(std::int64_t conversation, Status to, Cause cause = Cause::member,
               MemberId actor = anna) {
    happens(conversation, StatusChanged{.to = to, .cause = cause}, actor);
  }
  void merges(std::int64_t from, std::int64_t into, std::optional<Time> waiting_since,
              Status status = Status::open) {
    happens(into, ConversationMerged{.from = {from},
                                     .into = {into},
                                     .into_status = status,
                                     .into_waiting_since = waiting_since});
  }

  /// The case as it is stored, once everything has settled.
  Case case_now(std::int64_t conversation) {
    settle();
    const auto row = ask([&](QueryContext& context) {
      return CaseTable::load(context.reader(), ConversationId{conversation});
    });
    return row && *row ? **row : Case{};
  }
  CaseState state_of(std::int64_t conversation) { return case_now(conversation).state(); }

 private:
  std::int64_t messages_ = 1000;
};

class ServiceTest : public testing::Test {
 protected:
  void TearDown() override {
    bench.settle();
    EXPECT_EQ(bench.held(), "");
    EXPECT_EQ(bench.rebuild_difference(), "");
  }

  ServiceBench bench;
};

}  // namespace kith::service
