// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <kith/id.h>
#include <kith/time.h>

namespace kith {

/// One SQL statement, declared as a constant beside its one caller and listed in its owner's table
/// of statements, so that it is prepared once, at start, under that owner's rights. Parameters are
/// written `$name`. One text serves SQLite and PostgreSQL; where it cannot, `postgres` holds the
/// other. One that starts with `--` says why there is nothing to do there: such a statement then
/// finds and changes nothing. The name feeds metrics and the log of slow statements.
struct Statement {
  std::string_view name;
  std::string_view text;
  std::string_view postgres = {};
};

/// A value for a parameter. Text and bytes are looked at, not owned: they must live until the call
/// that takes the value returns.
class Value {
 public:
  enum class Kind : std::uint8_t { null, integer, text, blob };

  constexpr Value() = default;
  constexpr Value(std::nullptr_t) {}
  constexpr Value(bool value) : kind_(Kind::integer), integer_(value ? 1 : 0) {}
  template <std::integral Integer>
  constexpr Value(Integer value)
      : kind_(Kind::integer), integer_(static_cast<std::int64_t>(value)) {}
  template <class Noun>
  constexpr Value(Id<Noun> id) : kind_(Kind::integer), integer_(id.value) {}
  constexpr Value(Time time) : kind_(Kind::integer), integer_(time.microseconds) {}
  constexpr Value(std::string_view text) : kind_(Kind::text), bytes_(text) {}
  constexpr Value(const char* text) : kind_(Kind::text), bytes_(text) {}
  Value(const std::string& text) : kind_(Kind::text), bytes_(text) {}
  template <class Inner>
  constexpr Value(const std::optional<Inner>& value)
      : Value(value ? Value(*value) : Value(nullptr)) {}

  /// Bytes that are not text, such as a hash.
  static constexpr Value blob(std::string_view bytes) {
    Value value(bytes);
    value.kind_ = Kind::blob;
    return value;
  }

  constexpr Kind kind() const { return kind_; }
  constexpr std::int64_t integer() const { return integer_; }
  constexpr std::string_view bytes() const { return bytes_; }

 private:
  Kind kind_ = Kind::null;
  std::int64_t integer_ = 0;
  std::string_view bytes_;
};

/// A value and the `$name` it is for, without the dollar sign.
struct Parameter {
  std::string_view name;
  Value value;
};

using Parameters = std::initializer_list<Parameter>;

}  // namespace kith
