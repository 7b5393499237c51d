// SPDX-License-Identifier: Apache-2.0
#include "base/described_scalars.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>
#include <optional>

#include <kith/time.h>

#include "base/described_words.h"
#include "base/rfc3339.h"
#include "base/text_form.h"
#include "base/utf8.h"

namespace kith {

namespace {

constexpr Bounds any_int32{std::numeric_limits<std::int32_t>::min(),
                           std::numeric_limits<std::int32_t>::max()};
constexpr Bounds any_int64{std::numeric_limits<std::int64_t>::min(),
                           std::numeric_limits<std::int64_t>::max()};

Complaint must_be(std::string_view code, const Type& type, const Limits& limits) {
  return {code, "Must be " + described_words(type, limits) + "."};
}

/// Bytes are never fewer than code points, so most texts need no counting.
bool length_fits(std::string_view text, const Limits& limits) {
  if (limits.min_length == 0 && text.size() <= limits.max_length) {
    return true;
  }
  const std::size_t count = count_code_points(text);
  return count >= limits.min_length && count <= limits.max_length;
}

Complaint check_text(std::string_view text, const Type& type, const Limits& limits) {
  if (!length_fits(text, limits)) {
    return {"length", fmt::format("Must be {}; this has {}.", described_words(type, limits),
                                  count_code_points(text))};
  }
  if (limits.form != TextForm::none && !text_form_rule(limits.form).matches(text)) {
    return must_be("form", type, limits);
  }
  return {};
}

Complaint store_plain_text(std::string_view text, const Type& type, const Limits& limits,
                           Strictness strictness, void* out) {
  if (text.find('\0') != std::string_view::npos) {
    return {"characters", "Must not hold the character U+0000."};
  }
  if (strictness == Strictness::strict) {
    if (Complaint complaint = check_text(text, type, limits)) {
      return complaint;
    }
  }
  static_cast<std::string*>(out)->assign(text);
  return {};
}

std::optional<std::int64_t> parse_id(std::string_view text, Strictness strictness) {
  const bool digits = !text.empty() && text[0] >= '0' && text[0] <= '9';
  const bool zero = text == "0" && strictness == Strictness::tolerant;
  if (!digits || (text[0] == '0' && !zero)) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ec != std::errc{} || end.ptr != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

Complaint store_word(std::string_view text, const Type& type, void* out) {
  const auto word = std::ranges::find(type.words, text);
  if (word == type.words.end()) {
    return {"one_of", "Must be one of: " + joined_words(type) + "."};
  }
  const auto index = static_cast<std::uint64_t>(word - type.words.begin());
  std::memcpy(out, &index, type.size);  // little-endian, as every machine kith runs on
  return {};
}

}  // namespace

Complaint store_text(std::string_view text, const Type& type, const Limits& limits,
                     Strictness strictness, void* out) {
  switch (type.kind) {
    case Kind::text: return store_plain_text(text, type, limits, strictness, out);
    case Kind::id: {
      const std::optional<std::int64_t> id = parse_id(text, strictness);
      if (!id) {
        return must_be("form", type, limits);
      }
      *static_cast<std::int64_t*>(out) = *id;
      return {};
    }
    case Kind::time: {
      const std::optional<Time> time = parse_rfc3339(text);
      if (!time) {
        return must_be("form", type, limits);
      }
      *static_cast<Time*>(out) = *time;
      return {};
    }
    case Kind::enumeration: return store_word(text, type, out);
    default: return must_be("type", type, limits);
  }
}

Complaint store_integer(std::int64_t value, const Type& type, const Limits& limits,
                        Strictness strictness, void* out) {
  const Bounds bounds = strictness == Strictness::strict ? integer_bounds(type, limits)
                        : type.size == 4                 ? any_int32
                                                         : any_int64;
  if (value < bounds.minimum || value > bounds.maximum) {
    return must_be("range", type, limits);
  }
  if (type.size == 4) {
    *static_cast<std::int32_t*>(out) = static_cast<std::int32_t>(value);
  } else {
    *static_cast<std::int64_t*>(out) = value;
  }
  return {};
}

Complaint check_count(std::size_t count, const Type& type, const Limits& limits,
                      Strictness strictness) {
  if (strictness == Strictness::strict && (count < limits.min_items || count > limits.max_items)) {
    return {"items", fmt::format("Must be {}; this has {}.", described_words(type, limits), count)};
  }
  return {};
}

}  // namespace kith
