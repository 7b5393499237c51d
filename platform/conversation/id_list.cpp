// SPDX-License-Identifier: Apache-2.0
#include "conversation/id_list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kith::conversation {

std::string id_list(std::span<const std::int64_t> ids) {
  return fmt::format("[{}]", fmt::join(ids, ","));
}

}  // namespace kith::conversation
