// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "answer_store.h"
#include "answered.h"
#include "module.h"
#include "support/module_bench.h"

namespace kith::people {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

inline constexpr MemberId anna{11};
inline constexpr MemberId ben{12};
inline constexpr MemberId cleo{13};

/// People on the bench, with the words in which its stories are told.
class PeopleBench : public support::ModuleBench {
 public:
  explicit PeopleBench(std::size_t most_events = 4000)
      : ModuleBench(people::module(), most_events) {}

  void add_conversation(std::int64_t id, std::int64_t root = 0) {
    const std::string number = std::to_string(id);
    execute(
        "INSERT INTO conversation(id, number, channel, subject, person, root, opened_at) "
        "VALUES(" +
        number + ", " + number + ", 1, '', 1, " + std::to_string(root == 0 ? id : root) + ", 1)");
  }
  void add_person(std::int64_t id, bool is_excluded = false) {
    execute("INSERT INTO person(id, name, root, is_excluded, first_seen_at) VALUES(" +
            std::to_string(id) + ", '', " + std::to_string(id) +
            (is_excluded ? ", 1, 1)" : ", 0, 1)"));
  }
  void joins(MemberId member, Department department, bool is_active = true) {
    happens(member.value, MemberChanged{member, department, is_active});
  }

  /// The next message's number: they ascend, as the platform's do.
  MessageId next_message() { return MessageId{++messages_}; }

  /// Somebody asks in a thread, in a conversation where that is another. With a text there is a
  /// message to read.
  MessageId asks(std::int64_t thread, const std::string& text = "", std::int64_t person = 1,
                 std::int64_t conversation = 0) {
    const MessageId message = next_message();
    if (!text.empty()) {
      execute(
          "INSERT INTO message(id, conversation, identity, member, direction, delivery, "
          "needs_reply, posted_at, language, revision, erased_at, text, tags) VALUES(" +
          std::to_string(message.value) + ", " + std::to_string(thread) +
          ", 0, 0, 0, 0, 1, 1, 'en', 1, 0, '" + text + "', '')");
    }
    adds(thread, {.message_id = message, .person_id = {person}, .needs_reply = true}, conversation);
    return message;
  }
  MessageId thanks(std::int64_t thread, std::int64_t person = 1) {
    return adds(thread, {.person_id = {person}});
  }
  MessageId notes(std::int64_t thread, MemberId member) {
    return adds(thread, {.direction = Direction::note, .member_id = member});
  }
  MessageId imports(std::int64_t thread, MemberId member, Time posted_at) {
    return adds(thread, {.direction = Direction::outbound,
                         .member_id = member,
                         .posted_at = posted_at,
                         .is_history = true});
  }
  MessageId adds(std::int64_t thread, MessageAdded body, std::int64_t conversation = 0) {
    body.message_id = body.message_id ? body.message_id : next_message();
    body.thread_id = {thread};
    body.posted_at = body.posted_at ? body.posted_at : clock.now();
    happens(conversation == 0 ? thread : conversation, body);
    return body.message_id;
  }
  MessageId answers(std::int64_t thread, MemberId member, std::int64_t person = 1,
                    std::int64_t conversation = 0) {
    const MessageId message = next_message();
    sends(thread, message, member, person, conversation);
    return message;
  }
  void sends(std::int64_t thread, MessageId message, MemberId member, std::int64_t person = 1,
             std::int64_t conversation = 0) {
    happens(conversation == 0 ? thread : conversation, ReplySent{.message_id = message,
                                                                 .member_id = member,
                                                                 .submitted_at = clock.now(),
                                                                 .thread_id = {thread},
                                                                 .person_id = {person}});
  }
  void becomes(std::int64_t conversation, Status to, Cause cause = Cause::member) {
    happens(conversation, StatusChanged{.to = to, .cause = cause}, anna);
  }
  void answers_handoff(std::int64_t handoff, HandoffState state, MemberId member) {
    happens(handoff, HandoffChanged{.conversation_id = {1}, .state = state}, member);
  }

  /// The verdict on the answer to a question, as of now.
  Verdict verdict_on(MessageId question) {
    settle();
    const auto answered =
        ask([&](QueryContext& context) { return load_answered(context, question); });
    return answered && *answered ? (*answered)->verdict : Verdict::open;
  }
  std::int64_t count(const std::string& table) {
    settle();
    return number("SELECT count(*) FROM " + table);
  }

  /// What a route answers to `who`, who has the permissions of people.
  template <class Output, class Input>
  Result<Output> get(std::string_view path, const Input& input, MemberId who = anna) {
    return call<Output>(HttpMethod::get, path, input, caller(who));
  }

 private:
  std::int64_t messages_ = 1000;
};

class PeopleTest : public testing::Test {
 protected:
  void TearDown() override {
    bench.settle();
    EXPECT_EQ(bench.held(), "");
    EXPECT_EQ(bench.rebuild_difference(), "");
  }

  PeopleBench bench;
};

}  // namespace kith::people
