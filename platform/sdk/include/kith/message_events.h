// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/described.h>
#include <kith/event.h>
#include <kith/nouns.h>

/// The events of messages, drafts and replies; see kith/events.h.
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
  PersonId person_id = {};
  Direction direction = Direction::inbound;
  Time posted_at = {};

  static consteval auto describe() {
    return described("A message's text was changed by its author.",
                     field<&MessageEdited::message_id>("The message."),
                     field<&MessageEdited::revision>("Its revision from now on."),
                     field<&MessageEdited::needs_reply>("Whether it waits for an answer now."),
                     field<&MessageEdited::thread_id>("The thread it came in on.", defaults),
                     field<&MessageEdited::person_id>("The person whose address wrote it, as in "
                                                      "message.added.",
                                                      defaults),
                     field<&MessageEdited::direction>("Who speaks to whom.", defaults),
                     field<&MessageEdited::posted_at>("When it was posted first.", defaults));
  }
};

/// A message was taken back or erased; its text is gone.
struct MessageDeleted {
  static constexpr std::string_view event_type = "message.deleted.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  ConversationId thread_id = {};
  PersonId person_id = {};
  Direction direction = Direction::inbound;
  Time posted_at = {};

  static consteval auto describe() {
    return described("A message was taken back; its text is gone.",
                     field<&MessageDeleted::message_id>("The message."),
                     field<&MessageDeleted::thread_id>("The thread it came in on.", defaults),
                     field<&MessageDeleted::person_id>("The person whose address wrote it, as in "
                                                       "message.added.",
                                                       defaults),
                     field<&MessageDeleted::direction>("Who spoke to whom.", defaults),
                     field<&MessageDeleted::posted_at>("When it was posted.", defaults));
  }
};

/// A reply of ours was written and waits for its time to leave.
struct ReplySubmitted {
  static constexpr std::string_view event_type = "reply.submitted.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  MemberId member_id;
  Time not_before;
  DraftId draft_id = {};

  static consteval auto describe() {
    return described("A reply was written and waits for its time to leave.",
                     field<&ReplySubmitted::message_id>("The reply."),
                     field<&ReplySubmitted::member_id>("The colleague who signs it."),
                     field<&ReplySubmitted::not_before>("Until then it can be taken back."),
                     field<&ReplySubmitted::draft_id>("The draft that it was, 0: none.", defaults));
  }
};

/// A reply was taken back before it left.
struct ReplyUndone {
  static constexpr std::string_view event_type = "reply.undone.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  DraftId draft_id = {};

  static consteval auto describe() {
    return described("A reply was taken back before it left.",
                     field<&ReplyUndone::message_id>("The reply."),
                     field<&ReplyUndone::draft_id>("The draft that it was and that is open again, "
                                                   "0: none.",
                                                   defaults));
  }
};

/// The network took a reply.
struct ReplySent {
  static constexpr std::string_view event_type = "reply.sent.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  MemberId member_id;
  Time submitted_at;
  ConversationId thread_id = {};
  PersonId person_id = {};
  ChannelId channel_id = {};
  DraftId draft_id = {};

  static consteval auto describe() {
    return described("The network took a reply.", field<&ReplySent::message_id>("The reply."),
                     field<&ReplySent::member_id>("The colleague who signed it."),
                     field<&ReplySent::submitted_at>("When the colleague had written it."),
                     field<&ReplySent::thread_id>("The thread it was written in.", defaults),
                     field<&ReplySent::person_id>(
                         "The person that thread was opened by, whom it goes to; merges "
                         "do not change it. 0 where nobody is known.",
                         defaults),
                     field<&ReplySent::channel_id>("The channel it left by.", defaults),
                     field<&ReplySent::draft_id>("The draft that it was, 0: none.", defaults));
  }
};

/// Somebody proposed a reply, which waits for a colleague to send it.
struct ReplyDrafted {
  static constexpr std::string_view event_type = "reply.drafted.v1";
  static constexpr Noun event_noun = Noun::conversation;

  DraftId draft_id;
  ConversationId thread_id;
  PersonId person_id;
  std::string module;
  std::int64_t about_id = 0;

  static consteval auto describe() {
    return described(
        "A reply was proposed.", field<&ReplyDrafted::draft_id>("The draft."),
        field<&ReplyDrafted::thread_id>("The thread it is for."),
        field<&ReplyDrafted::person_id>(
            "The person that thread was opened by; merges do not change "
            "it.",
            defaults),
        field<&ReplyDrafted::module>("The module that proposes it, \"\" for a colleague.",
                                     defaults),
        field<&ReplyDrafted::about_id>("What of the module's own it is about.", defaults));
  }
};

/// An open draft says something else now.
struct DraftEdited {
  static constexpr std::string_view event_type = "reply.draft_edited.v1";
  static constexpr Noun event_noun = Noun::conversation;

  DraftId draft_id;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described("What a draft says was changed.", field<&DraftEdited::draft_id>("The draft."),
                     field<&DraftEdited::revision>("Its revision from now on."));
  }
};

/// An open draft was taken away unsent.
struct DraftDiscarded {
  static constexpr std::string_view event_type = "reply.draft_discarded.v1";
  static constexpr Noun event_noun = Noun::conversation;

  DraftId draft_id;
  std::string module;
  std::int64_t about_id = 0;

  static consteval auto describe() {
    return described(
        "A draft was discarded.", field<&DraftDiscarded::draft_id>("The draft."),
        field<&DraftDiscarded::module>("The module that had proposed it.", defaults),
        field<&DraftDiscarded::about_id>("What of the module's own it was about.", defaults));
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

}  // namespace kith
