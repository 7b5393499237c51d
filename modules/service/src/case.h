// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include <kith/event.h>
#include <kith/id.h>
#include <kith/nouns.h>
#include <kith/time.h>

#include "policy.h"

/// The case: service's view of a conversation that somebody asked something in. Structs, states and
/// rules; no SQL, no JSON, no clock. README.md says why each rule is as it is.
namespace kith::service {

/// Where a case stands. Numbers are stored: append, never renumber.
enum class CaseState : std::uint8_t {
  none,      ///< nobody has asked for anything; the row only remembers the workflow
  waiting,   ///< somebody waits for us
  answered,  ///< nobody waits for us: answered, taken back, or imported
  resolved,
  merged,  ///< part of another conversation, whose case speaks for both
};

/// How a question stands. Numbers are stored: append, never renumber.
enum class AskState : std::uint8_t {
  waiting,
  let_go,     ///< nobody waits any more, and nobody answered: it still counts as unanswered
  answered,   ///< by a colleague
  withdrawn,  ///< its author made it something that needs no answer
};

/// Whether a message came as it was written, or was imported and nobody waits.
enum class Origin : std::uint8_t { live, history };

/// An open question of a case.
struct Ask {
  MessageId message;
  ConversationId thread;  ///< where it was asked
  Time asked_at;
  AskState state = AskState::waiting;
};

/// What became of a question, for its row.
struct AskChange {
  MessageId message;
  AskState state = AskState::waiting;
  Time answered_at = {};
  MessageId answered_by = {};
  ConversationId moved_to = {};  ///< the conversation whose next reply answers it, where it moved
  /// Not 0: every open question of `conversation` from `message` to before this one, those that are
  /// left out of the case among them; of one thread alone, where one is given.
  MessageId until = {};
  ConversationId conversation = {};
  ConversationId thread = {};
};

/// What a colleague sent to the people of a conversation.
struct Reply {
  MessageId message;
  MemberId member;  ///< 0 where an import does not say who
  Time at;
};

/// A stretch of time in which the clocks of a case stood still.
struct Pause {
  Time from;
  Time to;
};

/// How a case began.
struct Opening {
  Sequence by = 0;  ///< the event that opened it
  Time at;
  MessageId message;
  ConversationId thread;
  Origin origin = Origin::live;
};

/// The first answer of a colleague; minutes are counted from the opening without the pauses.
struct FirstReply {
  Time at;
  MemberId member;
  MessageId message;
  std::optional<std::int64_t> minutes;
  std::optional<std::int64_t> business_minutes;  ///< known once service.first_replied.v1 is folded
};

/// When a case was resolved, how long it took, and how often it came back.
struct Resolution {
  Time at;  ///< 0 while it is not resolved
  std::optional<std::int64_t> minutes;
  std::optional<std::int64_t> business_minutes;  ///< known once service.case_resolved.v1 is folded
  std::int64_t reopened = 0;                     ///< how often a resolved case was opened again
};

/// What the policy asks for, and what of it was missed.
struct Targets {
  PolicyId policy;
  Time reply_due;       ///< of the present wait; 0: no such clock runs
  Time resolution_due;  ///< 0: no such clock runs
  bool first_reply_missed = false;
  bool reply_is_late = false;  ///< the present wait is past its target
  bool resolution_missed = false;
};

/// What the event that was folded last did to the case, for the decisions that follow it within
/// the same run. Not stored.
struct Effects {
  Sequence of = 0;  ///< that event
  bool sets_targets = false;
  bool ends_wait = false;
  bool stops_clocks = false;
  bool is_first_reply = false;
  bool resolves = false;
};

/// Where a conversation stands in which somebody asked something: the row that events are folded
/// into. Pure: it knows no store and no clock.
struct Case {
  ConversationId conversation;
  Status status = Status::open;
  Priority priority = Priority::none;
  MemberId assignee;
  ConversationId merged_into;

  Opening opening;
  Time waiting_since;      ///< 0: nobody waits
  MessageId last_inbound;  ///< the newest message from outside
  std::vector<Ask> asks;   ///< the newest open ones, ascending by message
  MessageId left_out;      ///< the oldest open one that is not among them; 0: there is none
  MessageId last_reply;
  std::int64_t replies = 0;  ///< of colleagues, since the opening
  FirstReply first_reply;
  Resolution resolution;

  Time paused_since;  ///< 0: the clocks run
  std::vector<Pause> pauses;
  Targets targets;
  Time changed_at;  ///< when it came into its state
  Effects effects;
  std::vector<AskChange> ask_changes;  ///< since they were written last, in order. Not stored.

  CaseState state() const;
  bool is_opened() const { return opening.by != 0; }
  bool is_history() const { return opening.origin == Origin::history; }
  /// Whether targets may run: asked something that is not history, and nothing holds the clocks.
  bool is_running() const;
  bool is_overdue() const;
  /// The soonest target that runs; 0 for none.
  Time due_at() const;
  /// Whether this message is among the open questions.
  bool has_asked(MessageId message) const;
  /// `at`, or when the clocks were stopped before that.
  Time clock_at(Time at) const { return paused_since ? std::min(paused_since, at) : at; }
  /// What the lists are ordered by: since when somebody waits, else since when it is as it is.
  Time since() const { return state() == CaseState::waiting ? waiting_since : changed_at; }

  /// Somebody asks something. A question that is not history opens the case, also where only
  /// history had opened it before.
  void ask(Ask ask, Origin origin, Sequence event);
  /// What needs no answer closes the questions before it: whoever says thanks waits no more.
  void let_go();
  /// One question is taken back: nobody waits for it.
  void let_go(MessageId message);
  /// One question turned out to need no answer.
  void withdraw(MessageId message);
  /// Answers the questions that the reply's writer could have seen, and returns them.
  std::vector<Ask> answer(const Reply& reply);
  /// Somebody answered this case's people while it was part of another.
  void answer_opening(const Reply& reply);
  void set_status(Status to, Time at, Cause cause);
  /// Sets since when somebody waits, where a merge or its undoing says so; 0 for nobody.
  void wait_since(Time since, Sequence event);
  void merge_into(ConversationId whole);
  /// Takes over what `part` still owes, when it becomes part of this one.
  void absorb(Case& part);
  /// Gives up what was asked in these threads, when `part` stands alone again; returns it.
  std::vector<Ask> release(Case& part, const std::vector<ConversationId>& threads, Sequence event);
  /// Is a case of its own again, with these questions.
  void stand_alone(const std::vector<Ask>& own);

 private:
  void open(const Ask& ask, Origin origin, Sequence event);
  void add(Ask ask);
  void change_left_out(AskChange change);
  /// Whether an open question may be one of those that are left out.
  bool may_leave_out(MessageId message) const { return left_out && left_out <= message; }
  void begin_wait(Time since);
  void wait_for_oldest();
  void stop_clocks(Time at);
  void start_clocks(Time at);
};

/// How many open questions a case is folded with; beyond that, the oldest are left out: they are
/// answered with the rest but move `waiting_since` no more.
inline constexpr std::size_t most_open_asks = 64;
/// The newest pauses that a case is folded with.
inline constexpr std::size_t most_pauses = 200;

}  // namespace kith::service
