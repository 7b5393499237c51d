// SPDX-License-Identifier: Apache-2.0
#include "experts_api.h"

namespace kith::people {

Result<Experts> get_experts(QueryContext& context, const FindExperts& input) {
  if (input.message_id.has_value() == input.text.has_value()) {
    return fail_at(ErrorCode::invalid, "/message_id", "Give either message_id or text.");
  }
  if (input.text) {
    return find_experts(context, *input.text, {});
  }
  const std::string text = KITH_TRY(text_to_answer(context.reader(), *input.message_id));
  return find_experts(context, text, *input.message_id);
}

Result<MessageFacet> message_facet(QueryContext& context, MessageId message) {
  const std::string text = KITH_TRY(text_to_answer(context.reader(), message));
  Experts experts = KITH_TRY(find_experts(context, text, message));
  if (experts.colleagues.empty()) {
    return nothing(std::move(experts.reason));
  }
  return MessageFacet{
      .colleagues = std::move(experts.colleagues),
      .compared = experts.compared,
      .links = {"/api/v1/people/experts?message_id=" + std::to_string(message.value)}};
}

}  // namespace kith::people
