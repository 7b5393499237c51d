// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include <kith/reader.h>
#include <kith/texts.h>

#include "quote.h"

/// How a wish is known: by a small declared list of words in which people ask for something that is
/// not there yet, in English, German, Spanish and French.
namespace kith::product {

/// What the readings of this list are called.
inline constexpr std::string_view wish_model = "wish-cues-1";

/// The list, compiled.
struct WishCues {
  std::unique_ptr<TermMatcher> matcher;
};

/// For DecideContext::kept.
Result<WishCues> load_wish_cues(Reader& reader, const Texts& texts);

/// The first sentence of a text that holds a wish, nothing where none does. Looks at the first
/// 20 000 bytes; where a cue spans sentences, the beginning of the text is the place.
std::optional<Place> wish_in(const WishCues& cues, std::string_view text);

}  // namespace kith::product
