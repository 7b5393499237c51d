// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/caller.h>

/// What a role may be allowed in sales.
namespace kith::sales {

inline constexpr Permission relationship_read{
    "sales.relationship.read",
    "see how close persons are to us, what promises are due and whom not to approach"};
inline constexpr Permission touch_read{"sales.touch.read",
                                       "see what colleagues noted of persons they met"};
inline constexpr Permission touch_record{
    "sales.touch.record", "note help, introductions and meetings, and take them back"};
inline constexpr Permission opt_out_read{"sales.opt_out.read",
                                         "see who does not want to be approached, and why"};
inline constexpr Permission opt_out_record{
    "sales.opt_out.record", "note that somebody does not want to be approached, or wants to again"};

}  // namespace kith::sales
