// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace kith::access {

/// Whether `word`, in lower case and without the digits and signs around it, is what common
/// passwords are made of. A small list: it stands for each word with every such ornament.
bool is_common_word(std::string_view word);

}  // namespace kith::access
