// SPDX-License-Identifier: Apache-2.0
#include "evidence_api.h"

#include "evidence_store.h"

namespace kith::product {

Result<void> add_evidence(CommandContext& context, const AddEvidence& input) {
  const Request request = KITH_TRY(load_request(context.reader(), input.request_id));
  return add_evidence_to(context, request, input.message_id, {input.first, input.length});
}

Result<void> remove_evidence(CommandContext& context, const RemoveEvidence& input) {
  const Request request = KITH_TRY(load_request(context.reader(), input.request_id));
  KITH_CHECK(context.check_revision(request.revision));
  return take_evidence_from(context, request, input.message_id);
}

}  // namespace kith::product
