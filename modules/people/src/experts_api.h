// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/route.h>

#include "experts.h"

/// The route /experts and the facet that is the same question.
namespace kith::people {

struct FindExperts {
  std::optional<MessageId> message_id;
  std::optional<std::string> text;

  static consteval auto describe() {
    return described("What to find colleagues for: a message, or a text.",
                     field<&FindExperts::message_id>("A customer's message."),
                     field<&FindExperts::text>("What somebody asks, in words.", length{1, 4000}));
  }
};

/// Who has answered one like this message.
struct MessageFacet {
  std::vector<Expert> colleagues;
  std::int64_t compared = 0;
  std::vector<std::string> links;

  static consteval auto describe() {
    return described("Which colleagues have answered a question like this one.",
                     field<&MessageFacet::colleagues>("By their most alike question; at most 5."),
                     field<&MessageFacet::compared>("How many answered questions it was compared "
                                                    "with."),
                     field<&MessageFacet::links>("Where there is more to read."));
  }
};

Result<Experts> get_experts(QueryContext& context, const FindExperts& input);
Result<MessageFacet> message_facet(QueryContext& context, MessageId message);

}  // namespace kith::people
