// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace kith {

using Sha256 = std::array<unsigned char, 32>;

/// SHA-256 of text that comes in pieces. Reused between texts; one thread at a time.
class Sha256Hasher {
 public:
  Sha256Hasher();
  Sha256Hasher(Sha256Hasher&&) noexcept;
  Sha256Hasher& operator=(Sha256Hasher&&) noexcept;
  ~Sha256Hasher();

  void begin();
  void add(std::string_view bytes);
  Sha256 end();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

Sha256 sha256(std::string_view bytes);
std::string hex(std::string_view bytes);
inline std::string_view bytes_of(const Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

/// HMAC-SHA256: what proves to the other holder of the key who wrote the text.
Sha256 hmac_sha256(std::string_view key, std::string_view text);

/// A 128-bit hash that only the holder of the key can predict (BLAKE2b), for ids that networks
/// and strangers choose.
using KeyedHash = std::array<unsigned char, 16>;
using HashKey = std::array<unsigned char, 32>;
KeyedHash keyed_hash(const HashKey& key, std::string_view first, std::string_view second);
inline std::string_view bytes_of(const KeyedHash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

/// True when both are the same, in a time that does not depend on where they differ.
bool equal_in_constant_time(std::string_view left, std::string_view right);

}  // namespace kith
