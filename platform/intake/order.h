// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/id.h>

#include "store/writer.h"

namespace kith::intake {

/// How posts are to be taken in, and for whom.
struct Order {
  store::Urgency urgency = store::Urgency::arrival;
  bool is_history = false;
  MemberId member = {};  ///< who hands them in: their uploads may be attached; 0: the console
};

}  // namespace kith::intake
