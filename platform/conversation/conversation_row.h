// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <kith/id.h>
#include <kith/nouns.h>

#include "events/append.h"

namespace kith::conversation {

/// What the workflow of a conversation is made of, beside who has it.
struct WorkState {
  Status status = Status::open;
  Time snoozed_until;  ///< only while snoozed
  Time waiting_since;  ///< since when somebody waits for an answer; 0: nobody does

  bool operator==(const WorkState&) const = default;
};

/// The messages of a conversation as its lists show them. Notes and replies that were taken back
/// are not among them.
struct Exchange {
  MessageId last_message;
  Time last_at;
  std::int64_t messages = 0;

  bool operator==(const Exchange&) const = default;
};

/// A row of the table conversation, as verbs change it. A conversation that was merged into
/// another keeps its row as it was; the root's row speaks for the whole.
struct ConversationRow {
  ConversationId id;
  std::int64_t number = 0;
  ChannelId channel;
  PersonId person;
  WorkState state;
  MemberId assignee;
  Priority priority = Priority::none;
  Department department = Department::none;
  Exchange exchange;
  ConversationId merged_into;
  ConversationId root;
  std::int64_t revision = 0;

  bool operator==(const ConversationRow&) const = default;
};

/// `not_found` for one that is not there or is deleted.
Result<ConversationRow> load_conversation(Reader& reader, ConversationId id);
/// The same, and `conflict`, naming the root, for one that is part of another.
Result<ConversationRow> load_root(Reader& reader, ConversationId id);
/// The root and all that is merged into it, at any depth.
Result<std::vector<ConversationRow>> load_whole(Reader& reader, ConversationId root);
Result<void> save_conversation(store::Transaction& transaction, const ConversationRow& row);

/// Makes `row.state` what `to` says and appends StatusChanged where the status or the end of the
/// snoozing is another; does not save.
Result<void> change_state(store::Transaction& transaction, const events::Actor& actor,
                          ConversationRow& row, const WorkState& to, Cause cause);

}  // namespace kith::conversation
