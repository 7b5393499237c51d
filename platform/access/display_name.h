// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <kith/result.h>

namespace kith::access {

/// The form in which the name of a member, workspace or token is kept: composed (NFC), without
/// spaces at its ends, 1 to 100 characters that can be seen. `invalid` with `field` for control
/// and formatting characters, which hide or turn what stands beside them.
Result<std::string> display_name(std::string_view text, std::string_view field);

/// A password in the one form in which it is hashed, whichever keyboard it came from (NFC). Any
/// bytes that are not UTF-8 stay as they are.
std::string composed(std::string_view text);

}  // namespace kith::access
