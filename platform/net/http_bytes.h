// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace kith::net {

/// A byte that may stand in a method or a header's name (RFC 9110, "tchar").
bool is_token_byte(char byte);

/// One or more such bytes and nothing else.
bool is_token(std::string_view text);

/// What may stand in a header's value: tab, printable ASCII, and whole UTF-8 sequences above it.
/// Control characters and bytes that are no UTF-8 (0xff, Latin-1) may not.
bool is_field_value(std::string_view text);

/// 'A' to 'Z' made small, every other byte as it is; no locale.
constexpr char to_lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

/// Equal but for the case of ASCII letters.
bool same_word(std::string_view left, std::string_view right);

/// Without the blanks and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// Takes the next element off a comma-separated list; empty when `list` is used up.
std::string_view next_element(std::string_view& list);

}  // namespace kith::net
