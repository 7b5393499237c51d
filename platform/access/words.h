// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include <kith/described.h>

namespace kith::access {

/// The word of an enumeration's value, by which it is stored and written.
template <class E>
std::string_view word_of(E value) {
  return TypeOf<E>::type.words[static_cast<std::size_t>(value)];
}

/// The value behind a stored word; nothing for a word that this version does not know.
template <class E>
std::optional<E> value_of(std::string_view word) {
  const auto words = TypeOf<E>::type.words;
  for (std::size_t place = 0; place < words.size(); ++place) {
    if (words[place] == word) {
      return static_cast<E>(place);
    }
  }
  return std::nullopt;
}

}  // namespace kith::access
