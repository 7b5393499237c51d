// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include <kith/reader.h>
#include <kith/texts.h>

#include "mention.h"

/// How a mention is known, and what it is worth by its own words. Precision goes before recall:
/// what could be read in two ways is `unknown`, and thanks alone are nothing.
namespace kith::marketing {

/// What the readings of the lists are called.
inline constexpr std::string_view mention_model = "mention-cues-1";

/// The lists, compiled. `cues` is all that a message without a mention meets.
struct MentionCues {
  std::unique_ptr<TermMatcher> cues;
  std::unique_ptr<TermMatcher> signs;
};

/// For DecideContext::kept.
Result<MentionCues> load_mention_cues(Reader& reader, const Texts& texts);

/// What a text says of us by its words, nothing where it holds no cue. Looks at the first 20 000
/// bytes. A sentence that asks, or gives advice, is passed over. Sentences that contradict each
/// other are `unknown`, and so is a text that depends on something or may not be meant.
std::optional<Verdict> read_mention(const MentionCues& cues, std::string_view text);

/// Whether a text of ours asks for a recommendation or a review.
bool asks_for_mention(const MentionCues& cues, std::string_view text);

}  // namespace kith::marketing
