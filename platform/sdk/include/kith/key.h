// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <tuple>

namespace kith {

/// The key of a projection's row that is made of several parts, as kith::Key<WatchId, PersonId>:
/// hashable where each part is, and taken apart by `const auto [watch, person] = key;`.
template <class... Parts>
struct Key : std::tuple<Parts...> {
  using std::tuple<Parts...>::tuple;
};

}  // namespace kith

template <class... Parts>
struct std::tuple_size<kith::Key<Parts...>> : std::tuple_size<std::tuple<Parts...>> {};

template <std::size_t Place, class... Parts>
struct std::tuple_element<Place, kith::Key<Parts...>>
    : std::tuple_element<Place, std::tuple<Parts...>> {};

template <class... Parts>
struct std::hash<kith::Key<Parts...>> {
  std::size_t operator()(const kith::Key<Parts...>& key) const noexcept {
    std::size_t mixed = 0;
    const auto mix = [&mixed](std::size_t part) {
      // Parts are small numbers mostly, and those hash to themselves.
      mixed = (mixed ^ part) * std::size_t{0x9E3779B97F4A7C15};
      mixed ^= mixed >> 32;
    };
    std::apply([&](const Parts&... parts) { (mix(std::hash<Parts>{}(parts)), ...); },
               static_cast<const std::tuple<Parts...>&>(key));
    return mixed;
  }
};
