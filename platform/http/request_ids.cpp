// SPDX-License-Identifier: Apache-2.0
#include "http/request_ids.h"

#include <fmt/format.h>

namespace kith::http {

std::string RequestIds::next() {
  return fmt::format("{}-{:x}", process_, count_.fetch_add(1) + 1);
}

}  // namespace kith::http
