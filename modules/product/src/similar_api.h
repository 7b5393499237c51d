// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "request.h"

/// The route that finds requests like a text or a message.
namespace kith::product {

struct FindSimilar {
  std::optional<std::string> text;
  std::optional<MessageId> message_id;

  static consteval auto describe() {
    return described(
        "Requests like a text, or like the wish that a message holds: one of both.",
        field<&FindSimilar::text>("The text.", length{1, 10'000}, example{"\"dark mode\""}),
        field<&FindSimilar::message_id>("The message."));
  }
};

struct SimilarRequest {
  RequestId request_id;
  std::string title;
  RequestState state = RequestState::heard;
  std::int32_t likeness = 0;

  static consteval auto describe() {
    return described("A request that is like what was asked about.",
                     field<&SimilarRequest::request_id>("Which."),
                     field<&SimilarRequest::title>("What it asks for."),
                     field<&SimilarRequest::state>("How far it has come."),
                     field<&SimilarRequest::likeness>("How like, in 1/10 000.", range{0, 10'000}));
  }
};

/// The five nearest that are like enough, the nearest first.
Result<Page<SimilarRequest>> find_similar(QueryContext& context, const FindSimilar& input);

}  // namespace kith::product
