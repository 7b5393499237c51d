// SPDX-License-Identifier: Apache-2.0
#include "conversation/erase_list.h"

#include <gmock/gmock.h>

#include "conversation/tests/erase_fixture.h"

namespace kith::conversation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class EraseList : public EraseFixture {
 protected:
  std::string list(std::int64_t after = 0) {
    std::string out;
    last = in_transaction([&](store::Transaction& transaction) {
             return append_erasure_list(transaction.reader(), after, out);
           }).value();
    return out;
  }
  std::size_t apply(const std::string& lines) {
    const std::vector<ErasureEntry> entries = read_erasure_list(lines).value();
    const std::size_t count = in_transaction([&](store::Transaction& transaction) {
                                return erasure.apply_list(transaction, entries);
                              }).value();
    finish(erasure);
    return count;
  }
  /// What a backup would be: the whole store as it is now.
  void back_up() { execute("VACUUM INTO '" + folder.file("backup.db") + "'"); }
  /// Puts the rows of the backup back, as a restored store has them.
  void restore() {
    execute("ATTACH '" + folder.file("backup.db") + "' AS backup");
    for (const char* table : {"person", "identity", "conversation", "message", "post_key",
                              "erasure", "job", "outbox", "participant"}) {
      execute(fmt::format("DELETE FROM {0}; INSERT INTO {0} SELECT * FROM backup.{0}", table));
    }
    execute("DETACH backup; INSERT INTO message_search(message_search) VALUES('rebuild')");
  }

  PersonErasure erasure = make_erasure();
  std::int64_t last = 0;
};

TEST_F(EraseList, survives_the_way_through_its_file) {
  const ErasureEntry person{.hash = {1, 2, 0xfe}, .erased_at = {1'790'000'000'000'000}};
  const ErasureEntry post{.kind = ErasedKind::post, .bucket = 24'321, .erased_at = {-5}};
  ASSERT_TRUE(in_transaction([&](store::Transaction& transaction) -> Result<bool> {
    KITH_CHECK(note_erasure(transaction, person));
    KITH_CHECK(note_erasure(transaction, post));
    return true;
  }));
  const std::string lines = list();
  EXPECT_THAT(read_erasure_list(lines).value(), ElementsAre(person, post));
  EXPECT_EQ(last, 2);
  EXPECT_EQ(list(1), lines.substr(lines.find('\n') + 1));
  EXPECT_EQ(list(2), "");
}

TEST_F(EraseList, a_line_that_a_crash_cut_is_passed_over_and_a_wrong_one_refused) {
  ASSERT_TRUE(in_transaction([&](store::Transaction& transaction) -> Result<bool> {
    KITH_CHECK(note_erasure(transaction, {.erased_at = {7}}));
    return true;
  }));
  const std::string line = list();
  for (std::size_t size = 0; size < line.size(); ++size) {
    EXPECT_THAT(read_erasure_list(line.substr(0, size)).value(), IsEmpty());
  }
  const std::string without_end = line.substr(0, line.size() - 1);
  for (std::size_t size = 0; size < without_end.size(); ++size) {
    EXPECT_FALSE(read_erasure_list(line.substr(0, size) + "\n" + line)) << size;
  }
  for (const char* wrong :
       {"x", "kith-erasure-1 person 0 00 7", "kith-erasure-1 identity 0 zz 7"}) {
    const auto read = read_erasure_list(line + wrong + "\n");
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().message, HasSubstr("Line 2"));
  }
}

TEST_F(EraseList, holds_nothing_that_can_be_read) {
  const PersonId person = add_person("Bea");
  write(add_conversation(person), {.text = "a secret"});
  ASSERT_TRUE(erase(erasure, person));
  EXPECT_THAT(list(), Not(HasSubstr("Bea")));
  EXPECT_THAT(list(), Not(HasSubstr("secret")));
}

TEST_F(EraseList, an_older_copy_forgets_who_was_erased_after_it) {
  const PersonId bea = add_person("Bea");
  const PersonId cleo = add_person("Cleo");
  write(add_conversation(bea), {.text = "secret of bea"});
  const MessageId kept = write(add_conversation(cleo), {.text = "secret of cleo"});
  back_up();
  clock.advance(std::chrono::days(1));
  ASSERT_TRUE(erase(erasure, bea));
  const std::string lines = list();
  restore();
  ASSERT_EQ(find("secret").size(), 2U);
  EXPECT_EQ(apply(lines), 1U);
  EXPECT_THAT(find("secret"), ElementsAre(kept));
  EXPECT_EQ(text("SELECT group_concat(name, ',') FROM person ORDER BY id"), ",Cleo");
  EXPECT_THAT(list(), HasSubstr(lines.substr(0, lines.size() - 1)));
  EXPECT_EQ(apply(lines), 0U);
}

TEST_F(EraseList, does_not_touch_who_came_back_after_the_erasure) {
  const PersonId bea = add_person("Bea");
  const std::string hash = text("SELECT hex(native_hash) FROM identity");
  clock.advance(std::chrono::days(1));
  ASSERT_TRUE(erase(erasure, bea));
  const std::string lines = list();
  clock.advance(std::chrono::days(1));
  const PersonId again = add_person("Bea");
  execute("UPDATE identity SET native_hash = x'" + hash + "' WHERE native_id <> ''");
  write(add_conversation(again), {.text = "hello again"});
  EXPECT_EQ(apply(lines), 0U);
  EXPECT_EQ(find("hello").size(), 1U);
}

TEST_F(EraseList, an_older_copy_forgets_single_posts_and_does_not_take_them_again) {
  const MessageId id = write(add_conversation(add_person("Bea")), {.text = "a secret"});
  const PostKey key = post_key(HashKey{}, api_channel, "post-1");
  const PostKey later = post_key(HashKey{}, api_channel, "post-2");
  store::Prepared insert =
      writer->connection().prepare("INSERT INTO post_key VALUES(0, $hash, $id, 0)").value();
  ASSERT_TRUE(insert.run({{"hash", Value::blob(bytes_of(key.hash))}, {"id", id}}));
  back_up();
  ASSERT_TRUE(in_transaction([&](store::Transaction& transaction) -> Result<bool> {
                KITH_CHECK(note_erased_post(transaction, key));
                KITH_CHECK(note_erased_post(transaction, later));
                return erase_text(transaction, id);
              }).value());
  const std::string lines = list();
  restore();
  types_heard();
  EXPECT_EQ(apply(lines), 1U);
  EXPECT_THAT(find("secret"), IsEmpty());
  EXPECT_THAT(types_heard(), ElementsAre("message.deleted.v1"));
  EXPECT_EQ(text("SELECT group_concat(message) FROM (SELECT message FROM post_key "
                 "ORDER BY message)"),
            fmt::format("-1,{}", id.value));
}

TEST_F(EraseList, an_older_copy_forgets_what_an_author_posted_until_their_account_was_gone) {
  const PersonId bea = add_person("Bea");
  const ConversationId thread = add_conversation(bea);
  const MessageId early = write(thread, {.text = "a secret"});
  KeyedHash hash{};
  const std::string bytes = text("SELECT native_hash FROM identity");
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  const Time gone_at = clock.now();
  clock.advance(std::chrono::days(1));
  const MessageId late = write(thread, {.text = "a secret once more"});
  const MessageId other = write(add_conversation(add_person("Cleo")), {.text = "another secret"});
  back_up();
  ASSERT_TRUE(in_transaction([&](store::Transaction& transaction) -> Result<bool> {
                KITH_CHECK(note_erased_author(transaction, hash, gone_at));
                return erase_text(transaction, early);
              }).value());
  const std::string lines = list();
  EXPECT_THAT(read_erasure_list(lines).value(),
              ElementsAre(ErasureEntry{
                  .kind = ErasedKind::author, .bucket = 0, .hash = hash, .erased_at = gone_at}));
  restore();
  EXPECT_EQ(apply(lines), 1U);
  EXPECT_THAT(find("secret"), testing::UnorderedElementsAre(late, other));
  EXPECT_EQ(apply(lines), 0U);
}

TEST_F(EraseList, tells_until_when_an_identity_is_to_be_forgotten) {
  const PersonId bea = add_person("Bea");
  KeyedHash hash{};
  const std::string bytes = text("SELECT native_hash FROM identity");
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  const auto until = [&] {
    return in_transaction([&](store::Transaction& transaction) {
             return erased_until(transaction.reader(), hash);
           })
        .value();
  };
  EXPECT_EQ(until(), Time{});
  ASSERT_TRUE(erase(erasure, bea));
  EXPECT_EQ(until(), clock.now());
}

}  // namespace
}  // namespace kith::conversation
