// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "intake/post.h"

/// The demonstration: twelve weeks of a company that makes bottles, and of the people who use them.
namespace kith::host::demo {

/// What a story depends on.
struct StorySettings {
  std::uint64_t seed = 1;
  Time until;  ///< when the story ends: now
};

/// What was said, oldest first.
struct Story {
  std::vector<intake::Post> past;    ///< who asked there waits no more
  std::vector<intake::Post> recent;  ///< the last two days: some still wait for an answer
};

/// Tells the story; the same for the same settings. In it: the lids of one batch leak, more people
/// from week to week until the company says so itself; three things are wished for; some recommend
/// from what they have lived with, and forty accounts copy one sentence within ten minutes; some
/// help others in the forum.
Story tell_story(const StorySettings& settings);

/// The batch whose lids leak.
inline constexpr std::string_view leaking_batch = "K2417";

}  // namespace kith::host::demo
