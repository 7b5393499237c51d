// SPDX-License-Identifier: Apache-2.0
#include "text/sketch.h"

#include <algorithm>

#include "text/tokens.h"

namespace kith::text {
namespace {

constexpr std::size_t bits = std::tuple_size_v<Sketch> * 8;
constexpr std::size_t shortest_with_runs = 5;
constexpr std::size_t run_length = 3;

std::uint64_t hash_of_feature(std::string_view feature) {
  std::uint64_t value = 14695981039346656037ULL;
  for (const char each : feature) {
    value = (value ^ static_cast<std::uint8_t>(each)) * 1099511628211ULL;
  }
  return value;
}

/// The next of the numbers that follow from a seed (splitmix64).
std::uint64_t next(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15ULL;
  std::uint64_t value = state;
  value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ value >> 27) * 0x94d049bb133111ebULL;
  return value ^ value >> 31;
}

/// Where a text leans to in each of so many random directions.
class Leaning {
 public:
  void add(std::string_view feature, std::int32_t weight) {
    std::uint64_t state = hash_of_feature(feature);
    for (std::size_t word = 0; word < bits / 64; ++word) {
      const std::uint64_t signs = next(state);
      for (std::size_t bit = 0; bit < 64; ++bit) {
        sums_[word * 64 + bit] += (signs >> bit & 1) != 0 ? weight : -weight;
      }
    }
  }
  Sketch sketch() const {
    Sketch sketch{};
    for (std::size_t bit = 0; bit < bits; ++bit) {
      if (sums_[bit] > 0) {
        sketch[bit / 8] = static_cast<std::uint8_t>(sketch[bit / 8] | 1U << bit % 8);
      }
    }
    return sketch;
  }

 private:
  std::array<std::int32_t, bits> sums_{};
};

std::int32_t weight_of(const Token& token) {
  if (token.is_character) {
    return 2;
  }
  return token.text.size() < 3 ? 1 : token.text.size() < 4 ? 2 : 6;
}

}  // namespace

Sketch sketch_of(std::string_view text) {
  Leaning leaning;
  for_each_token(text, [&](const Token& token) {
    leaning.add(token.text, weight_of(token));
    if (token.is_character || token.text.size() < shortest_with_runs) {
      return;
    }
    for (std::size_t at = 0; at + run_length <= token.text.size(); ++at) {
      leaning.add(token.text.substr(at, run_length), 1);
    }
  });
  return leaning.sketch();
}

}  // namespace kith::text
