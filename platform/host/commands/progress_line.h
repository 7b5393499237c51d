// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <string_view>

#include "base/clock.h"

namespace kith::host {

/// Tells on the standard error stream how far long work is, once a second at most.
class WorkLine {
 public:
  explicit WorkLine(const Clock& clock) : clock_(clock), told_(clock.steady()) {}

  void show(std::string_view what, std::int64_t done, std::int64_t total) {
    const Duration now = clock_.steady();
    if (now - told_ < std::chrono::seconds(1)) {
      return;
    }
    told_ = now;
    if (total > (1 << 20)) {
      fmt::print(stderr, "{}: {} of {} MB\n", what, done >> 20, total >> 20);
    } else if (total > 0) {
      fmt::print(stderr, "{}: {}%\n", what, done * 100 / total);
    } else {
      fmt::print(stderr, "{}\n", what);
    }
  }

 private:
  const Clock& clock_;
  Duration told_;
};

}  // namespace kith::host
