// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <kith/described.h>
#include <kith/nouns.h>

/// The inputs that name one thing.
namespace kith::conversation {

struct OneConversation {
  ConversationId conversation_id;

  static consteval auto describe() {
    return described("One conversation.",
                     field<&OneConversation::conversation_id>("The conversation."));
  }
};

struct OneMessage {
  MessageId message_id;

  static consteval auto describe() {
    return described("One message.", field<&OneMessage::message_id>("The message."));
  }
};

struct OnePerson {
  PersonId person_id;

  static consteval auto describe() {
    return described("One person.", field<&OnePerson::person_id>("The person."));
  }
};

struct OneHandoff {
  HandoffId handoff_id;

  static consteval auto describe() {
    return described("One handoff.", field<&OneHandoff::handoff_id>("The handoff."));
  }
};

struct OneDraft {
  DraftId draft_id;

  static consteval auto describe() {
    return described("One draft.", field<&OneDraft::draft_id>("The draft."));
  }
};

struct OnePromise {
  PromiseId promise_id;

  static consteval auto describe() {
    return described("One promise.", field<&OnePromise::promise_id>("The promise."));
  }
};

}  // namespace kith::conversation
