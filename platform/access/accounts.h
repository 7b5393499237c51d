// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/access.h"
#include "access/authenticated.h"

/// What concerns an account in every workspace at once. No workspace may decide that for another,
/// so it is for the machine's owner at the command line alone.
namespace kith::access {

/// Shuts an account out everywhere and at once: sessions end, tokens stop working. `forbidden` for
/// any caller but the local one, `not_found` for an address without an account.
Result<void> disable_account(Access& access, const Authenticated& who, std::string_view email);
Result<void> enable_account(Access& access, const Authenticated& who, std::string_view email);

}  // namespace kith::access
