// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <kith/type.h>

namespace kith {

/// Strict is for what somebody hands in. Tolerant is for what kith wrote itself, as an event of
/// the log: unknown members are passed over, and the limits of range, length, items and form,
/// which bind who enters a value, are not held against what was recorded.
enum class Strictness : std::uint8_t { strict, tolerant };

/// What is wrong with one value; nothing is where the code is empty.
struct Complaint {
  std::string_view code;
  std::string message;

  explicit operator bool() const { return !code.empty(); }
};

/// Stores `text`, which is valid UTF-8, as a text, id, time or enumeration.
Complaint store_text(std::string_view text, const Type& type, const Limits& limits,
                     Strictness strictness, void* out);

Complaint store_integer(std::int64_t value, const Type& type, const Limits& limits,
                        Strictness strictness, void* out);

/// How many elements a list may have, held against how many it has.
Complaint check_count(std::size_t count, const Type& type, const Limits& limits,
                      Strictness strictness);

}  // namespace kith
