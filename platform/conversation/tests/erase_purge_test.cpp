// SPDX-License-Identifier: Apache-2.0
// Twenty persons with a word of their own in every place that can hold one: after their erasure no
// answer has them, and after the purge no byte of the files.

#include <gmock/gmock.h>

#include "conversation/erase_columns.h"
#include "conversation/tests/erase_fixture.h"

namespace kith::conversation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ErasePurge : public EraseFixture {
 protected:
  /// Ordinary people around those who go, so that pages fill, split and are merged.
  void write_crowd(int messages) {
    while (threads.size() < 10) {
      threads.push_back(add_conversation(add_person("Somebody " + std::to_string(threads.size()))));
    }
    for (int each = 0; each < messages; ++each) {
      const Time past = clock.now() - std::chrono::minutes(1 + engine() % 500'000);
      const bool is_history = engine() % 5 == 0;
      std::string text;
      for (std::size_t words = 3 + engine() % 40; words > 0; --words) {
        text += "word" + std::to_string(engine() % 4'000) + ' ';
      }
      write(threads[engine() % threads.size()],
            {.text = text, .posted_at = is_history ? past : Time{}});
    }
    clock.advance(std::chrono::minutes(10));
  }

  /// A person with a secret in every place that an erasure is said to reach.
  PersonId write_doomed() {
    const PersonId person = add_person(secret());
    const ConversationId thread = add_conversation(person);
    const MessageId changed = write(thread, {.text = "first " + secret()});
    const Time past = clock.now() - std::chrono::hours(1 + engine() % 9'000);
    write(thread, {.text = secret() + " of old", .posted_at = past});
    const MessageId seen = write(thread, {.text = "long " + std::string(9'000, 'x') + secret()});
    write(thread, {.text = "note on " + secret(), .direction = Direction::note});
    index_all();
    const auto done = in_transaction([&](store::Transaction& transaction) {
      return replace_text(transaction, changed,
                          {.text = "then " + secret(), .html = "<p>" + secret() + "</p>"});
    });
    EXPECT_TRUE(done);
    execute(fmt::format("UPDATE conversation SET last_message = {} WHERE id = {}", seen.value,
                        thread.value));
    must(SubmitReply{
        .conversation = thread, .text = "Dear " + secret(), .sender = ada, .seen = seen});
    must(AskHandoff{.conversation = thread,
                    .from = Department::service,
                    .to = Department::product,
                    .question = "What of " + secret()});
    must(MakePromise{
        .conversation = thread, .owner = ada, .due = clock.now(), .text = "call " + secret()});
    execute(fmt::format(
        "UPDATE conversation SET subject = '{0}' WHERE id = {1};"
        "UPDATE handoff SET answer = '{2}' WHERE conversation = {1};"
        "UPDATE identity SET native_id = '{3}', name = '{4}', evidence = '{5}' WHERE person = {6};"
        "INSERT INTO attribute VALUES(4, {6}, '{7}', '{8}', 7, 0);"
        "INSERT INTO attribute VALUES(6, {1}, '{9}', '{10}', 7, 0);"
        "INSERT INTO reading VALUES({11}, '{12}', '{13}', 1, 0, 0, '{14}');"
        "INSERT INTO attachment VALUES({11}, {11}, '{15}', '{16}', 1, CAST('{17}' AS BLOB), "
        "'{18}', '{19}');"
        "UPDATE outbox SET recipients = '[\"{20}\"]' WHERE conversation = {1}",
        secret(), thread.value, secret(), secret(), secret(), secret(), person.value, secret(),
        secret(), secret(), secret(), changed.value, secret(), secret(), secret(), secret(),
        secret(), secret(), secret(), secret(), secret()));
    return person;
  }

  /// The secrets that an answer could still give.
  std::vector<std::string> told_secrets() {
    std::vector<std::string> told;
    for (const std::string& word : secrets) {
      if (!find(word).empty()) {
        told.push_back(word);
      }
    }
    return told;
  }

  std::vector<ConversationId> threads;
};

TEST_F(ErasePurge, twenty_erased_persons_are_nowhere_any_more) {
  std::vector<PersonId> doomed;
  for (int each = 0; each < 20; ++each) {
    write_crowd(60);
    doomed.push_back(write_doomed());
    index_all();
  }
  write_crowd(60);
  execute("PRAGMA wal_checkpoint(TRUNCATE)");
  EXPECT_EQ(readable_secrets().size(), secrets.size()) << "the search for them must find them";
  const std::int64_t crowd = number("SELECT count(*) FROM message WHERE text LIKE '%word%'");
  PersonErasure erasure = make_erasure();
  for (const PersonId person : doomed) {
    ASSERT_TRUE(erase(erasure, person));
  }
  EXPECT_THAT(told_secrets(), IsEmpty());
  finish(erasure);
  index_all();
  finish_purge();
  RecordProperty("readable_after_the_paced_purge", static_cast<int>(readable_secrets().size()));
  ASSERT_TRUE(purge->purge_now(*writer));
  EXPECT_THAT(readable_secrets(), IsEmpty());
  EXPECT_EQ(removed_blobs.size(), 20U);
  EXPECT_EQ(number("SELECT count(*) FROM message WHERE text LIKE '%word%'"), crowd);
  EXPECT_EQ(number("SELECT due_since FROM purge"), 0);
  EXPECT_EQ(text("PRAGMA integrity_check"), "ok");
  expect_whole_index();
  const auto report = store::verify_log(writer->connection());
  EXPECT_EQ(report.value().broken_at, 0) << report->reason;
}

TEST_F(ErasePurge, in_pieces_leaves_nothing_in_the_index_the_free_pages_and_the_log) {
  write_crowd(400);
  const ConversationId thread = add_conversation(add_person("Bea"));
  std::vector<MessageId> ids;
  for (int each = 0; each < 60; ++each) {
    ids.push_back(write(thread, {.text = std::string(5'000, 'y') + ' ' + secret()}));
  }
  index_all();
  execute("PRAGMA wal_checkpoint(TRUNCATE)");
  ASSERT_EQ(readable_secrets().size(), secrets.size());
  for (const MessageId id : ids) {
    ASSERT_TRUE(in_transaction([&](store::Transaction& transaction) {
                  return erase_text(transaction, id);
                }).value());
  }
  EXPECT_FALSE(readable_secrets().empty()) << "without a purge there is something to find";
  finish_purge();
  EXPECT_THAT(readable_secrets(), IsEmpty());
  EXPECT_EQ(number("PRAGMA freelist_count") > 0, true);
  EXPECT_EQ(number("SELECT count(*) FROM purge_filler"), 0);
  expect_whole_index();
}

TEST_F(ErasePurge, has_nothing_to_do_where_nothing_was_erased) {
  write_crowd(5);
  EXPECT_FALSE(purge->step(*writer).value());
  EXPECT_EQ(number("SELECT due_since FROM purge"), 0);
}

TEST_F(ErasePurge, stays_due_when_something_was_erased_while_it_ran) {
  write_crowd(20);
  const MessageId first = write(threads[0], {.text = "one"});
  const MessageId second = write(threads[0], {.text = "two"});
  const auto take = [&](MessageId id) {
    EXPECT_TRUE(in_transaction([&](store::Transaction& transaction) {
                  return erase_text(transaction, id);
                }).value());
  };
  take(first);
  const std::int64_t due = number("SELECT due_since FROM purge");
  ASSERT_TRUE(purge->step(*writer).value());
  clock.advance(std::chrono::minutes(1));
  take(second);
  finish_purge();
  EXPECT_EQ(number("SELECT due_since FROM purge"), due);
  finish_purge();
  EXPECT_EQ(number("SELECT due_since FROM purge"), 0);
}

TEST_F(ErasePurge, waits_for_readers_that_hold_the_log) {
  write_crowd(5);
  const MessageId id = write(threads[0], {.text = "one"});
  std::optional<store::ReaderPool::Lease> lease(readers.acquire().value());
  EXPECT_EQ(purge_due_since(**lease).value(), Time{});
  ASSERT_TRUE(in_transaction([&](store::Transaction& transaction) {
                return erase_text(transaction, id);
              }).value());
  Result<bool> stepped = true;
  while (stepped && *stepped) {
    stepped = purge->step(*writer);
  }
  ASSERT_FALSE(stepped);
  EXPECT_EQ(stepped.error().code, ErrorCode::unavailable);
  EXPECT_NE(number("SELECT due_since FROM purge"), 0);
  lease.reset();
  finish_purge();
  EXPECT_EQ(number("SELECT due_since FROM purge"), 0);
}

TEST_F(ErasePurge, keeps_files_that_other_messages_use) {
  write_crowd(1);
  const MessageId id = write(threads[0], {.text = "one"});
  const MessageId other = write(threads[0], {.text = "two"});
  execute(
      fmt::format("INSERT INTO attachment VALUES(1, {}, 'a', 'b', 1, x'aa', '', 'stored');"
                  "INSERT INTO attachment VALUES(2, {}, 'a', 'b', 1, x'aa', '', 'stored');"
                  "INSERT INTO attachment VALUES(3, {}, 'a', 'b', 1, x'bb', '', 'stored')",
                  id.value, other.value, id.value));
  ASSERT_TRUE(in_transaction([&](store::Transaction& transaction) {
                return erase_text(transaction, id);
              }).value());
  finish_purge();
  EXPECT_THAT(removed_blobs, ElementsAre("\xbb"));
  EXPECT_EQ(number("SELECT count(*) FROM erased_blob"), 0);
}

TEST_F(ErasePurge, every_column_that_can_hold_text_is_spoken_of) {
  EXPECT_THAT(unspoken_columns(writer->connection(), erased_columns()).value(), IsEmpty());
}

TEST_F(ErasePurge, a_module_without_a_word_on_its_columns_does_not_start) {
  execute("CREATE TABLE diary_page(id INTEGER PRIMARY KEY, entry TEXT, mood TEXT)");
  static constexpr TextColumn columns[] = {
      {"diary_page", "entry", Noun::message, "what was said"},
      {"diary_page", "mood", std::nullopt, "a word of the module's own"}};
  static constexpr Eraser erasers[] = {
      {Noun::message, [](EraseContext&, std::int64_t) { return Result<void>(); }}};
  static constexpr Eraser others[] = {
      {Noun::person, [](EraseContext&, std::int64_t) { return Result<void>(); }}};
  static constexpr Module whole{.name = "diary", .erasers = erasers, .text_columns = columns};
  static constexpr Module silent{.name = "diary", .erasers = erasers};
  static constexpr Module without{.name = "diary", .erasers = others, .text_columns = columns};
  const auto check = [this](const Module& module) {
    const Module* const modules[] = {&module};
    const Result<void> checked = check_text_columns(writer->connection(), modules);
    return checked ? "" : checked.error().message;
  };
  EXPECT_EQ(check(whole), "");
  EXPECT_EQ(
      check(silent),
      "Nobody said what becomes of diary_page.entry, diary_page.mood when a person is erased.");
  EXPECT_EQ(check(without),
            "The module diary keeps what people said or are called in diary_page.entry, and "
            "nothing of it empties that: an eraser does in a record, an apply of what is erased in "
            "a projection.");
}

template <class Body>
Result<void> fold(ApplyContext&, const Event<Body>&) {
  return {};
}

TEST_F(ErasePurge, a_projection_forgets_by_folding_what_is_erased) {
  execute("CREATE TABLE diary_page(id INTEGER PRIMARY KEY, entry TEXT)");
  static constexpr Migration migrations[] = {
      {"diary", 1, "pages", "-- projection\nCREATE TABLE diary_page(id INTEGER, entry TEXT);"}};
  static constexpr TextColumn columns[] = {{"diary_page", "entry", Noun::message, "what was said"}};
  static constexpr Eraser erasers[] = {
      {Noun::message, [](EraseContext&, std::int64_t) { return Result<void>(); }}};
  static constexpr Subscription subscriptions[] = {on<&fold<MessageDeleted>>()};
  static constexpr Subscription others[] = {on<&fold<PersonErased>>()};
  const auto starts_with = [this](std::span<const Subscription> subscribed) {
    const Module module{.name = "diary",
                        .migrations = migrations,
                        .subscriptions = subscribed,
                        .erasers = erasers,
                        .text_columns = columns};
    const Module* const modules[] = {&module};
    return check_text_columns(writer->connection(), modules).has_value();
  };
  EXPECT_TRUE(starts_with(subscriptions));
  EXPECT_FALSE(starts_with(others));
  EXPECT_FALSE(starts_with({})) << "an eraser writes no projection";
}

TEST_F(ErasePurge, a_new_column_that_nobody_spoke_of_is_noticed) {
  execute("CREATE TABLE diary(id INTEGER PRIMARY KEY, entry TEXT); DROP TABLE participant");
  EXPECT_THAT(unspoken_columns(writer->connection(), erased_columns()).value(),
              ElementsAre("diary.entry", "participant.role is not there"));
}

}  // namespace
}  // namespace kith::conversation
