// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <kith/described.h>
#include <kith/result.h>

#include "base/described_reader.h"

namespace kith {

/// One name and value of a path or query, percent-decoded. Views into the request.
struct InputParameter {
  std::string_view name;
  std::string_view value;
};

/// What a request takes as its body.
enum class BodyUse : std::uint8_t { none, json };

/// Where the members of one request's input come from. Views into the request.
struct InputSources {
  std::span<const InputParameter> path = {};
  std::span<const InputParameter> query = {};
  std::string_view body = {};
  BodyUse body_use = BodyUse::none;
};

/// Whether a path or query can carry the member: a value, or a list of values, that is no object.
bool fits_parameter(const Field& field);

/// Reads parameters into `out`, a fresh object of `type`. A list takes its elements from repeated
/// names and, where its elements cannot hold one, from between commas. Every fault is collected.
Result<void> read_parameters(std::span<const InputParameter> parameters, const Type& type,
                             void* out);

/// Reads the whole input of a request into `out`, a fresh one of `type`: what the path names, then
/// the query, then the body, which may be empty where nothing in it is required. No member may
/// come twice. Every fault is collected.
Result<void> read_input(JsonReader& reader, const InputSources& sources, const Type& type,
                        void* out);

template <class T>
Result<T> read_input(JsonReader& reader, const InputSources& sources) {
  T out{};
  KITH_CHECK(read_input(reader, sources, TypeOf<T>::type, &out));
  return out;
}

}  // namespace kith
