// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/texts.h>

namespace kith::text {

/// A similarity hash (Charikar 2002) over folded words and, of longer ones, their runs of three
/// characters. Longer words weigh more: short ones are mostly grammar.
Sketch sketch_of(std::string_view text);

}  // namespace kith::text
