// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <kith/result.h>

#include "base/hash.h"
#include "base/random.h"

namespace kith::access {

/// What a sealed text belongs to. A text that was sealed for one place opens at no other: not in
/// another row, not for another purpose.
struct SealedFor {
  std::string_view purpose;     ///< as "channel.secret", a constant of the code
  std::int64_t row = 0;         ///< the id of the row it stands in, 0 where there is none
  std::string_view extra = {};  ///< whatever else must be the same, as a page's filter
};

/// The keys outside the data folder with which secrets are sealed (XChaCha20-Poly1305). The first
/// key of the file seals, all of them open: a new first line and a restart rotate the key, and the
/// old line goes when nothing sealed with it is left. Immutable; safe from any thread.
class SealingKey {
 public:
  /// Of a key file's text: one key a line, 64 hexadecimal digits; empty lines and lines that start
  /// with # are passed over.
  static Result<SealingKey> parse(std::string_view text);

  /// Bytes, not text: 45 more than `plain` has.
  std::string seal(const SealedFor& place, std::string_view plain, Random& random) const;
  /// `invalid` for what was sealed for another place, with a key that is not here, or was altered.
  Result<std::string> open(const SealedFor& place, std::string_view sealed) const;

  /// The same as text for URLs and JSON (base 64, URL-safe, no padding).
  std::string seal_text(const SealedFor& place, std::string_view plain, Random& random) const;
  Result<std::string> open_text(const SealedFor& place, std::string_view sealed) const;

  /// A key for one purpose, from the last key of the file, which stays when a new one is put first:
  /// what it was used for survives a rotation.
  HashKey derive(std::string_view purpose) const;

  /// What the first key is called; tells nothing about it.
  std::string fingerprint() const;
  bool has(std::string_view fingerprint) const;

 private:
  static constexpr std::size_t name_bytes = 4;

  struct Key {
    std::array<unsigned char, 32> bytes{};
    std::array<unsigned char, name_bytes> name{};
  };

  SealingKey() = default;
  static Result<Key> parse_line(std::string_view line, std::size_t number);
  const Key* find(std::string_view name) const;

  std::vector<Key> keys_;
};

}  // namespace kith::access
