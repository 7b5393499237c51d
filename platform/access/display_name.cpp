// SPDX-License-Identifier: Apache-2.0
#include "access/display_name.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include "base/utf8.h"

namespace kith::access {
namespace {

constexpr std::size_t longest_name = 100;

bool is_hidden(char32_t value) {
  // The joiners shape letters of several scripts, and are seen by what they do.
  constexpr char32_t zero_width_non_joiner = 0x200C;
  constexpr char32_t zero_width_joiner = 0x200D;
  if (value == zero_width_joiner || value == zero_width_non_joiner) {
    return false;
  }
  switch (u_charType(static_cast<UChar32>(value))) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
    case U_SURROGATE:
    case U_PRIVATE_USE_CHAR:
    case U_UNASSIGNED: return true;
    default: return false;
  }
}

bool is_space(char32_t value) {
  return u_isUWhiteSpace(static_cast<UChar32>(value)) != 0;
}

/// Runs of white space become one space, those at the ends nothing.
Result<std::string> squeezed(std::string_view text, std::string_view field) {
  std::string out;
  bool space_waits = false;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (point.size == 0 || is_hidden(point.value)) {
      return fail_at(ErrorCode::invalid, std::string(field),
                     "Must be one line of visible characters.");
    }
    if (is_space(point.value)) {
      space_waits = !out.empty();
    } else {
      out.append(space_waits ? " " : "").append(text.substr(0, point.size));
      space_waits = false;
    }
    text.remove_prefix(point.size);
  }
  return out;
}

}  // namespace

std::string composed(std::string_view text) {
  if (ascii_prefix(text) == text.size() || !is_valid_utf8(text)) {
    return std::string(text);
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  if (normalizer != nullptr) {
    normalizer->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())),
                              sink, nullptr, status);
  }
  return U_SUCCESS(status) ? out : std::string(text);
}

Result<std::string> display_name(std::string_view text, std::string_view field) {
  std::string name = KITH_TRY(squeezed(composed(text), field));
  const std::size_t length = count_code_points(name);
  if (length == 0 || length > longest_name) {
    return fail_at(ErrorCode::invalid, std::string(field), "Must have 1 to 100 characters.");
  }
  return name;
}

}  // namespace kith::access
