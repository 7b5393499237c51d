// SPDX-License-Identifier: Apache-2.0
#include "http/target.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.h"

namespace kith::http {
namespace {

enum class Plus : std::uint8_t { is_plus, is_space };

std::unexpected<Error> bad_escape() {
  return fail(ErrorCode::invalid,
              "The address holds a % that is not followed by two hexadecimal digits.");
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') {
    return static_cast<unsigned>(c - '0');
  }
  const char lower = static_cast<char>(c | 0x20);
  if (lower >= 'a' && lower <= 'f') {
    return static_cast<unsigned>(lower - 'a' + 10);
  }
  return std::nullopt;
}

Result<std::string> decode(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == Plus::is_space) {
      out.push_back(' ');
    } else if (text[i] != '%') {
      out.push_back(text[i]);
    } else {
      if (i + 2 >= text.size()) {
        return bad_escape();
      }
      const auto high = hex_digit(text[i + 1]);
      const auto low = hex_digit(text[i + 2]);
      if (!high || !low) {
        return bad_escape();
      }
      out.push_back(static_cast<char>(*high * 16 + *low));
      i += 2;
    }
  }
  return out;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

Result<std::string> decode_segment(std::string_view raw) {
  std::string segment = KITH_TRY(decode(raw, Plus::is_plus));
  if (segment == "." || segment == "..") {
    return fail(ErrorCode::invalid, "The address holds a segment of dots.");
  }
  const bool refused =
      std::ranges::any_of(segment, [](char c) { return c == '/' || c == '\\' || is_control(c); });
  if (refused || !is_valid_utf8(segment)) {
    return fail(ErrorCode::invalid,
                "The address holds an escaped character that no address of kith has.");
  }
  return segment;
}

Result<std::string> decode_query_text(std::string_view raw) {
  std::string text = KITH_TRY(decode(raw, Plus::is_space));
  if (text.find('\0') != std::string::npos || !is_valid_utf8(text)) {
    return fail(ErrorCode::invalid, "The query holds what is not text.");
  }
  return text;
}

}  // namespace

Result<std::vector<std::string>> split_path(std::string_view path) {
  if (!path.starts_with('/')) {
    return fail(ErrorCode::invalid, "The address must start with a slash.");
  }
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    segments.push_back(KITH_TRY(decode_segment(path.substr(0, end))));
    path.remove_prefix(end);
    if (segments.size() > most_path_segments) {
      return fail(ErrorCode::invalid, "The address has more segments than any of kith's.");
    }
  }
  return segments;
}

Result<DecodedParameters> parse_query(std::string_view query) {
  DecodedParameters parameters;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::string name = KITH_TRY(decode_query_text(pair.substr(0, equals)));
    if (name.empty()) {
      return fail(ErrorCode::invalid, "The query holds a value without a name.");
    }
    const std::string_view value = equals == pair.size() ? "" : pair.substr(equals + 1);
    parameters.emplace_back(std::move(name), KITH_TRY(decode_query_text(value)));
    query.remove_prefix(std::min(end + 1, query.size()));
    if (parameters.size() > most_query_parameters) {
      return fail(ErrorCode::invalid, "The query has too many parameters.");
    }
  }
  return parameters;
}

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").contains(c);
    if (plain) {
      out.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.push_back('%');
      out.push_back(digits[byte >> 4U]);
      out.push_back(digits[byte & 15U]);
    }
  }
  return out;
}

}  // namespace kith::http
