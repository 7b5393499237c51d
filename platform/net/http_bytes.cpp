// SPDX-License-Identifier: Apache-2.0
#include "net/http_bytes.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace kith::net {
namespace {

enum ByteKind : std::uint8_t { token_byte = 1, plain_value_byte = 2 };

constexpr std::array<std::uint8_t, 256> byte_kinds = [] {
  std::array<std::uint8_t, 256> kinds{};
  for (unsigned byte = 0x20; byte < 0x7f; ++byte) {
    kinds[byte] |= plain_value_byte;
  }
  kinds['\t'] |= plain_value_byte;
  for (unsigned byte = '0'; byte <= '9'; ++byte) {
    kinds[byte] |= token_byte;
  }
  for (unsigned byte = 'a'; byte <= 'z'; ++byte) {
    kinds[byte] |= token_byte;
    kinds[byte - 'a' + 'A'] |= token_byte;
  }
  for (const char byte : std::string_view("!#$%&'*+-.^_`|~")) {
    kinds[static_cast<unsigned char>(byte)] |= token_byte;
  }
  return kinds;
}();

bool has_kind(char byte, ByteKind kind) {
  return (byte_kinds[static_cast<unsigned char>(byte)] & kind) != 0;
}

// The length of the UTF-8 sequence at the start of `text`, 0 if there is none. The second byte's
// bounds keep out overlong forms, surrogates and what lies above U+10FFFF.
std::size_t sequence_length(std::string_view text) {
  const auto byte_at = [&](std::size_t index) {
    return index < text.size() ? static_cast<unsigned char>(text[index]) : 0u;
  };
  const unsigned lead = byte_at(0);
  const std::size_t length = lead >= 0xc2 && lead <= 0xdf   ? 2
                             : lead >= 0xe0 && lead <= 0xef ? 3
                             : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                            : 0;
  const unsigned lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  const unsigned highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  if (length == 0 || byte_at(1) < lowest || byte_at(1) > highest) {
    return 0;
  }
  for (std::size_t index = 2; index < length; ++index) {
    if (byte_at(index) < 0x80 || byte_at(index) > 0xbf) {
      return 0;
    }
  }
  return length;
}

}  // namespace

bool is_token_byte(char byte) {
  return has_kind(byte, token_byte);
}

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_token_byte);
}

bool is_field_value(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = has_kind(text.front(), plain_value_byte) ? 1 : sequence_length(text);
    if (length == 0) {
      return false;
    }
    text.remove_prefix(length);
  }
  return true;
}

bool same_word(std::string_view left, std::string_view right) {
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(),
                    [](char one, char other) { return to_lower(one) == to_lower(other); });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view next_element(std::string_view& list) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view element = trimmed(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
    if (!element.empty()) {
      return element;
    }
  }
  return {};
}

}  // namespace kith::net
