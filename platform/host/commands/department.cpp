// SPDX-License-Identifier: Apache-2.0
#include "host/commands/department.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include <kith/described.h>

namespace kith::host {

Result<Department> department_of(std::string_view word) {
  const std::span<const std::string_view> words = TypeOf<Department>::type.words;
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) {
    return fail(ErrorCode::invalid, fmt::format("There is no department \"{}\". There are: {}.",
                                                word, fmt::join(words.subspan(1), ", ")));
  }
  return static_cast<Department>(found - words.begin());
}

}  // namespace kith::host
