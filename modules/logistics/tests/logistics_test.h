// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "episode_actions.h"
#include "events.h"
#include "module.h"
#include "support/module_bench.h"
#include "watches_api.h"

namespace kith::logistics {

using std::chrono::hours;
using std::chrono::minutes;

inline constexpr MemberId anna{11};

/// A moment of the week of Monday, 2026-01-05, UTC.
inline Time at(int day, int hour, int minute = 0) {
  return Time{1'767'571'200'000'000} + std::chrono::days(day) + hours(hour) + minutes(minute);
}

/// Logistics on the bench, with the words in which its stories are told. Person n writes in
/// conversation n. Time stands at Monday nine o'clock until a story moves it.
class LogisticsBench : public support::ModuleBench {
 public:
  explicit LogisticsBench(std::size_t most_events = 4000)
      : ModuleBench(logistics::module(), most_events) {
    clock.set(at(0, 9));
  }

  /// A watch on these words of the topic.
  WatchId watches(const std::string& name, std::vector<std::string> terms,
                  std::int64_t alarm_at = usual_alarm) {
    const auto made = call<WatchView>(
        HttpMethod::post, "/watches",
        CreateWatch{
            .name = name, .topic = name, .topic_terms = std::move(terms), .alarm_at = alarm_at},
        caller(anna));
    EXPECT_TRUE(made) << made.error().message;
    return made ? made->id : WatchId{};
  }

  void add_person(std::int64_t person, bool is_excluded = false) {
    const std::string id = std::to_string(person);
    execute("INSERT INTO person(id, name, root, is_excluded, first_seen_at) VALUES(" + id +
            ", '', " + id + (is_excluded ? ", 1, 1)" : ", 0, 1)"));
    execute(
        "INSERT INTO identity(id, channel, native_hash, native_id, name, person, evidence) "
        "VALUES(" +
        id + ", 1, '" + id + "', '', '', " + id + ", '')");
    execute(
        "INSERT INTO conversation(id, number, channel, subject, person, root, opened_at) VALUES(" +
        id + ", " + id + ", 1, '', " + id + ", " + id + ", 1)");
  }
  void add_persons(std::int64_t first, std::int64_t last) {
    for (std::int64_t person = first; person <= last; ++person) {
      add_person(person);
    }
  }
  void becomes_part_of(std::int64_t person, std::int64_t whole) {
    execute("UPDATE person SET root = " + std::to_string(whole) +
            " WHERE id = " + std::to_string(person));
  }

  /// A person writes now, or wrote at `posted_at` what is imported now.
  MessageId says(std::int64_t person, const std::string& text, Time posted_at = {},
                 Direction direction = Direction::inbound) {
    const MessageId message{++messages_};
    const bool is_history = static_cast<bool>(posted_at);
    posted_at = is_history ? posted_at : clock.now();
    execute(
        "INSERT INTO message(id, conversation, identity, member, direction, delivery, needs_reply, "
        "posted_at, language, revision, erased_at, text, tags) VALUES(" +
        std::to_string(message.value) + ", " + std::to_string(person) + ", " +
        std::to_string(person) + ", 0, " + std::to_string(static_cast<int>(direction)) +
        ", 0, 0, " + std::to_string(posted_at.microseconds) + ", 'en', 1, 0, '" + text + "', '')");
    happens(person, MessageAdded{.message_id = message,
                                 .thread_id = {person},
                                 .person_id = {person},
                                 .direction = direction,
                                 .posted_at = posted_at,
                                 .is_history = is_history});
    return message;
  }
  void changes(std::int64_t person, MessageId message, const std::string& text) {
    execute("UPDATE message SET revision = revision + 1, text = '" + text +
            "' WHERE id = " + std::to_string(message.value));
    happens(person, MessageEdited{.message_id = message, .revision = 2, .thread_id = {person}});
  }
  void deletes(std::int64_t person, MessageId message) {
    execute("UPDATE message SET text = '', erased_at = 1 WHERE id = " +
            std::to_string(message.value));
    happens(person, MessageDeleted{message});
  }
  /// Persons `first` to `last` write within a minute.
  void storm(std::int64_t first, std::int64_t last, const std::string& text) {
    for (std::int64_t person = first; person <= last; ++person) {
      says(person, text);
    }
    settle();
  }

  Result<std::vector<EpisodeView>> episodes(ListEpisodes input = {}) {
    auto page = call<Page<EpisodeView>>(HttpMethod::get, "/episodes", input, caller(anna));
    KITH_TRY(page);
    return std::move(page->items);
  }
  Result<EpisodeView> episode(EpisodeId id) {
    return call<EpisodeView>(HttpMethod::get, "/episodes/{episode_id}", OneEpisode{id},
                             caller(anna));
  }
  template <class Input>
  Result<EpisodeView> act(const std::string& step, const Input& input,
                          std::optional<std::int64_t> revision = {}) {
    return call<EpisodeView>(HttpMethod::post, "/episodes/{episode_id}/" + step, input,
                             caller(anna), revision);
  }

 private:
  std::int64_t messages_ = 1000;
};

class LogisticsTest : public testing::Test {
 protected:
  void TearDown() override {
    bench.settle();
    EXPECT_EQ(bench.held(), "");
    EXPECT_EQ(bench.rebuild_difference(), "");
  }

  /// A watch on cracks that has learnt for ten days that nobody speaks of them, and forty people.
  WatchId quiet_watch() {
    const WatchId watch = bench.watches("cracks", {"crack", "cracked lid"});
    bench.add_persons(1, 60);
    bench.says(60, "a crack");
    bench.clock.advance(std::chrono::days(10));
    return watch;
  }

  LogisticsBench bench;
};

}  // namespace kith::logistics
