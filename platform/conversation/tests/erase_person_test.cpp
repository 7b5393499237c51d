// SPDX-License-Identifier: Apache-2.0
#include "conversation/erase_person.h"

#include <gmock/gmock.h>

#include "conversation/tests/erase_fixture.h"

namespace kith::conversation {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

class ErasePerson : public EraseFixture {
 protected:
  void SetUp() override {
    EraseFixture::SetUp();
    person = add_person("Bea");
    thread = add_conversation(person);
  }
  void mix_in(PersonId other) {
    execute(
        fmt::format("INSERT INTO participant VALUES({}, {}, 'author')", thread.value, other.value));
  }
  std::string text_of(MessageId id) {
    return text(fmt::format("SELECT text FROM message WHERE id = {}", id.value));
  }

  PersonErasure erasure = make_erasure();
  PersonId person;
  ConversationId thread;
};

TEST_F(ErasePerson, nothing_they_said_or_were_told_stays) {
  const MessageId theirs = write(thread, {.text = "a secret"});
  const MessageId ours = write(thread, {.text = "Dear Bea", .direction = Direction::outbound});
  const MessageId note = write(thread, {.text = "Bea calls often", .direction = Direction::note});
  index_all();
  const MessageId unindexed = write(thread, {.text = "one more secret"});
  ASSERT_TRUE(erase(erasure, person));
  for (const MessageId id : {theirs, ours, note, unindexed}) {
    EXPECT_EQ(text_of(id), "");
  }
  EXPECT_THAT(find("secret OR bea"), IsEmpty());
  EXPECT_EQ(text("SELECT name FROM person"), "");
  EXPECT_EQ(text("SELECT native_id || name || evidence FROM identity"), "erased");
  EXPECT_EQ(text("SELECT subject FROM conversation"), "");
  index_all();
  expect_whole_index();
}

TEST_F(ErasePerson, what_was_noted_beside_the_thread_goes_too) {
  must(AskHandoff{.conversation = thread,
                  .from = Department::service,
                  .to = Department::product,
                  .question = "Bea asks"});
  must(MakePromise{
      .conversation = thread, .owner = ada, .due = clock.now(), .text = "call Bea back"});
  must(DraftReply{.conversation = thread, .text = "Dear Bea"});
  execute(
      fmt::format("INSERT INTO attribute VALUES({}, {}, 'street', 'Elm', 7, 0);"
                  "INSERT INTO attribute VALUES({}, {}, 'order', '17', 7, 0)",
                  static_cast<int>(Noun::person), person.value,
                  static_cast<int>(Noun::conversation), thread.value));
  ASSERT_TRUE(erase(erasure, person));
  EXPECT_EQ(text("SELECT question || answer FROM handoff"), "");
  EXPECT_EQ(text("SELECT text FROM promise"), "");
  EXPECT_EQ(text("SELECT text || state FROM draft"), "3") << "nobody can send it any more";
  EXPECT_EQ(number("SELECT count(*) FROM attribute"), 0);
}

TEST_F(ErasePerson, events_tell_what_is_gone_and_hold_nothing_of_it) {
  const MessageId first = write(thread, {.text = "one"});
  const MessageId second = write(thread, {.text = "two"});
  types_heard();
  ASSERT_TRUE(erase(erasure, person));
  EXPECT_EQ(last_event<StatusChanged>().to, Status::resolved);
  EXPECT_THAT(types_heard(), ElementsAre("person.erased.v1", "message.deleted.v1",
                                         "message.deleted.v1", "conversation.status_changed.v1"));
  EXPECT_EQ(number(fmt::format("SELECT count(*) FROM log_event WHERE body LIKE '%{}%' "
                               "OR body LIKE '%{}%'",
                               first.value, second.value)),
            4);
  EXPECT_EQ(number("SELECT count(*) FROM log_event WHERE actor = 7"), 4);
  const auto report = store::verify_log(writer->connection());
  EXPECT_EQ(report.value().broken_at, 0) << report->reason;
}

TEST_F(ErasePerson, all_who_were_merged_into_them_go_and_nobody_else) {
  const PersonId other = add_person("Beatrice");
  const PersonId stranger = add_person("Cleo");
  const ConversationId others = add_conversation(other);
  const ConversationId strangers = add_conversation(stranger);
  write(thread, {.text = "secret one"});
  write(others, {.text = "secret two"});
  const MessageId kept = write(strangers, {.text = "secret three"});
  must(MergePersons{.from = other, .into = person});
  ASSERT_TRUE(erase(erasure, other));
  EXPECT_THAT(find("secret"), ElementsAre(kept));
  EXPECT_EQ(number("SELECT count(*) FROM person WHERE erased_at > 0 AND name = ''"), 2);
  EXPECT_EQ(number("SELECT count(*) FROM person WHERE name = 'Cleo' AND erased_at = 0"), 1);
}

TEST_F(ErasePerson, what_they_said_in_conversations_of_others_goes_and_the_rest_stays) {
  const PersonId opener = add_person("Cleo");
  const ConversationId others = add_conversation(opener);
  const MessageId before = write(others, {.text = "a question"});
  const MessageId theirs = write(others, {.text = "my secret", .author = person});
  const MessageId ours = write(others, {.text = "an answer", .direction = Direction::outbound});
  execute(
      fmt::format("INSERT INTO participant VALUES({}, {}, 'author')", others.value, person.value));
  ASSERT_TRUE(erase(erasure, person));
  EXPECT_EQ(text_of(theirs), "");
  EXPECT_EQ(text_of(before), "a question");
  EXPECT_EQ(text_of(ours), "an answer");
  EXPECT_EQ(number("SELECT count(*) FROM conversation WHERE deleted_at = 0"), 1);
}

TEST_F(ErasePerson, a_conversation_in_which_others_took_part_stays_with_what_they_said) {
  const PersonId guest = add_person("Cleo");
  mix_in(guest);
  const MessageId theirs = write(thread, {.text = "my secret"});
  const MessageId guests = write(thread, {.text = "me too", .author = guest});
  ASSERT_TRUE(erase(erasure, person));
  EXPECT_EQ(text_of(theirs), "");
  EXPECT_EQ(text_of(guests), "me too");
  EXPECT_EQ(number("SELECT deleted_at FROM conversation"), 0);
  EXPECT_EQ(text("SELECT subject FROM conversation"), "");
  EXPECT_EQ(row(thread).state.status, Status::open);
}

TEST_F(ErasePerson, nobody_waits_for_an_answer_to_what_was_erased) {
  const PersonId guest = add_person("Cleo");
  mix_in(guest);
  add_inbound(thread);
  ASSERT_TRUE(row(thread).state.waiting_since);
  ASSERT_TRUE(erase(erasure, person));
  EXPECT_FALSE(row(thread).state.waiting_since);
}

TEST_F(ErasePerson, replies_that_wait_are_taken_back_and_addresses_go) {
  const MessageId seen = add_inbound(thread);
  must(SubmitReply{.conversation = thread,
                   .text = "soon",
                   .sender = ada,
                   .seen = seen,
                   .not_before = clock.now() + std::chrono::hours(1)});
  const PersonId opener = add_person("Cleo");
  const ConversationId others = add_conversation(opener);
  execute(
      fmt::format("INSERT INTO participant VALUES({}, {}, 'author')", others.value, person.value));
  const MessageId asked = add_inbound(others);
  must(SubmitReply{.conversation = others, .text = "to both", .sender = ada, .seen = asked});
  EXPECT_EQ(number("SELECT count(*) FROM outbox WHERE recipients LIKE '%Bea%'"), 2);
  ASSERT_TRUE(erase(erasure, person));
  EXPECT_EQ(text("SELECT group_concat(recipients || delivery, ' ') FROM outbox"),
            R"([]6 ["Cleo@shop"]1)");
}

TEST_F(ErasePerson, a_reply_to_them_alone_in_a_conversation_of_another_is_taken_back) {
  const PersonId opener = add_person("Cleo");
  const ConversationId others = add_conversation(opener);
  execute(
      fmt::format("INSERT INTO participant VALUES({}, {}, 'author')", others.value, person.value));
  const MessageId asked = add_inbound(others);
  execute(fmt::format("UPDATE identity SET native_id = '' WHERE person = {}", opener.value));
  must(SubmitReply{.conversation = others, .text = "to one", .sender = ada, .seen = asked});
  ASSERT_TRUE(erase(erasure, person));
  EXPECT_EQ(text("SELECT recipients || delivery FROM outbox"), "[]6");
}

TEST_F(ErasePerson, somebody_with_many_messages_is_hidden_at_once_and_erased_in_pieces) {
  PersonErasure small = make_erasure({.at_once = 3, .in_piece = 3, .looked_through = 4});
  const PersonId guest = add_person("Cleo");
  mix_in(guest);
  const ConversationId alone = add_conversation(person);
  for (int each = 0; each < 7; ++each) {
    write(thread, {.text = "secret here"});
    write(alone, {.text = "secret there"});
  }
  index_all();
  ASSERT_TRUE(erase(small, person));
  EXPECT_THAT(find("secret"), IsEmpty());
  EXPECT_GT(number("SELECT count(*) FROM message WHERE text <> ''"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM kith_message WHERE text <> ''"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM kith_conversation"), 1);
  EXPECT_GT(finish(small), 5);
  EXPECT_EQ(number("SELECT count(*) FROM message WHERE text <> ''"), 0);
  EXPECT_EQ(text("SELECT state || done || ' of ' || total FROM job"), "done14 of 14");
  EXPECT_THAT(types_heard(), Contains("message.deleted.v1").Times(14));
  expect_whole_index();
}

TEST_F(ErasePerson, goes_on_after_a_restart) {
  PersonErasure small = make_erasure({.at_once = 2, .in_piece = 2});
  for (int each = 0; each < 9; ++each) {
    write(thread, {.text = "secret"});
  }
  ASSERT_TRUE(erase(small, person));
  PersonErasure other = make_erasure({.in_piece = 2});
  finish(other);
  EXPECT_EQ(number("SELECT count(*) FROM message WHERE text <> ''"), 0);
  EXPECT_FALSE(in_transaction([](store::Transaction& transaction) {
                 return is_erasure_waiting(transaction.reader());
               }).value());
}

TEST_F(ErasePerson, finds_messages_that_no_conversation_of_theirs_knows_of) {
  const PersonId opener = add_person("Cleo");
  const ConversationId others = add_conversation(opener);
  const MessageId stray = write(others, {.text = "a secret", .author = person});
  ASSERT_TRUE(erase(erasure, person));
  EXPECT_THAT(find("secret"), IsEmpty());
  finish(erasure);
  EXPECT_EQ(text_of(stray), "");
}

TEST_F(ErasePerson, who_writes_again_is_a_new_person) {
  const std::string hash = text("SELECT hex(native_hash) FROM identity");
  ASSERT_TRUE(erase(erasure, person));
  EXPECT_NE(text("SELECT hex(native_hash) FROM identity"), hash);
  EXPECT_EQ(forgotten, 1);
  execute("INSERT INTO identity VALUES(77, 1, x'" + hash +
          "', 'Bea', 'Bea', 4711, 'again');"
          "INSERT INTO person(id, name, root, first_seen_at) VALUES(4711, 'Bea', 4711, 1)");
  ASSERT_TRUE(erase(erasure, PersonId{4711}));
  EXPECT_EQ(number("SELECT count(DISTINCT native_hash) FROM identity"), 2);
}

TEST_F(ErasePerson, twice_or_nobody_is_refused) {
  ASSERT_TRUE(erase(erasure, person));
  EXPECT_EQ(erase(erasure, person).error().code, ErrorCode::conflict);
  EXPECT_EQ(erase(erasure, PersonId{404}).error().code, ErrorCode::not_found);
}

TEST_F(ErasePerson, a_late_repeat_of_an_erased_post_is_known_again) {
  const MessageId id = write(thread, {.text = "a secret"});
  execute(fmt::format("INSERT INTO post_key VALUES(0, x'00112233445566778899aabbccddeeff', {}, {})",
                      id.value, thread.value));
  ASSERT_TRUE(erase(erasure, person));
  finish(erasure);
  EXPECT_EQ(number("SELECT message FROM post_key"), id.value);
}

TEST_F(ErasePerson, a_refused_piece_erases_nothing) {
  write(thread, {.text = "a secret"});
  const auto done = in_transaction([&](store::Transaction& transaction) -> Result<JobId> {
    KITH_TRY(erasure.erase(transaction, person, {}));
    return fail(ErrorCode::rule, "No.");
  });
  EXPECT_FALSE(done);
  EXPECT_EQ(find("secret").size(), 1U);
  EXPECT_EQ(text("SELECT name FROM person"), "Bea");
}

}  // namespace
}  // namespace kith::conversation
