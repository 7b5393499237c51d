// SPDX-License-Identifier: Apache-2.0
// The rows of conversations that a batch of posts touches: read at the first post, written at the
// end.
#include "intake/post_store.h"

namespace kith::intake {
namespace {

constexpr Statement add_conversation{
    "add_conversation",
    "INSERT INTO conversation(id, number, channel, subject, person, waiting_since, last_message, "
    "last_at, messages, root, revision, opened_at) VALUES($id, $number, $channel, $subject, "
    "$person, $waiting_since, $last_message, $last_at, $messages, $id, $revision, $opened_at)"};
constexpr Statement advance_waiting{
    "advance_waiting",
    "UPDATE conversation SET last_message = $last_message, last_at = $last_at, "
    "messages = $messages, waiting_since = $waiting_since, revision = $revision WHERE id = $id"};
constexpr Statement advance_conversation{
    "advance_conversation",
    "UPDATE conversation SET last_message = $last_message, last_at = $last_at, "
    "messages = $messages WHERE id = $id"};

}  // namespace

std::span<const Statement* const> post_store_row_statements() {
  static constexpr const Statement* all[] = {&add_conversation, &advance_waiting,
                                             &advance_conversation};
  return all;
}

// A conversation whose opener was erased is hidden: what others write there is seen in another.
Result<bool> PostStore::is_seen(ConversationId thread) {
  return !KITH_TRY(touch(thread))->is_hidden;
}

Result<void> PostStore::settle_wait(ConversationId root, MessageId message,
                                    conversation::Says says) {
  KITH_CHECK(save());
  touched_.erase(root);
  return conversation::settle_wait(transaction_, root, message, says);
}

Result<PostStore::Touched> PostStore::load(ConversationId id) const {
  Result<conversation::ConversationRow> row =
      conversation::load_conversation(transaction_.reader(), id);
  if (row) {
    return Touched{.row = *std::move(row)};
  }
  if (row.error().code != ErrorCode::not_found) {
    return std::unexpected(std::move(row).error());
  }
  for (const conversation::ConversationRow& hidden :
       KITH_TRY(conversation::load_whole(transaction_.reader(), id))) {
    if (hidden.id == id) {
      return Touched{.row = hidden, .is_hidden = true};
    }
  }
  return std::unexpected(std::move(row).error());
}

Result<PostStore::Touched*> PostStore::touch(ConversationId thread) {
  auto root = roots_.find(thread);
  if (root == roots_.end()) {
    Touched touched = KITH_TRY(load(thread));
    root = roots_.emplace(thread, touched.row.root).first;
    if (touched.row.root == thread) {
      touched_.try_emplace(thread, touched);
    }
  }
  if (!touched_.contains(root->second)) {
    touched_.emplace(root->second, KITH_TRY(load(root->second)));
  }
  return &touched_.at(root->second);
}

Result<void> PostStore::save() {
  for (auto& [root, touched] : touched_) {
    KITH_CHECK(save(root, touched));
  }
  return {};
}

Result<void> PostStore::save(ConversationId root, Touched& touched) {
  const conversation::ConversationRow& row = touched.row;
  const conversation::Exchange& exchange = row.exchange;
  const Change change = std::exchange(touched.change, Change::none);
  if (const PreparedPost* opening = std::exchange(touched.opening, nullptr)) {
    return transaction_.run(add_conversation, {{"id", root},
                                               {"number", row.number},
                                               {"channel", row.channel},
                                               {"subject", opening->post.subject},
                                               {"person", row.person},
                                               {"waiting_since", row.state.waiting_since},
                                               {"last_message", exchange.last_message},
                                               {"last_at", exchange.last_at},
                                               {"messages", exchange.messages},
                                               {"revision", row.revision},
                                               {"opened_at", posted_at(*opening)}});
  }
  if (change == Change::waits_otherwise) {
    return transaction_.run(advance_waiting, {{"last_message", exchange.last_message},
                                              {"last_at", exchange.last_at},
                                              {"messages", exchange.messages},
                                              {"waiting_since", row.state.waiting_since},
                                              {"revision", row.revision},
                                              {"id", root}});
  }
  if (change == Change::moved_on) {
    return transaction_.run(advance_conversation, {{"last_message", exchange.last_message},
                                                   {"last_at", exchange.last_at},
                                                   {"messages", exchange.messages},
                                                   {"id", root}});
  }
  return {};
}

}  // namespace kith::intake
