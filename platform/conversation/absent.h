// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

namespace kith::conversation {

/// A moment or id of a row, in which 0 means that there is none, as the API says it.
template <class T>
std::optional<T> unless_absent(T value) {
  return value ? std::optional(value) : std::nullopt;
}

}  // namespace kith::conversation
