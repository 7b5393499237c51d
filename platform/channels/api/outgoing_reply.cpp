// SPDX-License-Identifier: Apache-2.0
#include "channels/api/outgoing_reply.h"

namespace kith::channels::api {

OutgoingReply outgoing_reply(conversation::Dispatch dispatch) {
  return {.id = dispatch.id,
          .message_id = dispatch.message,
          .conversation_id = dispatch.conversation,
          .channel_id = dispatch.channel,
          .sender = std::move(dispatch.sender),
          .recipients = std::move(dispatch.recipients),
          .text = std::move(dispatch.text),
          .idempotency_key = std::move(dispatch.idempotency_key),
          .attempts = dispatch.attempts,
          .attachments = std::move(dispatch.attachments)};
}

}  // namespace kith::channels::api
