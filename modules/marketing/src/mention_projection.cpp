// SPDX-License-Identifier: Apache-2.0
#include "mention_projection.h"

#include "mention_store.h"

namespace kith::marketing {

Result<void> fold_mention(ApplyContext& context, const Event<MentionNoted>& event) {
  const MentionNoted& body = event.body;
  Mention& mention = *KITH_TRY(context.edit<MentionTable>(body.message_id));
  mention.message = body.message_id;
  mention.thread = body.thread_id;
  mention.person = body.person_id;
  mention.channel = body.channel_id;
  mention.at = body.at;
  mention.revision = body.revision;
  mention.found = {body.kind, body.experience, body.independence};
  mention.answers_us = body.answers_us;
  mention.is_prompted = body.is_prompted;
  mention.alike = {};
  return {};
}

Result<void> fold_withdrawal(ApplyContext& context, const Event<MentionWithdrawn>& event) {
  const Mention* const known = KITH_TRY(context.find<MentionTable>(event.body.message_id));
  if (known == nullptr) {
    return {};
  }
  if (known->corrections == 0) {
    context.remove<MentionTable>(event.body.message_id);
    return {};
  }
  KITH_TRY(context.edit<MentionTable>(event.body.message_id))->found = {};
  return {};
}

Result<void> fold_copy(ApplyContext& context, const Event<CopyFound>& event) {
  if (KITH_TRY(context.find<MentionTable>(event.body.message_id)) != nullptr) {
    KITH_TRY(context.edit<MentionTable>(event.body.message_id))->alike = event.body.alike_id;
  }
  return {};
}

Result<void> fold_correction(ApplyContext& context, const Event<MentionCorrected>& event) {
  const MentionCorrected& body = event.body;
  Mention& mention = *KITH_TRY(context.edit<MentionTable>(body.message_id));
  if (!mention.message) {
    mention.message = body.message_id;
    mention.thread = body.thread_id;
    mention.person = body.person_id;
    mention.channel = body.channel_id;
    mention.at = body.at;
  }
  mention.said = {body.kind, body.experience, body.independence};
  ++mention.corrections;
  return {};
}

}  // namespace kith::marketing
