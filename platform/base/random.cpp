// SPDX-License-Identifier: Apache-2.0
#include "base/random.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <vector>

namespace kith {

std::uint64_t Random::number() {
  std::uint64_t value = 0;
  fill({reinterpret_cast<unsigned char*>(&value), sizeof value});
  return value;
}

std::uint64_t Random::below(std::uint64_t bound) {
  // Values past the last whole multiple of the bound would make small results likelier.
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  std::uint64_t value = number();
  while (value >= limit) {
    value = number();
  }
  return value % bound;
}

std::string Random::token(std::size_t bytes) {
  std::vector<unsigned char> raw(bytes);
  fill(raw);
  std::string text(sodium_base64_encoded_len(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING), 0);
  sodium_bin2base64(text.data(), text.size(), raw.data(), raw.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // the terminator that sodium counts
  return text;
}

SystemRandom::SystemRandom() {
  if (sodium_init() < 0) {
    throw std::bad_alloc();
  }
}

void SystemRandom::fill(std::span<unsigned char> bytes) {
  randombytes_buf(bytes.data(), bytes.size());
}

void SeededRandom::fill(std::span<unsigned char> bytes) {
  while (!bytes.empty()) {
    const std::uint64_t value = next();
    const std::size_t size = std::min(bytes.size(), sizeof value);
    std::memcpy(bytes.data(), &value, size);
    bytes = bytes.subspan(size);
  }
}

// splitmix64 (Steele, Lea, Flood 2014)
std::uint64_t SeededRandom::next() {
  state_ += 0x9e3779b97f4a7c15ULL;
  std::uint64_t value = state_;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

}  // namespace kith
