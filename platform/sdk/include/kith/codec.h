// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <kith/described.h>
#include <kith/result.h>

namespace kith {

/// Turns described structs into JSON and back, for code that sees only the SDK. The host has one,
/// for all threads.
class Codec {
 public:
  virtual ~Codec() = default;
  virtual void write(std::string& out, const Type& type, const void* value) const = 0;
  /// Tolerant of members that it does not know: events are read by older and newer code.
  virtual Result<void> read(std::string_view json, const Type& type, void* value) const = 0;
};

}  // namespace kith
