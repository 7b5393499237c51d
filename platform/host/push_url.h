// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <kith/result.h>

namespace kith::host {

/// Whether replies may be pushed to this address: https, or http to an address written in full that
/// is among `allowed` (addresses and ranges, as net.outgoing_allow). Errors: `invalid` or `rule` at
/// /url, in words for whoever entered it. Where a name leads is checked at each call.
Result<void> check_push_url(std::string_view url, std::span<const std::string> allowed);

}  // namespace kith::host
