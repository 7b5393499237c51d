// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/caller.h>

/// What a role may be allowed in marketing.
namespace kith::marketing {

inline constexpr Permission gate_read{
    "marketing.gate.read", "see whether marketing may publish, and what it lacks if it may not"};
inline constexpr Permission gate_override{
    "marketing.gate.override", "let marketing publish for some days while the gate is locked"};
inline constexpr Permission owner_manage{"marketing.owner.manage",
                                         "say who answers for a department's open loops"};
inline constexpr Permission story_read{"marketing.story.read", "see customer stories"};
inline constexpr Permission story_publish{"marketing.story.publish", "begin customer stories"};

inline constexpr Permission mention_read{
    "marketing.mention.read", "see what people say of the company to others, and what it weighs"};
inline constexpr Permission mention_correct{
    "marketing.mention.correct",
    "say of a message what it says of the company, and whether it was rewarded"};
inline constexpr Permission channel_change{"marketing.channel.change",
                                           "say who hears what is written on a channel"};

}  // namespace kith::marketing
