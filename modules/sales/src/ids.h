// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <kith/id.h>

namespace kith::sales {

/// The word under which touches get their numbers.
struct TouchNoun {
  static constexpr std::string_view word = "touch";
};
using TouchId = Id<TouchNoun>;

/// The word under which opt-outs get their numbers.
struct OptOutNoun {
  static constexpr std::string_view word = "opt_out";
};
using OptOutId = Id<OptOutNoun>;

}  // namespace kith::sales
