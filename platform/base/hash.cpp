// SPDX-License-Identifier: Apache-2.0
#include "base/hash.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <new>

namespace kith {

struct Sha256Hasher::Context {
  // Fetched once: an implicit fetch at each start costs more than the hash of an event.
  EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVP_MD_CTX* state = EVP_MD_CTX_new();
  Context() {
    if (algorithm == nullptr || state == nullptr) {
      throw std::bad_alloc();
    }
  }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() {
    EVP_MD_CTX_free(state);
    EVP_MD_free(algorithm);
  }
};

Sha256Hasher::Sha256Hasher() : context_(std::make_unique<Context>()) {}
Sha256Hasher::Sha256Hasher(Sha256Hasher&&) noexcept = default;
Sha256Hasher& Sha256Hasher::operator=(Sha256Hasher&&) noexcept = default;
Sha256Hasher::~Sha256Hasher() = default;

void Sha256Hasher::begin() {
  EVP_DigestInit_ex2(context_->state, context_->algorithm, nullptr);
}

void Sha256Hasher::add(std::string_view bytes) {
  EVP_DigestUpdate(context_->state, bytes.data(), bytes.size());
}

Sha256 Sha256Hasher::end() {
  Sha256 hash{};
  unsigned int size = 0;
  EVP_DigestFinal_ex(context_->state, hash.data(), &size);
  return hash;
}

Sha256 sha256(std::string_view bytes) {
  Sha256Hasher hasher;
  hasher.begin();
  hasher.add(bytes);
  return hasher.end();
}

Sha256 hmac_sha256(std::string_view key, std::string_view text) {
  Sha256 code{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), code.data(), &size);
  return code;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4];
    text += digits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

KeyedHash keyed_hash(const HashKey& key, std::string_view first, std::string_view second) {
  crypto_generichash_state state;
  KeyedHash hash{};
  const auto add = [&](std::string_view bytes) {
    // The length in front keeps ("ab", "c") and ("a", "bc") apart.
    const std::uint64_t size = bytes.size();
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&size), sizeof size);
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()),
                              bytes.size());
  };
  crypto_generichash_init(&state, key.data(), key.size(), hash.size());
  add(first);
  add(second);
  crypto_generichash_final(&state, hash.data(), hash.size());
  return hash;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace kith
