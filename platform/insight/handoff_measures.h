// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <kith/module.h>

namespace kith::insight {

/// The measures of what departments ask each other, one for each that can be asked, as
/// `handoff.told.service`: of the handoffs that were asked in the window, 1 for each whose customer
/// was told by its end, 0 for each other whose due time had passed; the rest is censored. The
/// message is the newest of the conversation when it was asked.
std::span<const Measure> handoff_measures();

std::span<const Statement* const> handoff_measure_statements();

}  // namespace kith::insight
