// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <numbers>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith {

/// Many lists of terms, looked for in one text after another. A term is a word or some words in a
/// row, compared as the search compares them: case and accents do not matter. A term that ends with
/// `*` finds all words that begin with its last one. Any thread.
class TermMatcher {
 public:
  virtual ~TermMatcher() = default;

  /// The places of the lists of which at least one term occurs in `text`, ascending. What it takes
  /// grows with the text, not with the number of lists; terms with `*` are compared one by one.
  virtual std::vector<std::size_t> match(std::string_view text) const = 0;
};

/// What a text says, in few bytes: alike for texts that have most of their words in common.
using Sketch = std::array<std::uint8_t, 64>;

/// What the platform knows of words, for modules. Pure: the same text gives the same answer.
/// For decides, commands and queries; what matters to an apply comes by an event. Any thread.
class Texts {
 public:
  virtual ~Texts() = default;

  /// Compiles lists of terms; a term without a word in it finds nothing. Worth keeping: see
  /// DecideContext::kept.
  virtual std::unique_ptr<TermMatcher> matcher(
      std::span<const std::vector<std::string>> lists) const = 0;

  virtual Sketch sketch(std::string_view text) const = 0;

  /// The mark from 1 to 5 that a text gives, "4/5, thanks" or "★★★★"; 0 for one that gives none.
  /// A bare number is one only where it answers a question for it.
  virtual int mark(std::string_view text) const = 0;

  /// How alike two texts are by their sketches, from 0 to 10 000: an estimate of the cosine of what
  /// they are made of, off by some hundreds (Charikar, "Similarity estimation techniques from
  /// rounding algorithms", 2002). A text without words is like nothing.
  static std::int32_t likeness(const Sketch& left, const Sketch& right) {
    if (left == Sketch{} || right == Sketch{}) {
      return 0;
    }
    int different = 0;
    for (std::size_t at = 0; at < left.size(); ++at) {
      different += std::popcount(static_cast<unsigned>(left[at] ^ right[at]));
    }
    const double angle = std::numbers::pi * different / (8.0 * static_cast<double>(left.size()));
    return static_cast<std::int32_t>(std::max(0.0, std::round(10'000 * std::cos(angle))));
  }
};

}  // namespace kith
