// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <kith/result.h>

namespace kith::host {

/// Asks on the terminal before what cannot be undone, unless `said_already`. `invalid` where nobody
/// is there to answer, `conflict` for any answer but yes.
Result<void> ask_for_yes(bool said_already, std::string_view what);

}  // namespace kith::host
