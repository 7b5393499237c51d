// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

namespace kith::product {

/// A value for an answer; none where it is the one that stands for nothing in rows.
template <class T>
std::optional<T> unless_none(T value) {
  return value == T{} ? std::nullopt : std::optional(value);
}

}  // namespace kith::product
