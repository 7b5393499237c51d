// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/route.h>

#include "request_view.h"

/// The routes by which evidence comes and goes; each answers the request as it is then.
namespace kith::product {

struct AddEvidence {
  RequestId request_id;
  MessageId message_id;
  std::int64_t first = 0;
  std::int64_t length = 0;

  static consteval auto describe() {
    return described("Says that a message asks for a request.",
                     field<&AddEvidence::request_id>("The request."),
                     field<&AddEvidence::message_id>("The message; somebody outside wrote it."),
                     field<&AddEvidence::first>("Where in its text the quote begins, in code "
                                                "points.",
                                                range{0, 1'000'000}, defaults),
                     field<&AddEvidence::length>("How long the quote is; 0: all of it.",
                                                 range{0, 2'000}, defaults));
  }
};

struct RemoveEvidence {
  RequestId request_id;
  MessageId message_id;

  static consteval auto describe() {
    return described("Says that a message does not ask for a request after all.",
                     field<&RemoveEvidence::request_id>("The request, or the whole of it."),
                     field<&RemoveEvidence::message_id>("The message."));
  }
};

Result<void> add_evidence(CommandContext& context, const AddEvidence& input);
Result<void> remove_evidence(CommandContext& context, const RemoveEvidence& input);

}  // namespace kith::product
