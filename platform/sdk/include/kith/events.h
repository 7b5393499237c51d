// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/described.h>
#include <kith/event.h>
#include <kith/nouns.h>
#include <kith/timer.h>
#include <kith/verbs.h>

/// The events of the shared nouns, to which every module may subscribe. Bodies hold ids, labels
/// and figures alone. Additive: a member is never removed or given another meaning; that would be
/// a `.v2` beside the old one.
namespace kith {

/// What the text analysis says of a message, as far as an event carries it.
struct ReadingFigure {
  std::string label;
  std::int32_t score = 0;
  std::string model;

  static consteval auto describe() {
    return described("One reading of a message.",
                     field<&ReadingFigure::label>("What is said of it.", forms::word),
                     field<&ReadingFigure::score>("How sure, in 1/10 000.", range{0, 10'000}),
                     field<&ReadingFigure::model>("Which model says so."));
  }
};

/// A message was stored: somebody wrote, or a colleague's note or imported answer was taken in.
/// A reply of ours written here comes as ReplySent instead, when it leaves.
struct MessageAdded {
  static constexpr std::string_view event_type = "message.added.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  ConversationId thread_id;
  PersonId person_id;
  ChannelId channel_id;
  Direction direction = Direction::inbound;
  MemberId member_id;
  std::string language;
  Time posted_at;
  bool needs_reply = false;
  bool opens_conversation = false;
  bool is_history = false;
  std::vector<ReadingFigure> readings;

  static consteval auto describe() {
    return described(
        "A message was stored in a conversation.", field<&MessageAdded::message_id>("The message."),
        field<&MessageAdded::thread_id>("The thread it came in on; another than the subject where "
                                        "two conversations were merged."),
        field<&MessageAdded::person_id>("The person whose address wrote it, 0 for a colleague. "
                                        "Merges do not change it: whose part that person is, is "
                                        "asked when it is needed.",
                                        defaults),
        field<&MessageAdded::channel_id>("Where it came in."),
        field<&MessageAdded::direction>("Who speaks to whom.", defaults),
        field<&MessageAdded::member_id>("The colleague who wrote it, 0 for nobody.", defaults),
        field<&MessageAdded::language>("Its language, or und.", defaults),
        field<&MessageAdded::posted_at>("When its author posted it."),
        field<&MessageAdded::needs_reply>("Whether somebody waits for an answer to it.", defaults),
        field<&MessageAdded::opens_conversation>("Whether it is the first of its thread.",
                                                 defaults),
        field<&MessageAdded::is_history>("Whether it was imported, and nobody waits.", defaults),
        field<&MessageAdded::readings>("What the text analysis says.", defaults));
  }
};

/// The author changed the text of a message on the network.
struct MessageEdited {
  static constexpr std::string_view event_type = "message.edited.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  std::int64_t revision = 0;
  bool needs_reply = false;
  ConversationId thread_id = {};

  static consteval auto describe() {
    return described("A message's text was changed by its author.",
                     field<&MessageEdited::message_id>("The message."),
                     field<&MessageEdited::revision>("Its revision from now on."),
                     field<&MessageEdited::needs_reply>("Whether it waits for an answer now."),
                     field<&MessageEdited::thread_id>("The thread it came in on.", defaults));
  }
};

/// A message was taken back or erased; its text is gone.
struct MessageDeleted {
  static constexpr std::string_view event_type = "message.deleted.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;

  static consteval auto describe() {
    return described("A message was taken back; its text is gone.",
                     field<&MessageDeleted::message_id>("The message."));
  }
};

/// A reply of ours was written and waits for its time to leave.
struct ReplySubmitted {
  static constexpr std::string_view event_type = "reply.submitted.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  MemberId member_id;
  Time not_before;

  static consteval auto describe() {
    return described("A reply was written and waits for its time to leave.",
                     field<&ReplySubmitted::message_id>("The reply."),
                     field<&ReplySubmitted::member_id>("The colleague who signs it."),
                     field<&ReplySubmitted::not_before>("Until then it can be taken back."));
  }
};

/// A reply was taken back before it left.
struct ReplyUndone {
  static constexpr std::string_view event_type = "reply.undone.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;

  static consteval auto describe() {
    return described("A reply was taken back before it left.",
                     field<&ReplyUndone::message_id>("The reply."));
  }
};

/// The network took a reply.
struct ReplySent {
  static constexpr std::string_view event_type = "reply.sent.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  MemberId member_id;
  Time submitted_at;

  static consteval auto describe() {
    return described("The network took a reply.", field<&ReplySent::message_id>("The reply."),
                     field<&ReplySent::member_id>("The colleague who signed it."),
                     field<&ReplySent::submitted_at>("When the colleague had written it."));
  }
};

/// A reply could not be delivered, or nobody can say whether it was.
struct ReplyFailed {
  static constexpr std::string_view event_type = "reply.failed.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  Delivery delivery = Delivery::failed;
  std::string reason;

  static consteval auto describe() {
    return described("A reply did not arrive.", field<&ReplyFailed::message_id>("The reply."),
                     field<&ReplyFailed::delivery>("failed, or unknown."),
                     field<&ReplyFailed::reason>("The kind of failure, as a word."));
  }
};

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

  static consteval auto describe() {
    return described("A promise was made, kept or broken.",
                     field<&PromiseChanged::conversation_id>("Where it was made."),
                     field<&PromiseChanged::person_id>("To whom."),
                     field<&PromiseChanged::owner_id>("Who made it."),
                     field<&PromiseChanged::state>("How it stands."),
                     field<&PromiseChanged::due>("By when."));
  }
};

}  // namespace kith
