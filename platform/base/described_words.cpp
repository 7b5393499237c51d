// SPDX-License-Identifier: Apache-2.0
#include "base/described_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

#include "base/text_form.h"

namespace kith {

namespace {

constexpr std::int64_t safe_integer = (std::int64_t{1} << 53) - 1;
constexpr std::size_t longest_guess = 64;

std::string amount_words(std::uint32_t min, std::uint32_t max, std::string_view unit) {
  const std::string_view plural = max == 1 || (max == no_limit && min == 1) ? "" : "s";
  if (min == max) {
    return fmt::format("{} {}{}", min, unit, plural);
  }
  if (max == no_limit) {
    return fmt::format("at least {} {}{}", min, unit, plural);
  }
  if (min == 0) {
    return fmt::format("at most {} {}{}", max, unit, plural);
  }
  return fmt::format("{} to {} {}{}", min, max, unit, plural);
}

bool limited(std::uint32_t min, std::uint32_t max) {
  return min > 0 || max != no_limit;
}

std::string text_words(const Limits& limits) {
  std::string out(text_form_rule(limits.form).words);
  if (limited(limits.min_length, limits.max_length)) {
    out += limits.form == TextForm::none ? " of " : ", ";
    out += amount_words(limits.min_length, limits.max_length, "character");
  }
  return out;
}

std::string integer_words(const Type& type, const Limits& limits) {
  const Bounds bounds = integer_bounds(type, limits);
  return fmt::format("a whole number from {} to {}", bounds.minimum, bounds.maximum);
}

std::string list_words(const Type& type, const Limits& limits) {
  std::string out = "a list";
  if (limited(limits.min_items, limits.max_items)) {
    out += " of " + amount_words(limits.min_items, limits.max_items, "element");
  }
  return out + ", each " + described_words(*type.inner[0], limits);
}

/// Edits between two names: insertions, deletions, replacements and swaps of neighbours.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::array<std::array<std::size_t, longest_guess + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) {
    rows[0][j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& second_above = rows[(i + 1) % 3];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], second_above[j - 2] + 1);
      }
    }
  }
  return rows[a.size() % 3][b.size()];
}

}  // namespace

Bounds integer_bounds(const Type& type, const Limits& limits) {
  const std::int64_t bound =
      type.size == 4 ? std::numeric_limits<std::int32_t>::max() : safe_integer;
  const std::int64_t lowest = type.size == 4 ? -bound - 1 : -bound;
  return {std::max(limits.minimum, lowest), std::min(limits.maximum, bound)};
}

std::string joined_words(const Type& type) {
  return fmt::format("{}", fmt::join(type.words, ", "));
}

std::string described_words(const Type& type, const Limits& limits) {
  switch (type.kind) {
    case Kind::boolean: return "true or false";
    case Kind::integer: return integer_words(type, limits);
    case Kind::text: return text_words(limits);
    case Kind::id: return "an id, as \"412\"";
    case Kind::time: return "a time, as \"2024-05-01T12:00:00Z\"";
    case Kind::enumeration: return "one of: " + joined_words(type);
    case Kind::list: return list_words(type, limits);
    case Kind::optional: return described_words(*type.inner[0], limits);
    case Kind::change: return described_words(*type.inner[0], limits) + "; or null, to clear it";
    case Kind::object: return "an object";
    case Kind::choice: return "an object whose \"kind\" is one of: " + joined_words(type);
  }
  return {};
}

std::string_view nearest_name(const Type& type, std::string_view wrong) {
  std::string_view nearest;
  if (wrong.size() > longest_guess) {
    return nearest;
  }
  std::size_t best = std::max<std::size_t>(1, wrong.size() / 3) + 1;
  for (const Field& field : type.fields) {
    const std::size_t distance = edit_distance(wrong, field.name);
    if (distance < best) {
      best = distance;
      nearest = field.name;
    }
  }
  return nearest;
}

}  // namespace kith
