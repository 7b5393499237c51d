// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace kith {

/// Where every part takes chance from, so that tests and the simulation can repeat it.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<unsigned char> bytes) = 0;

  std::uint64_t number();
  /// Uniform in [0, bound); bound > 0.
  std::uint64_t below(std::uint64_t bound);
  /// `bytes` random bytes in URL-safe base 64 without padding.
  std::string token(std::size_t bytes);
};

/// The system's cryptographic source. Safe from any thread.
class SystemRandom final : public Random {
 public:
  SystemRandom();
  void fill(std::span<unsigned char> bytes) override;
};

/// Repeats itself for the same seed; never for secrets. One thread at a time.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<unsigned char> bytes) override;

 private:
  std::uint64_t next();
  std::uint64_t state_;
};

}  // namespace kith
