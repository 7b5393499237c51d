// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace kith::text {

/// What a message says about whether its writer waits for an answer: the reading of the model
/// `cues-1`, which knows the phrases of cue_words.h and nothing else.
struct Cues {
  bool thanks = false;
  bool closing = false;   ///< nothing more to say: "ok", "all good", 👍
  bool solved = false;    ///< it works, it came
  bool question = false;  ///< a question mark or the words of a question
  bool request = false;   ///< something is asked for, or handed over to be looked at
  bool problem = false;   ///< it is not well: "still broken", "but", "no reply"
  bool trouble = false;   ///< a problem is named, which may be over: "error", "delay"
  std::size_t words = 0;  ///< tokens in all, mentions and addresses left out
};

/// Reads the cues of a message in any language. Linear time, no allocation, any thread.
Cues read_cues(std::string_view text);

/// Whether an inbound message with these cues leaves us something to say. True unless it says
/// thanks, goodbye or that all is well, shortly, and neither asks, tells nor complains.
bool needs_reply(const Cues& cues);

}  // namespace kith::text
