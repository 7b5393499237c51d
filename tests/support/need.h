// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <utility>

#include <kith/result.h>

namespace kith::support {

/// The value of something that must not fail in a test, else an exception with what went wrong.
template <class T>
T need(Result<T> result) {
  if (!result) {
    throw std::runtime_error(result.error().message + " " + result.error().detail);
  }
  if constexpr (!std::is_void_v<T>) {
    return *std::move(result);
  }
}

}  // namespace kith::support
