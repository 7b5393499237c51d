// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "base/random.h"

namespace kith::http {

/// Names requests, so that an answer and a line of the log can be put together: a part that is this
/// process's own and a number. No secret. Safe from any thread.
class RequestIds {
 public:
  explicit RequestIds(Random& random) : process_(random.token(6)) {}
  std::string next();

 private:
  const std::string process_;
  std::atomic<std::uint64_t> count_ = 0;
};

}  // namespace kith::http
