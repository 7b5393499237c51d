// SPDX-License-Identifier: Apache-2.0
#include "access/secret.h"

#include <algorithm>

namespace kith::access {
namespace {

constexpr std::size_t secret_bytes = 32;
constexpr std::size_t secret_letters = 43;
constexpr std::size_t checksum_letters = 6;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

/// CRC-32 as zip and Ethernet have it, a bit at a time: a token is short and checked rarely.
std::uint32_t crc32(std::string_view text) {
  constexpr std::uint32_t polynomial = 0xEDB88320U;
  std::uint32_t rest = ~0U;
  for (const char c : text) {
    rest ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) {
      rest = (rest >> 1) ^ ((rest & 1U) != 0 ? polynomial : 0U);
    }
  }
  return ~rest;
}

std::string checksum(std::string_view text) {
  constexpr std::string_view digits =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::uint32_t rest = crc32(text);
  std::string letters(checksum_letters, '0');
  for (char& letter : letters) {
    letter = digits[rest % digits.size()];
    rest /= static_cast<std::uint32_t>(digits.size());
  }
  return letters;
}

}  // namespace

NewSecret new_secret(Random& random) {
  std::string text = random.token(secret_bytes);
  const Sha256 hash = sha256(text);
  return {std::move(text), hash};
}

std::optional<Sha256> secret_hash(std::string_view text) {
  if (text.size() != secret_letters || !std::ranges::all_of(text, is_letter)) {
    return std::nullopt;
  }
  return sha256(text);
}

NewSecret new_api_token(Random& random) {
  std::string text = std::string(api_token_prefix) + random.token(secret_bytes);
  text += checksum(text);
  const Sha256 hash = sha256(text);
  return {std::move(text), hash};
}

std::optional<Sha256> api_token_hash(std::string_view text) {
  constexpr std::size_t before_checksum = api_token_prefix.size() + secret_letters;
  if (text.size() != before_checksum + checksum_letters || !text.starts_with(api_token_prefix) ||
      !std::ranges::all_of(text, is_letter) ||
      checksum(text.substr(0, before_checksum)) != text.substr(before_checksum)) {
    return std::nullopt;
  }
  return sha256(text);
}

}  // namespace kith::access
