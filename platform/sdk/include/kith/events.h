// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/described.h>
#include <kith/event.h>
#include <kith/message_events.h>
#include <kith/nouns.h>
#include <kith/timer.h>
#include <kith/verbs.h>

/// The events of the shared nouns, to which every module may subscribe. Bodies hold ids, labels
/// and figures alone. Additive: a member is never removed or given another meaning; that would be
/// a `.v2` beside the old one.
namespace kith {

/// A conversation moved along the shared workflow.
struct StatusChanged {
  static constexpr std::string_view event_type = "conversation.status_changed.v1";
  static constexpr Noun event_noun = Noun::conversation;

  Status from = Status::open;
  Status to = Status::open;
  std::optional<Time> snoozed_until;
  Cause cause = Cause::member;

  static consteval auto describe() {
    return described("A conversation's status changed.",
                     field<&StatusChanged::from>("What it was."),
                     field<&StatusChanged::to>("What it is."),
                     field<&StatusChanged::snoozed_until>("When a snoozed one comes back."),
                     field<&StatusChanged::cause>("What made it change."));
  }
};

/// Since when somebody waits in a conversation, where that follows from no other event: a question
/// was changed or taken back, came late, or was asked while a reply was on its way.
struct WaitChanged {
  static constexpr std::string_view event_type = "conversation.wait_changed.v1";
  static constexpr Noun event_noun = Noun::conversation;

  std::optional<Time> waiting_since;

  static consteval auto describe() {
    return described("Somebody waits in a conversation since another time, or nobody any more.",
                     field<&WaitChanged::waiting_since>("Since when; absent when nobody does."));
  }
};

struct AssigneeChanged {
  static constexpr std::string_view event_type = "conversation.assigned.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MemberId from;
  MemberId to;

  static consteval auto describe() {
    return described("A conversation got another assignee.",
                     field<&AssigneeChanged::from>("Who had it, 0 for nobody."),
                     field<&AssigneeChanged::to>("Who has it, 0 for nobody."));
  }
};

struct PriorityChanged {
  static constexpr std::string_view event_type = "conversation.priority_changed.v1";
  static constexpr Noun event_noun = Noun::conversation;

  Priority from = Priority::none;
  Priority to = Priority::none;

  static consteval auto describe() {
    return described("A conversation's priority changed.",
                     field<&PriorityChanged::from>("What it was."),
                     field<&PriorityChanged::to>("What it is."));
  }
};

struct LabelsChanged {
  static constexpr std::string_view event_type = "conversation.labelled.v1";
  static constexpr Noun event_noun = Noun::conversation;

  std::vector<std::string> added;
  std::vector<std::string> removed;

  static consteval auto describe() {
    return described("A conversation's labels changed.",
                     field<&LabelsChanged::added>("New ones.", forms::word),
                     field<&LabelsChanged::removed>("Gone ones.", forms::word));
  }
};

struct DepartmentChanged {
  static constexpr std::string_view event_type = "conversation.department_changed.v1";
  static constexpr Noun event_noun = Noun::conversation;

  Department from = Department::none;
  Department to = Department::none;

  static consteval auto describe() {
    return described("Another department leads a conversation.",
                     field<&DepartmentChanged::from>("Which did."),
                     field<&DepartmentChanged::to>("Which does."));
  }
};

/// Two conversations became one. The subject is the one that stays.
struct ConversationMerged {
  static constexpr std::string_view event_type = "conversation.merged.v1";
  static constexpr Noun event_noun = Noun::conversation;

  ConversationId from;
  ConversationId into;
  Status into_status = Status::open;
  std::optional<Time> into_waiting_since;

  static consteval auto describe() {
    return described("Two conversations became one.",
                     field<&ConversationMerged::from>("The one that is part of the other now."),
                     field<&ConversationMerged::into>("The one that stays."),
                     field<&ConversationMerged::into_status>("The status of the whole."),
                     field<&ConversationMerged::into_waiting_since>(
                         "Since when somebody waits in the whole; absent when nobody does."));
  }
};

/// A merge was undone. The subject is the conversation that had stayed.
struct ConversationUnmerged {
  static constexpr std::string_view event_type = "conversation.unmerged.v1";
  static constexpr Noun event_noun = Noun::conversation;

  ConversationId from;
  ConversationId into;
  Status from_status = Status::open;
  std::optional<Time> from_waiting_since;
  Status into_status = Status::open;
  std::optional<Time> into_waiting_since;

  static consteval auto describe() {
    return described(
        "A merge of two conversations was undone.",
        field<&ConversationUnmerged::from>("The one that stands alone again."),
        field<&ConversationUnmerged::into>("The one it had been merged into."),
        field<&ConversationUnmerged::from_status>("The status of the first."),
        field<&ConversationUnmerged::from_waiting_since>("Since when somebody waits there."),
        field<&ConversationUnmerged::into_status>("The status of the other."),
        field<&ConversationUnmerged::into_waiting_since>("Since when somebody waits there."));
  }
};

/// Two persons turned out to be one. The subject is the one that stays.
struct PersonMerged {
  static constexpr std::string_view event_type = "person.merged.v1";
  static constexpr Noun event_noun = Noun::person;

  PersonId from;
  PersonId into;

  static consteval auto describe() {
    return described("Two persons turned out to be one.",
                     field<&PersonMerged::from>("The one that is part of the other now."),
                     field<&PersonMerged::into>("The one that stays."));
  }
};

struct PersonUnmerged {
  static constexpr std::string_view event_type = "person.unmerged.v1";
  static constexpr Noun event_noun = Noun::person;

  PersonId from;
  PersonId into;

  static consteval auto describe() {
    return described("A merge of two persons was undone.",
                     field<&PersonUnmerged::from>("The one that stands alone again."),
                     field<&PersonUnmerged::into>("The one it had been merged into."));
  }
};

/// A person's data is gone; what remains of their messages are tombstones.
struct PersonErased {
  static constexpr std::string_view event_type = "person.erased.v1";
  static constexpr Noun event_noun = Noun::person;

  std::int64_t messages = 0;

  static consteval auto describe() {
    return described("A person's data was erased.",
                     field<&PersonErased::messages>("How many messages lost their text."));
  }
};

/// A colleague came, went, or works in another department.
struct MemberChanged {
  static constexpr std::string_view event_type = "member.changed.v1";
  static constexpr Noun event_noun = Noun::member;

  MemberId member_id;
  Department department = Department::none;
  bool is_active = true;

  static consteval auto describe() {
    return described("A colleague came, went, or works in another department.",
                     field<&MemberChanged::member_id>("The colleague."),
                     field<&MemberChanged::department>("Where they work.", defaults),
                     field<&MemberChanged::is_active>("Whether they still do.", defaults));
  }
};

/// One department asked another, or an answer moved on.
struct HandoffChanged {
  static constexpr std::string_view event_type = "handoff.changed.v1";
  static constexpr Noun event_noun = Noun::handoff;

  ConversationId conversation_id;
  Department from = Department::none;
  Department to = Department::none;
  HandoffState state = HandoffState::heard;
  MemberId owner_id;
  Time due;

  static consteval auto describe() {
    return described("A handoff was asked or moved on.",
                     field<&HandoffChanged::conversation_id>("What it is about."),
                     field<&HandoffChanged::from>("Who asks."),
                     field<&HandoffChanged::to>("Who owes the answer."),
                     field<&HandoffChanged::state>("How far it is."),
                     field<&HandoffChanged::owner_id>("The colleague who answers, 0: none yet."),
                     field<&HandoffChanged::due>("By when."));
  }
};

struct PromiseChanged {
  static constexpr std::string_view event_type = "promise.changed.v1";
  static constexpr Noun event_noun = Noun::promise;

  ConversationId conversation_id;
  PersonId person_id;
  MemberId owner_id;
  PromiseState state = PromiseState::open;
  Time due;
  MessageId message_id = {};

  static consteval auto describe() {
    return described("A promise was made, kept or broken.",
                     field<&PromiseChanged::conversation_id>("Where it was made."),
                     field<&PromiseChanged::person_id>("To whom."),
                     field<&PromiseChanged::owner_id>("Who made it."),
                     field<&PromiseChanged::state>("How it stands."),
                     field<&PromiseChanged::due>("By when."),
                     field<&PromiseChanged::message_id>(
                         "The message that makes it, 0: none is named.", defaults));
  }
};

}  // namespace kith
