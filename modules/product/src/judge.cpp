// SPDX-License-Identifier: Apache-2.0
#include "judge.h"

#include "evidence_store.h"
#include "likeness.h"
#include "wish.h"
#include "wish_cues.h"

namespace kith::product {
namespace {

Result<void> announce_likeness(DecideContext& context, const EventHead& head, MessageId message,
                               std::string_view wish) {
  const auto* const requests = KITH_TRY(context.kept<&load_open_sketches>());
  for (const Likeness& each : nearest(*requests, context.texts().sketch(wish))) {
    const auto* const rejection =
        KITH_TRY(context.find<RejectionTable>(RejectionTable::Key{message, each.request}));
    if (rejection == nullptr) {
      context.emit(head.subject, LikenessFound{.message_id = message,
                                               .request_id = each.request,
                                               .likeness = each.likeness});
      return {};
    }
  }
  return {};
}

Result<void> announce_wish(DecideContext& context, const EventHead& head,
                           const SourceMessage& source, Place place) {
  context.emit(head.subject, WishFound{.message_id = source.id,
                                       .thread_id = source.thread,
                                       .person_id = source.person,
                                       .revision = source.revision,
                                       .first = place.first,
                                       .length = place.length,
                                       .model = std::string(wish_model)});
  return announce_likeness(context, head, source.id, quote_of(source.text, place));
}

/// Whether a message has been judged before.
enum class Judged : std::uint8_t { never, before };

Result<void> judge(DecideContext& context, const EventHead& head, MessageId message,
                   Judged judged) {
  const SourceMessage source = KITH_TRY(load_message(context.reader(), message));
  const WishCues* const cues = KITH_TRY(context.kept<&load_wish_cues>());
  const std::optional<Place> place = wish_in(*cues, source.text);
  if (!place) {
    if (judged == Judged::before && KITH_TRY(context.find<WishTable>(message)) != nullptr) {
      context.emit(head.subject, WishWithdrawn{.message_id = message});
    }
    return {};
  }
  // What a colleague has found a request for needs no suggestion.
  if (KITH_TRY(evidence_of(context.reader(), message)) > 0) {
    return {};
  }
  return announce_wish(context, head, source, *place);
}

}  // namespace

Result<void> judge_message(DecideContext& context, const Event<MessageAdded>& event) {
  if (event.body.direction != Direction::inbound) {
    return {};
  }
  const std::optional<std::string_view> text = context.text_at_hand();
  if (text && !wish_in(*KITH_TRY(context.kept<&load_wish_cues>()), *text)) {
    return {};
  }
  return judge(context, event.head, event.body.message_id, Judged::never);
}

Result<void> judge_edit(DecideContext& context, const Event<MessageEdited>& event) {
  return event.body.direction == Direction::inbound
             ? judge(context, event.head, event.body.message_id, Judged::before)
             : Result<void>();
}

Result<void> judge_again(DecideContext& context, const Event<LikenessRejected>& event) {
  const Wish* const wish = KITH_TRY(context.find<WishTable>(event.body.message_id));
  if (wish == nullptr || wish->state() != WishState::unmatched) {
    return {};
  }
  const SourceMessage source = KITH_TRY(load_message(context.reader(), wish->message));
  return source.revision == wish->revision
             ? announce_likeness(context, event.head, source.id, quote_of(source.text, wish->place))
             : Result<void>();
}

}  // namespace kith::product
