// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/caller.h>

/// What a role may be allowed in people.
namespace kith::people {

inline constexpr Permission answer_read{
    "people.answer.read",
    "see which colleague answered what and whether it helped, and who could answer a message"};
inline constexpr Permission participation_read{
    "people.participation.read", "see how many colleagues of each department help customers"};
inline constexpr Permission own_read{"people.own.read", "see what one answered oneself"};

}  // namespace kith::people
