// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <kith/change.h>
#include <kith/event.h>
#include <kith/id.h>
#include <kith/nouns.h>
#include <kith/time.h>

/// What may be done to the shared nouns, by colleagues through the API and by modules through
/// their write sets. A verb is applied by the platform on the writer, inside the savepoint of the
/// write set that brought it: it checks, changes the rows and appends the event, or refuses all.
namespace kith {

/// Moves a conversation along the shared workflow. Members left out stay as they are.
struct ChangeConversation {
  ConversationId conversation;
  std::optional<std::int64_t> expected_revision = {};  ///< `stale` when it is another
  std::optional<Status> status = {};
  Change<Time> snoozed_until = {};  ///< needed with Status::snoozed
  Change<MemberId> assignee = {};
  std::optional<Priority> priority = {};
  std::optional<Department> department = {};
  std::vector<std::string> add_labels = {};
  std::vector<std::string> remove_labels = {};
  Cause cause = Cause::member;
};

/// Writes to the people of a conversation, through its channel, as a named colleague.
struct SubmitReply {
  ConversationId conversation;
  std::string text;
  MemberId sender;
  MessageId seen;  ///< the newest message its writer had seen; `conflict` when there is a newer one
  Time not_before;                             ///< until then it can be taken back
  std::vector<AttachmentId> attachments = {};  ///< uploads of the sender's, files said here before
  DraftId draft = {};                          ///< the open draft that it was, if any
};

/// Asks the people of a conversation for a mark from 1 to 5, in the company's own name: not an
/// answer, so nobody's wait ends by it, and never a promotion. It leaves as a reply with no
/// colleague
/// (`reply.submitted`, then `reply.sent`). `conflict` where somebody waits for an answer, or wrote
/// after `seen`. What comes next in the thread and is a mark needs no answer and reopens nothing.
struct AskMark {
  ConversationId conversation;
  std::string text;
  MessageId seen;  ///< the newest message that whoever asks knew of
};

/// Takes a reply back that has not left yet; `conflict` once it has.
struct UndoReply {
  MessageId message;
};

/// Proposes a reply, which a colleague sends, changes or discards.
struct DraftReply {
  ConversationId conversation;
  std::string text;
  Subject about = {};  ///< what of the module's own it is for: {Noun::own, 412}
};
/// Changes what an open draft says.
struct EditDraft {
  DraftId draft;
  std::optional<std::int64_t> expected_revision = {};
  std::string text;
};
/// Takes an open draft away.
struct DiscardDraft {
  DraftId draft;
  std::optional<std::int64_t> expected_revision = {};
};

/// How far a draft has come; `submitted`: it became a reply that can still be taken back.
enum class DraftState : std::uint8_t { open, submitted, sent, discarded };

/// Writes for colleagues alone.
struct AddNote {
  ConversationId conversation;
  std::string text;
  MemberId author;
};

/// Makes one conversation of two: `from` becomes part of `into`. Undone by UnmergeConversation.
struct MergeConversations {
  ConversationId from;
  ConversationId into;
};
/// Takes a conversation out of the whole it was merged into, as it was before.
struct UnmergeConversation {
  ConversationId from;
};

/// Makes one person of two. Undone by UnmergePerson.
struct MergePersons {
  PersonId from;
  PersonId into;
};
/// Takes a person out of the whole they were merged into, as they were before.
struct UnmergePerson {
  PersonId from;
};

/// One department asks another, with an answer owed.
struct AskHandoff {
  ConversationId conversation;
  Department from = Department::none;
  Department to = Department::none;
  MemberId owner = {};
  Time due = {};
  std::string question;
};

/// heard → decided → done or declined → told.
enum class HandoffState : std::uint8_t { heard, decided, done, declined, told };

/// Moves a handoff on: what the department that was asked decided, did or said.
struct AdvanceHandoff {
  HandoffId handoff;
  std::optional<std::int64_t> expected_revision = {};
  HandoffState state = HandoffState::decided;
  std::string answer = {};
};

/// Something we said we would do, by when.
struct MakePromise {
  ConversationId conversation;
  MessageId message = {};
  MemberId owner;
  Time due;
  std::string text;
};

/// What became of a promise; `released`: the person let us off.
enum class PromiseState : std::uint8_t { open, kept, broken, released };

/// Says what became of a promise.
struct SettlePromise {
  PromiseId promise;
  std::optional<std::int64_t> expected_revision = {};
  PromiseState state = PromiseState::kept;
};

/// A durable due time of the module that sets it; its firing is the event timer.fired.v1, which
/// that module hears of by on_timer. Setting the same key again moves it.
struct ScheduleTimer {
  std::string key;  ///< as "reply:412" for on_timer<"reply", …>
  Time due;
  Subject subject = {};  ///< what it is about; nothing said: the workspace
};
/// Takes a timer back; nothing happens when there is none.
struct CancelTimer {
  std::string key;
};

using Verb = std::variant<ChangeConversation, SubmitReply, UndoReply, DraftReply, EditDraft,
                          DiscardDraft, AddNote, MergeConversations, UnmergeConversation,
                          MergePersons, UnmergePerson, AskHandoff, AdvanceHandoff, MakePromise,
                          SettlePromise, ScheduleTimer, CancelTimer, AskMark>;

}  // namespace kith
