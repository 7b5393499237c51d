// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <kith/result.h>

namespace kith::access {

inline constexpr std::size_t shortest_password = 8;
inline constexpr std::size_t longest_password = 256;

/// What a new password must be: 8 to 256 characters of any kind, none of the common ones and not
/// the address it belongs to. No rules on letters and digits, no expiry: they make people write
/// passwords down. `invalid` at `/password`.
Result<void> check_new_password(std::string_view password, std::string_view email);

/// Whether guessers try it first: a common word with digits, signs and swapped letters around it,
/// two or three characters alone, a short piece repeated, a run along the alphabet or the keyboard.
bool is_common_password(std::string_view password);

}  // namespace kith::access
