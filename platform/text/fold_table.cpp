// SPDX-License-Identifier: Apache-2.0
#include "text/fold_table.h"

namespace kith::text {
#include "fold_table.inc"
}  // namespace kith::text
