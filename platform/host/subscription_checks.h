// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <kith/module.h>

namespace kith::host {

/// Whether every module listens only to events that somebody declares, unless it says that they may
/// be absent, and that are not for their own module alone; and whether the body that it reads is
/// part of the declared one: each member is there by name and kind, and may be missing where it may
/// be there. `invalid` names the first fault.
Result<void> check_subscriptions(std::span<const Module* const> modules);

}  // namespace kith::host
