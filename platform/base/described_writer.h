// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include <kith/described.h>

#include "base/json_writer.h"

namespace kith {

/// Whether members marked `secret` are written. Hidden is for logs and explanations: a secret that
/// has a value reads "(hidden)" there.
enum class Secrets : std::uint8_t { shown, hidden };

/// Whether members that say nothing are written: those that may be absent, and are zero, false or
/// empty as they are in a new object.
enum class Members : std::uint8_t { all, telling };

/// Writes `value`, whose type is `type`, as JSON: members in the order of their description,
/// absent ones left out, a choice with its "kind" first. Total: it checks no limits.
void write_json(JsonWriter& writer, const Type& type, const void* value,
                Secrets secrets = Secrets::shown);

/// The same, appended to `out`.
void write_json(std::string& out, const Type& type, const void* value,
                Secrets secrets = Secrets::shown, Members members = Members::all);

template <class T>
void write_json(JsonWriter& writer, const T& value) {
  write_json(writer, TypeOf<T>::type, &value);
}

template <class T>
std::string to_json(const T& value, Secrets secrets = Secrets::shown) {
  std::string out;
  write_json(out, TypeOf<T>::type, &value, secrets);
  return out;
}

/// Writes the value of one member of `object`, without its name; null where it is absent.
void write_member(JsonWriter& writer, const Field& field, const void* object,
                  Secrets secrets = Secrets::shown);

/// The number of an enumeration's value: 0 for its first word.
std::size_t enumeration_index(const Type& type, const void* value);

/// The value of an integer of either size.
std::int64_t integer_value(const Type& type, const void* value);

}  // namespace kith
