// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace kith::text {

/// The code, in CLD2's own spelling ("iw", "zh-Hant"), of the language that CLD2 finds `text` to
/// be in, which is valid UTF-8; "" when it is unsure. Its best guess at a short text counts from
/// the score `sure_enough` on, about 1000 for a plain word. Any thread.
std::string_view cld2_language(std::string_view text, double sure_enough);

}  // namespace kith::text
