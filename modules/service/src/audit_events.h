// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/described.h>
#include <kith/event.h>

/// What service tells of its audit. The subject is the conversation.
namespace kith::service {

struct AuditDrawn {
  static constexpr std::string_view event_type = "service.audit_drawn.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  ConversationId thread_id;
  Time posted_at;

  static consteval auto describe() {
    return described("Chance drew a message that seems to need no reply, to be looked at.",
                     field<&AuditDrawn::message_id>("The message."),
                     field<&AuditDrawn::thread_id>("The thread it came in on."),
                     field<&AuditDrawn::posted_at>("When it was posted."));
  }
};

struct AuditJudged {
  static constexpr std::string_view event_type = "service.audit_judged.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  bool needs_reply = false;

  static consteval auto describe() {
    return described("A colleague judged a message of the audit.",
                     field<&AuditJudged::message_id>("The message."),
                     field<&AuditJudged::needs_reply>("Whether somebody waited for an answer."));
  }
};

}  // namespace kith::service
