// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace kith {

/// What a value is on the wire. The set is closed: no float (scores are 1/10 000), no map, no free
/// JSON.
enum class Kind : std::uint8_t {
  boolean,
  integer,      ///< int32 or int64; a JSON number held to ±(2^53 - 1)
  text,         ///< UTF-8 without U+0000
  id,           ///< kith::Id: a string of decimal digits
  time,         ///< kith::Time: RFC 3339
  enumeration,  ///< a word
  list,
  optional,  ///< absent, never null
  change,    ///< absent, null or a value
  object,
  choice,  ///< one of several objects, told apart by the member "kind"
};

/// The forms that a text can be held to, by name in namespace kith::forms. Checker and expression
/// of each are in base; `none` takes any text.
enum class TextForm : std::uint8_t {
  none,
  any_line,      ///< one line: no control characters, no line separators
  colour,        ///< #rrggbb
  country,       ///< ISO 3166 alpha-2, as DE
  date,          ///< a day that exists, as 2024-02-29
  email,         ///< an address of the plain dot-atom form
  host_name,     ///< a DNS name or an IPv4 address
  iana_zone,     ///< as Europe/Berlin; whether the zone exists is for the calendar to say
  language_tag,  ///< BCP 47 without extensions, as de-AT
  time_of_day,   ///< as 08:30
  url,           ///< absolute, http or https, without user and password
  word,          ///< label, permission or handle: a-z, 0-9, and . _ - between them
};

/// What holds the values of a member; each applies to the part of the member's type that it fits
/// (`items` to the list, the others to what is in it).
struct Limits {
  std::int64_t minimum = std::numeric_limits<std::int64_t>::min();
  std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
  std::uint32_t min_length = 0;  ///< in code points
  std::uint32_t max_length = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t min_items = 0;
  std::uint32_t max_items = std::numeric_limits<std::uint32_t>::max();
  TextForm form = TextForm::none;
};

/// Whether a member may be absent, and what it is then.
enum class Presence : std::uint8_t {
  required,
  optional,   ///< std::optional or Change: may be absent
  defaulted,  ///< keeps the member's own initialiser when absent
};

struct Type;

/// One member of a described struct. Constant data for the life of the program (of the loaded
/// module, where a module declared it).
struct Field {
  std::string_view name;
  std::string_view meaning;
  const Type* type = nullptr;
  void* (*member)(void* object) = nullptr;  ///< the address of the member in `object`
  Limits limits;
  std::string_view example;  ///< as JSON, or ""
  Presence presence = Presence::required;
  bool secret = false;   ///< its value is in no log and in no explanation
  bool restart = false;  ///< a configuration property that is read only at start

  const void* in(const void* object) const { return member(const_cast<void*>(object)); }
  void* in(void* object) const { return member(object); }
};

/// How to look into a value without knowing its C++ type. Which functions are there depends on the
/// kind, and so does their meaning.
struct Access {
  /// object: a new one with its own initialisers, and its end.
  void* (*create)() = nullptr;
  void (*destroy)(void* object) = nullptr;
  /// list: how many; optional: 0 or 1; change: its ChangeState; choice: which alternative.
  std::size_t (*count)(const void* value) = nullptr;
  /// list: the element at `index`; optional, change, choice: what is in it.
  void* (*at)(void* value, std::size_t index) = nullptr;
  /// list: appends one; optional, change: gives it a value; choice: makes it that alternative.
  /// Returns the new one.
  void* (*add)(void* value, std::size_t index) = nullptr;
  /// list, optional: empties; change: cleared.
  void (*clear)(void* value) = nullptr;
};

/// A type on the wire, erased: what the one reader, writer and schema emitter of base work from.
/// Constant data. A type is known by `name`, not by address: a loaded module has its own tables.
struct Type {
  Kind kind = Kind::boolean;
  std::uint32_t size = 0;         ///< bytes of the integer, the enumeration, the list's element
  std::string_view name;          ///< object, enumeration: as "kith::service::Case"
  std::string_view meaning;       ///< object
  std::span<const Field> fields;  ///< object: at most 64
  std::span<const std::string_view> words;  ///< enumeration: by value; choice: by alternative
  std::span<const Type* const> inner;       ///< list, optional, change: what is in it; choice: each
  const Access* access = nullptr;           ///< object, list, optional, change, choice
};

/// The type within an optional or a change; any other type itself.
inline const Type& held_type(const Type& type) {
  const bool holds = type.kind == Kind::optional || type.kind == Kind::change;
  return holds ? *type.inner[0] : type;
}

/// `TypeOf<T>::type` is the table of T; including <kith/described.h> defines it.
template <class T>
struct TypeOf {
  static const Type type;
};

}  // namespace kith
