// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <sstream>

#include "act_api.h"
#include "experience_measure.h"
#include "mention_api.h"
#include "mention_audience.h"
#include "mention_events.h"
#include "mention_facets.h"
#include "module.h"
#include "support/module_bench.h"

namespace kith::marketing {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

inline constexpr MemberId mara{21};
inline constexpr std::int64_t forum = 1;  ///< where other people hear it
inline constexpr std::int64_t mail = 2;   ///< where the company alone does

inline constexpr const char* good_word =
    "I have used mine for three years and it still keeps tea hot. I recommend it to everyone.";
inline constexpr const char* bad_word =
    "Mine broke after two weeks and nobody answered. I would not recommend this.";

/// A message, as somebody writes it in a test.
struct Written {
  std::int64_t person = 1;
  std::string text = good_word;
  std::int64_t thread = 0;  ///< 0: one of its own
  std::int64_t channel = forum;
  Direction direction = Direction::inbound;
};

/// Mentions on the bench, with the words in which its stories are told.
class MentionBench : public support::ModuleBench {
 public:
  explicit MentionBench(std::size_t most_events = 4000)
      : ModuleBench(marketing::module(), most_events) {
    add_channel(forum, "forum");
    add_channel(mail, "mail");
  }

  void add_channel(std::int64_t id, const std::string& name) {
    execute(
        words("INSERT INTO channel(id, kind, name, settings, secrets, cursor, health, revision,"
              " created_at) VALUES(",
              id, ", 'api', '", name, "', '', x'', '', '', 1, 1)"));
  }
  /// A person with an address of the same number.
  void add_person(std::int64_t person, bool is_excluded = false) {
    execute(words("INSERT INTO person(id, name, root, is_excluded, first_seen_at) VALUES(", person,
                  ", '', ", person, ", ", is_excluded ? 1 : 0, ", 1)"));
    execute(
        words("INSERT INTO identity(id, channel, native_hash, native_id, name, person, evidence)"
              " VALUES(",
              person, ", 1, CAST(", person, " AS BLOB), '', '', ", person, ", '')"));
  }
  void add_persons(std::int64_t first, std::int64_t last) {
    for (std::int64_t person = first; person <= last; ++person) {
      add_person(person);
    }
  }
  void exclude(std::int64_t person) {
    execute(words("UPDATE person SET is_excluded = 1 WHERE id = ", person));
  }
  void merge_person(std::int64_t from, std::int64_t into) {
    execute(
        words("UPDATE person SET root = ", into, ", merged_into = ", into, " WHERE id = ", from));
    happens(into, PersonMerged{.from = {from}, .into = {into}});
  }
  void unmerge_person(std::int64_t from, std::int64_t into) {
    execute(words("UPDATE person SET root = id, merged_into = 0 WHERE id = ", from));
    happens(into, PersonUnmerged{.from = {from}, .into = {into}});
  }

  MessageId writes(Written written) {
    const MessageId message{++messages_};
    const std::int64_t thread = written.thread != 0 ? written.thread : open(written);
    const bool is_inbound = written.direction == Direction::inbound;
    execute(
        words("INSERT INTO message(id, conversation, identity, member, direction, delivery, "
              "needs_reply, posted_at, language, revision, erased_at, text, tags) VALUES(",
              message.value, ", ", thread, ", ", is_inbound ? written.person : 0, ", 0, ",
              static_cast<int>(written.direction), ", 0, 0, ", clock.now().microseconds,
              ", 'en', 1, 0, '", written.text, "', '')"));
    happens(thread, MessageAdded{.message_id = message,
                                 .thread_id = {thread},
                                 .person_id = {is_inbound ? written.person : 0},
                                 .channel_id = {written.channel},
                                 .direction = written.direction,
                                 .posted_at = clock.now()});
    return message;
  }
  /// The thread that somebody opens in which the next message may stand.
  std::int64_t open(const Written& written) {
    const std::int64_t thread = ++threads_;
    execute(
        words("INSERT INTO conversation(id, number, channel, subject, person, root, opened_at, "
              "last_at) VALUES(",
              thread, ", ", thread, ", ", written.channel, ", '', ", written.person, ", ", thread,
              ", 1, ", clock.now().microseconds, ")"));
    return thread;
  }
  void edits(MessageId message, const std::string& text) {
    execute(words("UPDATE message SET text = '", text,
                  "', revision = revision + 1 WHERE id = ", message.value));
    happens(1, MessageEdited{.message_id = message});
  }
  void deletes(MessageId message) {
    execute(words("UPDATE message SET text = '', erased_at = 5 WHERE id = ", message.value));
    happens(1, MessageDeleted{.message_id = message});
  }

  MentionView shows(MessageId message) {
    const auto view = call<MentionView>(HttpMethod::get, "/messages/{message_id}/mention",
                                        OneMention{message}, caller(mara));
    EXPECT_TRUE(view) << view.error().message;
    return view.value_or(MentionView{});
  }
  Result<MentionView> corrects(MessageId message, Verdict verdict) {
    return call<MentionView>(HttpMethod::put, "/messages/{message_id}/mention",
                             CorrectMention{.message_id = message,
                                            .kind = verdict.kind,
                                            .experience = verdict.experience,
                                            .independence = verdict.independence},
                             caller(mara), shows(message).revision);
  }
  /// A second later, because a window ends before its end.
  WordOfMouthView word_of_mouth(std::int32_t days = 28) {
    clock.advance(seconds(1));
    const auto view = call<WordOfMouthView>(HttpMethod::get, "/word_of_mouth",
                                            GetWordOfMouth{.days = days}, caller(mara));
    EXPECT_TRUE(view) << view.error().message;
    return view.value_or(WordOfMouthView{});
  }
  /// What the gate is told of the 28 days until now.
  std::vector<Observation> experiences() {
    clock.advance(seconds(1));
    settle();
    const Window window{clock.now() - hours(24 * 28), clock.now()};
    auto seen = ask([&](QueryContext& context) { return observe_experience(context, window); });
    EXPECT_TRUE(seen) << seen.error().message;
    return seen.value_or(std::vector<Observation>());
  }

 private:
  /// All parts in a row, for statements.
  template <class... Parts>
  static std::string words(const Parts&... parts) {
    std::ostringstream text;
    (text << ... << parts);
    return text.str();
  }

  std::int64_t messages_ = 1000;
  std::int64_t threads_ = 0;
};

class MentionTest : public testing::Test {
 protected:
  void TearDown() override {
    bench.settle();
    EXPECT_EQ(bench.held(), "");
    EXPECT_EQ(bench.rebuild_difference(), "");
  }

  MentionBench bench;
};

}  // namespace kith::marketing
