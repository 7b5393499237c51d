// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include <kith/result.h>

namespace kith::conversation {

/// The longest texts that people may enter here, in code points.
inline constexpr std::size_t longest_message = 10'000;
inline constexpr std::size_t longest_question = 4'000;
inline constexpr std::size_t longest_promise = 2'000;
inline constexpr std::size_t longest_label = 64;

/// Holds a text that somebody wrote to what can be stored and read: UTF-8, not blank, at most
/// `most` code points. `rule`, naming `pointer`.
Result<void> check_text(std::string_view text, std::size_t most, std::string_view pointer);

/// Holds a label to its form: a word of at most longest_label characters.
Result<void> check_label(std::string_view label, std::string_view pointer);

}  // namespace kith::conversation
