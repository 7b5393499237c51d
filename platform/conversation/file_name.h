// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace kith::conversation {

/// The longest name of a file that is kept, in code points.
inline constexpr std::size_t longest_file_name = 150;

/// What a file may be called here and on the disk of whoever saves it: one visible line without
/// folders, no dots at its ends, nothing that turns the direction of reading; of one that is too
/// long, the beginning and its ending. "file" where nothing is left. Any thread.
std::string clean_file_name(std::string_view name);

}  // namespace kith::conversation
