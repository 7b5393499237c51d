// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include <kith/texts.h>

#include "request_store.h"

namespace kith::product {

/// From here on a wish is suggested as evidence of a request, and a request is shown as similar, in
/// 1/10 000: the estimated cosine of their words.
inline constexpr std::int32_t least_likeness = 3'000;

/// A request and how like a text it is.
struct Likeness {
  RequestId request;
  std::int32_t likeness = 0;
  bool operator==(const Likeness&) const = default;
};

/// The requests at least so like, the nearest first, each once with its best part.
std::vector<Likeness> nearest(const std::vector<RequestSketch>& requests, const Sketch& sketch);

}  // namespace kith::product
