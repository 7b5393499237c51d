// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/pfr.hpp>

#include <string>
#include <string_view>
#include <type_traits>

#include <kith/described.h>

#include "base/described_defaults.h"
#include "base/described_reader.h"

namespace kith {

/// Whether `describe()` names every member of the aggregate T: nobody forgot one.
template <class T>
constexpr bool is_described_completely() {
  static_assert(std::is_aggregate_v<T>, "a described struct is an aggregate");
  return boost::pfr::tuple_size_v<T> == detail::description_of<T>.size;
}

/// What is wrong with the examples and defaults of T, one line each; "" where each can be read
/// within the limits of its member. A template so that every part can hold its structs to it.
template <class T>
std::string faulty_examples() {
  std::string out;
  JsonReader reader;
  const auto check = [&](const Field& field, std::string_view what, std::string_view json) {
    T fresh{};
    const Result<void> result = reader.read_member(json, field, field.in(&fresh));
    if (!result) {
      out += std::string(what) + " of " + std::string(field.name) + ": " + result.error().message +
             "\n";
    }
  };
  const T fresh{};
  for (const Field& field : TypeOf<T>::type.fields) {
    if (!field.example.empty()) {
      check(field, "example", field.example);
    }
    if (field.presence == Presence::defaulted) {
      check(field, "default", member_json(field, &fresh, Secrets::shown));
    }
  }
  return out;
}

}  // namespace kith
