// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/json_writer.h"
#include "conversation/erase_walk.h"
#include "conversation/id_list.h"
#include "conversation/statement_lists.h"
#include "conversation/take_reply_back.h"

namespace kith::conversation {
namespace {

// Others took part in a whole when they wrote in it, or opened a thread of it.
#define KITH_HIDE(in)                                                             \
  "UPDATE conversation SET deleted_at = $now WHERE deleted_at = 0 AND person " in \
  " AND NOT EXISTS (SELECT 1 FROM conversation AS thread WHERE "                  \
  "(thread.id = conversation.root OR "                                            \
  "(thread.root = conversation.root AND thread.root <> thread.id)) "              \
  "AND thread.person <> 0 AND NOT (thread.person " in                             \
  ")) AND NOT EXISTS (SELECT 1 FROM participant JOIN conversation AS thread "     \
  "ON thread.id = participant.conversation WHERE "                                \
  "(thread.id = conversation.root OR "                                            \
  "(thread.root = conversation.root AND thread.root <> thread.id)) "              \
  "AND NOT (participant.person " in "))"
#define KITH_BLANK(in)                                             \
  "UPDATE conversation SET subject = '', revision = revision + 1 " \
  "WHERE subject <> '' AND person " in
#define KITH_ADDRESSES(in) "SELECT native_id FROM identity WHERE native_id <> '' AND person " in
#define KITH_HELD(in)                                                                             \
  "SELECT outbox.message FROM outbox JOIN conversation ON conversation.id = outbox.conversation " \
  "WHERE outbox.delivery = 1 AND conversation.person " in
#define KITH_REPLIES(in)                                                        \
  "SELECT DISTINCT outbox.message, outbox.recipients FROM participant "         \
  "JOIN conversation AS named ON named.id = participant.conversation "          \
  "JOIN conversation AS thread ON thread.id = named.root "                      \
  "OR (thread.root = named.root AND thread.root <> thread.id) "                 \
  "JOIN message ON message.conversation = thread.id AND message.direction = 1 " \
  "JOIN outbox ON outbox.message = message.id WHERE participant.person " in

constexpr Statement hide{"hide_conversations", KITH_HIDE(KITH_IN("persons")),
                         KITH_HIDE(KITH_IN_POSTGRES("persons"))};
constexpr Statement blank_subjects{"blank_subjects", KITH_BLANK(KITH_IN("persons")),
                                   KITH_BLANK(KITH_IN_POSTGRES("persons"))};
constexpr Statement find_addresses_to_erase{"find_addresses_to_erase",
                                            KITH_ADDRESSES(KITH_IN("persons")),
                                            KITH_ADDRESSES(KITH_IN_POSTGRES("persons"))};
constexpr Statement find_held{"find_held_replies_to_erased", KITH_HELD(KITH_IN("persons")),
                              KITH_HELD(KITH_IN_POSTGRES("persons"))};
constexpr Statement find_replies{"find_replies_to_erased", KITH_REPLIES(KITH_IN("persons")),
                                 KITH_REPLIES(KITH_IN_POSTGRES("persons"))};
constexpr Statement save_recipients{
    "save_recipients", "UPDATE outbox SET recipients = $recipients WHERE message = $message"};

#undef KITH_HIDE
#undef KITH_BLANK
#undef KITH_ADDRESSES
#undef KITH_HELD
#undef KITH_REPLIES

struct Addressed {
  MessageId message;
  std::vector<std::string> recipients;
};

std::string json_of(const std::vector<std::string>& texts) {
  std::string json;
  JsonWriter writer(json);
  writer.begin_list();
  for (const std::string& text : texts) {
    writer.text(text);
  }
  writer.end_list();
  return json;
}

Result<std::vector<std::string>> texts_of(std::unique_ptr<Rows> rows) {
  std::vector<std::string> texts;
  while (KITH_TRY(rows->next())) {
    texts.push_back(rows->string(0));
  }
  return texts;
}

Result<std::vector<MessageId>> messages_of(std::unique_ptr<Rows> rows) {
  std::vector<MessageId> messages;
  while (KITH_TRY(rows->next())) {
    messages.push_back({rows->integer(0)});
  }
  return messages;
}

Result<std::vector<Addressed>> replies_to(Reader& reader, const std::string& persons) {
  std::vector<Addressed> replies;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_replies, {{"persons", persons}}));
  while (KITH_TRY(rows->next())) {
    replies.push_back(
        {{rows->integer(0)}, nlohmann::json::parse(rows->text(1)).get<std::vector<std::string>>()});
  }
  return replies;
}

/// Takes a reply back that waits for its time; one that has left stays as it is.
Result<void> take_back(store::Transaction& transaction, MessageId message, MemberId member) {
  const OutboxRow reply = KITH_TRY(load_outbox_of(transaction.reader(), message));
  return reply.delivery == Delivery::held ? take_reply_back(transaction, {.member = member}, reply)
                                          : Result<void>();
}

}  // namespace

std::span<const Statement* const> erase_hide_statements() {
  static constexpr const Statement* all[] = {&hide,      &blank_subjects, &find_addresses_to_erase,
                                             &find_held, &find_replies,   &save_recipients};
  return all;
}

Result<void> stop_replies(store::Transaction& transaction, const EraseJob& job) {
  const std::string persons = id_list(job.persons);
  const std::vector<std::string> addresses = KITH_TRY(texts_of(
      KITH_TRY(transaction.reader().query(find_addresses_to_erase, {{"persons", persons}}))));
  std::vector<MessageId> held = KITH_TRY(
      messages_of(KITH_TRY(transaction.reader().query(find_held, {{"persons", persons}}))));
  for (Addressed& reply : KITH_TRY(replies_to(transaction.reader(), persons))) {
    const std::size_t removed = std::erase_if(reply.recipients, [&](const std::string& recipient) {
      return std::ranges::find(addresses, recipient) != addresses.end();
    });
    if (removed == 0) {
      continue;
    }
    const std::string recipients = json_of(reply.recipients);
    KITH_CHECK(
        transaction.run(save_recipients, {{"recipients", recipients}, {"message", reply.message}}));
    if (reply.recipients.empty()) {
      held.push_back(reply.message);
    }
  }
  for (const MessageId message : held) {
    KITH_CHECK(take_back(transaction, message, job.asked_by));
  }
  return {};
}

Result<void> hide_conversations(store::Transaction& transaction, const EraseJob& job) {
  const std::string persons = id_list(job.persons);
  KITH_CHECK(transaction.run(hide, {{"now", transaction.now()}, {"persons", persons}}));
  return transaction.run(blank_subjects, {{"persons", persons}});
}

}  // namespace kith::conversation
