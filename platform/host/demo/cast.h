// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/demo/phrases.h"

/// Who takes part in the demonstration.
namespace kith::host::demo {

/// Chance that repeats itself: the same numbers for the same seed, everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  /// A number from 0 to `limit` - 1.
  std::uint64_t below(std::uint64_t limit) { return engine_() % limit; }
  /// True in so many of a hundred cases.
  bool percent(std::uint64_t share) { return below(100) < share; }
  template <class T>
  const T& pick(std::span<const T> from) {
    return from[below(from.size())];
  }

 private:
  std::mt19937_64 engine_;
};

/// A customer, by the name and the handle that they use everywhere.
struct Customer {
  std::string handle;
  std::string name;
  Tongue tongue = Tongue::english;
};

/// So many customers: nearly half of them speak English, a quarter German, the rest Spanish and
/// French.
std::vector<Customer> make_customers(Dice& dice, std::size_t count);

/// The colleagues who answer.
std::span<const std::string_view> colleagues();
/// The address that a colleague signs in with.
std::string address_of(std::string_view colleague);
/// What the company sells.
std::span<const std::string_view> products();

}  // namespace kith::host::demo
