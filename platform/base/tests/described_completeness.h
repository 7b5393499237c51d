// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/pfr.hpp>

#include <string>
#include <type_traits>

#include <kith/described.h>

#include "base/described_reader.h"

namespace kith {

/// Whether `describe()` names every member of the aggregate T: nobody forgot one.
template <class T>
constexpr bool is_described_completely() {
  static_assert(std::is_aggregate_v<T>, "a described struct is an aggregate");
  return boost::pfr::tuple_size_v<T> == detail::description_of<T>.size;
}

/// What is wrong with the examples of T, one line each; "" where each can be read. A template so
/// that every part can hold its own structs to it.
template <class T>
std::string faulty_examples() {
  std::string out;
  JsonReader reader;
  for (const Field& field : TypeOf<T>::type.fields) {
    T fresh{};
    if (field.example.empty()) {
      continue;
    }
    const Result<void> result = reader.read_member(field.example, field, field.in(&fresh));
    if (!result) {
      out += std::string(field.name) + ": " + result.error().message + "\n";
    }
  }
  return out;
}

}  // namespace kith
