// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

#include "mention_view.h"

/// What marketing says of a message, a person and a conversation, for the host's composed cards.
namespace kith::marketing {

extern const Statement list_mentions_in;

struct MessageFacet {
  MentionKind kind = MentionKind::unknown;
  Experience experience = Experience::none;
  Independence independence = Independence::earned;
  WorthView worth;
  std::vector<std::string> links;

  static consteval auto describe() {
    return described("What a message says of the company.",
                     field<&MessageFacet::kind>("What it does."),
                     field<&MessageFacet::experience>("What its writer knows from living with it."),
                     field<&MessageFacet::independence>("Whether they have anything of it."),
                     field<&MessageFacet::worth>("What it weighs as word of mouth, and why."),
                     field<&MessageFacet::links>("Where to read more."));
  }
};

struct ActOfPerson {
  MessageId message_id;
  MentionKind kind = MentionKind::recommends;
  Experience experience = Experience::none;
  Time at;

  static consteval auto describe() {
    return described("Somebody told others of the company.",
                     field<&ActOfPerson::message_id>("The message."),
                     field<&ActOfPerson::kind>("recommends or warns_off."),
                     field<&ActOfPerson::experience>("What they know from living with it."),
                     field<&ActOfPerson::at>("When they said so."));
  }
};

struct PersonFacet {
  std::vector<ActOfPerson> acts;
  std::vector<std::string> links;

  static consteval auto describe() {
    return described(
        "What a person told others of the company, of their own accord: their newest "
        "twenty acts. There is no score of a person.",
        field<&PersonFacet::acts>("The acts, the newest first."),
        field<&PersonFacet::links>("Where to read more."));
  }
};

struct MentionInConversation {
  MessageId message_id;
  MentionKind kind = MentionKind::unknown;
  Experience experience = Experience::none;

  static consteval auto describe() {
    return described(
        "A message that speaks of the company.",
        field<&MentionInConversation::message_id>("The message."),
        field<&MentionInConversation::kind>("What it does."),
        field<&MentionInConversation::experience>("What its writer knows from living with it."));
  }
};

struct ConversationFacet {
  std::vector<MentionInConversation> mentions;
  std::vector<std::string> links;

  static consteval auto describe() {
    return described("What is said of the company in a conversation: the newest twenty mentions.",
                     field<&ConversationFacet::mentions>("The mentions, the newest first."),
                     field<&ConversationFacet::links>("Where to read more."));
  }
};

Result<MessageFacet> message_facet(QueryContext& context, MessageId message);
Result<PersonFacet> person_facet(QueryContext& context, PersonId person);
Result<ConversationFacet> conversation_facet(QueryContext& context, ConversationId conversation);

}  // namespace kith::marketing
