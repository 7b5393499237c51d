// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/caller.h>

namespace kith::insight {

inline constexpr Permission figure_read{"insight.figure.read",
                                        "see the company's figures and what is behind them"};
inline constexpr Permission figure_compute{"insight.figure.compute",
                                           "have the figures of past days worked out"};

inline constexpr const Permission* insight_permissions[] = {&figure_read, &figure_compute};

}  // namespace kith::insight
