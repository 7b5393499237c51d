// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/route.h>

#include "conversation/conversation_view.h"
#include "conversation/handoffs_api.h"
#include "conversation/promises_api.h"

namespace kith::conversation {

/// Who takes part in a conversation.
struct ParticipantView {
  PersonId person_id;
  std::string name;
  std::string role;

  static consteval auto describe() {
    return described("Somebody who takes part in a conversation.",
                     field<&ParticipantView::person_id>("The person, as known now."),
                     field<&ParticipantView::name>("Their name."),
                     field<&ParticipantView::role>("What they are in it, as a word: opener for "
                                                   "who began it."));
  }
};

/// A conversation with all that stands beside its thread.
struct ConversationDetail {
  ConversationView conversation;
  std::vector<ParticipantView> participants;
  std::vector<ConversationView> parts;
  std::vector<HandoffView> handoffs;
  std::vector<PromiseView> promises;
  std::int64_t revision = 0;

  static consteval auto describe() {
    using Detail = ConversationDetail;
    return described(
        "A conversation with all that stands beside its thread.",
        field<&Detail::conversation>("The conversation."),
        field<&Detail::participants>("Who takes part in it and in its parts."),
        field<&Detail::parts>("The conversations that were merged into it, each as it was then."),
        field<&Detail::handoffs>("What departments asked each other about it, for those who may "
                                 "see handoffs."),
        field<&Detail::promises>("What was promised in it, for those who may see promises."),
        field<&Detail::revision>("The conversation's ETag."));
  }
};

Result<ConversationDetail> get_conversation(QueryContext& context, const OneConversation& input);

}  // namespace kith::conversation
