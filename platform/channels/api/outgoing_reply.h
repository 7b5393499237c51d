// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/described.h>

#include "conversation/outbox.h"

namespace kith::channels::api {

/// A reply to carry to its network, as whoever pulls or is pushed to gets it.
struct OutgoingReply {
  OutboxId id;
  MessageId message_id;
  ConversationId conversation_id;
  ChannelId channel_id;
  std::string sender;
  std::vector<std::string> recipients;
  std::string text;
  std::string idempotency_key;
  std::int64_t attempts = 0;
  std::vector<conversation::AttachmentView> attachments;

  static consteval auto describe() {
    return described(
        "A reply to carry to its network.", field<&OutgoingReply::id>("Its place in the outbox."),
        field<&OutgoingReply::message_id>("The message."),
        field<&OutgoingReply::conversation_id>("The conversation."),
        field<&OutgoingReply::channel_id>("The channel that it leaves by."),
        field<&OutgoingReply::sender>("The colleague who signs it; empty where the company does."),
        field<&OutgoingReply::recipients>("The network's own ids of whom it is for."),
        field<&OutgoingReply::text>("What it says."),
        field<&OutgoingReply::idempotency_key>("The same for every attempt."),
        field<&OutgoingReply::attempts>("Which attempt this is."),
        field<&OutgoingReply::attachments>(
            "Its files; whoever reads conversations gets each at its path."));
  }
};

OutgoingReply outgoing_reply(conversation::Dispatch dispatch);

}  // namespace kith::channels::api
