// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "base/described_reader.h"
#include "conversation/conversation_row.h"
#include "conversation/fts5_tokenizer.h"
#include "conversation/outbox.h"
#include "conversation/statements.h"
#include "conversation/verbs.h"
#include "conversation_migrations.h"
#include "events/statements.h"
#include "events_migrations.h"
#include "store/tests/store_fixture.h"

namespace kith::conversation {

/// The colleagues of the tests.
class FewMembers final : public MemberDirectory {
 public:
  std::optional<std::string> name_of(MemberId member) const override {
    switch (member.value) {
      case 7: return "Ada";
      case 8: return "Grace";
      default: return std::nullopt;
    }
  }
};

inline constexpr MemberId ada{7};
inline constexpr MemberId grace{8};
inline constexpr ChannelId api_channel{1};
inline constexpr ChannelId import_channel{2};

/// A migrated workspace with two channels and two colleagues, its writer not started.
class ConversationFixture : public testing::Test {
 protected:
  void SetUp() override {
    auto connection = store::Connection::open(path(), store::OpenMode::read_write);
    ASSERT_TRUE(connection) << connection.error().detail;
    registry.add_extension(register_tokenizer);
    ASSERT_TRUE(registry.extend(*connection));
    // What is tested here is not whether the disk keeps its word.
    ASSERT_TRUE(connection->execute("PRAGMA synchronous=OFF"));
    for (const std::span<const Migration> steps :
         {std::span<const Migration>(store_migrations),
          std::span<const Migration>(events_migrations),
          std::span<const Migration>(conversation_migrations)}) {
      const auto migrated = store::migrate(*connection, steps, clock.now());
      ASSERT_TRUE(migrated) << migrated.error().message << migrated.error().detail;
    }
    registry.add({"conversation", store::Rights::platform}, statements());
    events::register_statements(registry);
    auto created = store::Writer::create({.path = path()}, registry, clock);
    ASSERT_TRUE(created) << created.error().message << created.error().detail;
    writer = std::move(*created);
    writer->on_publish([this](std::vector<store::LoggedEvent> committed) {
      for (store::LoggedEvent& event : committed) {
        log.push_back(std::move(event));
      }
    });
    mints = std::make_unique<Mints>(Mints::open(writer->connection()).value());
    writer->on_rollback([this] { mints->forget(); });
    verbs = std::make_unique<Verbs>(*mints, random, members, Verbs::Settings{});
    execute("PRAGMA synchronous=OFF");
    execute(
        "INSERT INTO workspace VALUES(1, 'Test', 'UTC', zeroblob(32), 0);"
        "INSERT INTO channel VALUES(1, 'api', 'shop', '{}', x'', '', 'ok', 1, 0);"
        "INSERT INTO channel VALUES(2, 'twcs', 'history', '{}', x'', '', 'ok', 1, 0)");
  }

  std::string path() const { return folder.file("kith.db"); }

  void execute(const std::string& sql) {
    const auto done = writer->connection().execute(sql);
    ASSERT_TRUE(done) << done.error().detail;
  }
  std::int64_t number(std::string_view sql) { return writer->connection().number(sql).value(); }
  std::string text(std::string_view sql) {
    store::Prepared statement = writer->connection().prepare(sql).value();
    return statement.step().value() ? std::string(statement.text(0)) : "";
  }

  /// Runs `work` as one piece on the writer.
  template <class Work>
  auto in_transaction(Work work) -> decltype(work(std::declval<store::Transaction&>())) {
    std::optional<decltype(work(std::declval<store::Transaction&>()))> result;
    const auto ran =
        writer->run(store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
          result = work(transaction);
          return *result ? Result<void>() : std::unexpected(result->error());
        });
    EXPECT_EQ(ran.has_value(), result->has_value());
    return *std::move(result);
  }

  Result<std::int64_t> apply(const Verb& verb, const events::Actor& actor = {.member = ada}) {
    return in_transaction(
        [&](store::Transaction& transaction) { return verbs->apply(transaction, actor, verb); });
  }
  /// The number that a verb created; the test fails when it is refused.
  std::int64_t must(const Verb& verb, const events::Actor& actor = {.member = ada}) {
    const Result<std::int64_t> result = apply(verb, actor);
    EXPECT_TRUE(result) << result.error().message << " " << result.error().detail;
    return result.value_or(0);
  }

  PersonId add_person(const std::string& name, ChannelId channel = api_channel) {
    const PersonId person = mints->next_person(clock.now());
    const IdentityId identity = mints->next_identity(clock.now());
    execute(
        fmt::format("INSERT INTO person(id, name, root, first_seen_at) VALUES({0}, '{1}', {0}, "
                    "{2});"
                    "INSERT INTO identity VALUES({3}, {4}, randomblob(16), '{1}@shop', '{1}', "
                    "{0}, 'test')",
                    person.value, name, clock.now().microseconds, identity.value, channel.value));
    return person;
  }

  ConversationId add_conversation(PersonId person, ChannelId channel = api_channel) {
    const ConversationId id = mints->next_conversation(clock.now());
    execute(
        fmt::format("INSERT INTO conversation(id, number, channel, subject, person, root, "
                    "opened_at) VALUES({0}, {1}, {2}, 'About {1}', {3}, {0}, {4})",
                    id.value, mints->next_conversation_number(), channel.value, person.value,
                    clock.now().microseconds));
    return id;
  }

  enum class Asks { answer, nothing };

  /// Somebody writes, as intake stores it: the message with its thread, the figures with the root.
  MessageId add_inbound(ConversationId thread, Asks asks = Asks::answer) {
    const MessageId id = mints->next_message(clock.now());
    execute(fmt::format(
        "INSERT INTO message SELECT {0}, {1}, identity.id, 0, 0, 0, {2}, {3}, 'en', 1, 0, "
        "'message {0}', NULL, '' FROM conversation JOIN identity "
        "ON identity.person = conversation.person WHERE conversation.id = {1} "
        "ORDER BY identity.id LIMIT 1;"
        "UPDATE conversation SET last_message = {0}, last_at = {3}, messages = messages + 1, "
        "waiting_since = CASE WHEN {2} = 0 THEN 0 WHEN waiting_since = 0 THEN {3} "
        "ELSE waiting_since END, status = CASE WHEN status = 0 THEN 0 ELSE 0 END, "
        "snoozed_until = 0 WHERE id = (SELECT root FROM conversation WHERE id = {1})",
        id.value, thread.value, asks == Asks::answer ? 1 : 0, clock.now().microseconds));
    return id;
  }

  ConversationRow row(ConversationId id) {
    return in_transaction([&](store::Transaction& transaction) {
             return load_conversation(transaction.reader(), id);
           })
        .value();
  }

  /// The events that were published since the last call, by type.
  std::vector<std::string> types_heard() {
    std::vector<std::string> types;
    for (const store::LoggedEvent& event : log) {
      types.emplace_back(event.head.type);
    }
    log.clear();
    return types;
  }
  /// The body of the newest event, which must be of this type.
  template <class Body>
  Body last_event() {
    EXPECT_FALSE(log.empty());
    EXPECT_EQ(log.back().head.type, Body::event_type);
    return read_json<Body>(log.back().body, Strictness::tolerant).value();
  }

  store::TemporaryFolder folder;
  ManualClock clock{Time{1'790'000'000'000'000}};
  SeededRandom random{1};
  FewMembers members;
  store::StatementRegistry registry;
  std::unique_ptr<store::Writer> writer;
  std::unique_ptr<Mints> mints;
  PostKeyFilter keys;
  std::unique_ptr<Verbs> verbs;
  std::vector<store::LoggedEvent> log;
};

}  // namespace kith::conversation
