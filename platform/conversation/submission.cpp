// SPDX-License-Identifier: Apache-2.0
#include "conversation/submission.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/json_writer.h"
#include "conversation/message_rows.h"
#include "conversation/outbox_row.h"
#include "conversation/statement_lists.h"
#include "conversation/text_rules.h"

namespace kith::conversation {
namespace {

constexpr Statement find_channel_kind{"find_channel_kind",
                                      "SELECT kind FROM channel WHERE id = $id"};
// Direction 2 is a note, delivery 6 a reply that was taken back.
constexpr Statement find_newer{
    "find_newer_messages",
    "SELECT message.id FROM conversation "
    "JOIN message ON message.conversation = conversation.id "
    "WHERE (conversation.id = $root OR "
    "(conversation.root = $root AND conversation.root <> conversation.id)) "
    "AND message.id > $seen AND message.direction <> 2 AND message.delivery <> 6 "
    "LIMIT $most"};
constexpr Statement find_participants{
    "find_participants",
    "SELECT person FROM participant WHERE conversation = $conversation ORDER BY person"};
constexpr Statement find_addresses{
    "find_addresses",
    "SELECT id, native_id FROM identity "
    "WHERE person = $person AND channel = $channel AND native_id <> '' ORDER BY id"};
constexpr Statement find_last_writers{
    "find_last_writers",
    "SELECT identity FROM message WHERE conversation = $conversation AND direction = 0 "
    "ORDER BY id DESC LIMIT $most"};

Result<void> check_channel(const VerbScope& scope, ChannelId channel) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(scope.reader().query(find_channel_kind, {{"id", channel}}));
  const bool is_known = KITH_TRY(rows->next());
  const std::string_view kind = is_known ? rows->text(0) : "";
  const std::vector<std::string>& replying = scope.settings.replying_kinds;
  if (std::ranges::find(replying, kind) == replying.end()) {
    return fail(ErrorCode::rule,
                fmt::format("This conversation came by a channel of the kind '{}', through which "
                            "nothing can be sent. Answer where it was written.",
                            kind));
  }
  return {};
}

/// `conflict` when somebody wrote after the message that the reply's writer had seen last.
Result<void> check_seen(const VerbScope& scope, const ConversationRow& row, MessageId seen) {
  if (seen) {
    const Result<ConversationId> root = root_of_message(scope.reader(), seen);
    if (!root || *root != row.id) {
      return fail_at(ErrorCode::rule, "/seen", "Must be a message of this conversation.");
    }
  }
  if (row.exchange.last_message <= seen) {
    return {};
  }
  std::vector<std::int64_t> newer;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(scope.reader().query(find_newer, {{"root", row.id}, {"seen", seen}, {"most", 20}}));
  while (KITH_TRY(rows->next())) {
    newer.push_back(rows->integer(0));
  }
  if (newer.empty()) {
    return {};
  }
  std::ranges::sort(newer);
  Error error{ErrorCode::conflict,
              "Something was written while you wrote. Read it, then send or change your reply.",
              fmt::format("newer messages: {}", fmt::join(newer, ", ")), "/seen"};
  for (const std::int64_t id : newer) {
    error.faults.push_back({"/seen", "newer_message", fmt::to_string(id)});
  }
  return std::unexpected(std::move(error));
}

/// Where to reach one person on a channel: the address that wrote last in this thread, else the
/// one known longest, else nothing.
Result<std::optional<std::string>> address_of(const VerbScope& scope, PersonId person,
                                              ChannelId channel,
                                              const std::vector<std::int64_t>& last_writers) {
  std::optional<std::string> found;
  auto best = last_writers.end();
  const std::unique_ptr<Rows> rows =
      KITH_TRY(scope.reader().query(find_addresses, {{"person", person}, {"channel", channel}}));
  while (KITH_TRY(rows->next())) {
    const auto place = std::ranges::find(last_writers, rows->integer(0));
    if (!found || place < best) {
      found = rows->string(1);
      best = place;
    }
  }
  return found;
}

/// The addresses of all who take part, the one who opened the conversation first, as JSON.
Result<std::string> recipients_of(const VerbScope& scope, const ConversationRow& row) {
  std::vector<PersonId> persons{row.person};
  std::unique_ptr<Rows> rows =
      KITH_TRY(scope.reader().query(find_participants, {{"conversation", row.id}}));
  while (KITH_TRY(rows->next())) {
    if (const PersonId person{rows->integer(0)}; person != row.person) {
      persons.push_back(person);
    }
  }
  std::vector<std::int64_t> last_writers;
  rows =
      KITH_TRY(scope.reader().query(find_last_writers, {{"conversation", row.id}, {"most", 200}}));
  while (KITH_TRY(rows->next())) {
    if (std::ranges::find(last_writers, rows->integer(0)) == last_writers.end()) {
      last_writers.push_back(rows->integer(0));
    }
  }
  std::string json;
  JsonWriter writer(json);
  bool is_empty = true;
  writer.begin_list();
  for (const PersonId person : persons) {
    if (const auto address = KITH_TRY(address_of(scope, person, row.channel, last_writers))) {
      writer.text(*address);
      is_empty = false;
    }
  }
  writer.end_list();
  if (is_empty) {
    return fail(ErrorCode::rule, "Nobody in this conversation has an address on its channel.");
  }
  return json;
}

}  // namespace

std::span<const Statement* const> submission_statements() {
  static constexpr const Statement* all[] = {&find_channel_kind, &find_newer, &find_participants,
                                             &find_addresses, &find_last_writers};
  return all;
}

Result<MessageId> submit(const VerbScope& scope, ConversationRow& row,
                         const Submission& submission) {
  KITH_CHECK(check_text(submission.text, longest_message, "/text"));
  KITH_CHECK(check_channel(scope, row.channel));
  KITH_CHECK(check_seen(scope, row, submission.seen));
  NewOutboxRow added{.recipients = KITH_TRY(recipients_of(scope, row)),
                     .sender = submission.sender,
                     .idempotency_key = scope.random.token(18)};
  const MessageId message = scope.mints.next_message(scope.now());
  added.row = {.id = scope.mints.next_outbox(scope.now()),
               .message = message,
               .channel = row.channel,
               .conversation = row.id,
               .member = submission.member,
               .not_before = submission.not_before,
               .submitted_at = scope.now()};
  KITH_CHECK(insert_message(scope.transaction, {.id = message,
                                                .conversation = row.id,
                                                .channel = row.channel,
                                                .member = submission.member,
                                                .direction = Direction::outbound,
                                                .delivery = Delivery::held,
                                                .text = submission.text}));
  KITH_CHECK(insert_outbox(scope.transaction, added));
  row.exchange = {message, scope.now(), row.exchange.messages + 1};
  return message;
}

}  // namespace kith::conversation
