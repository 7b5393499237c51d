// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <kith/module.h>

#include "act.h"

/// The figures of authentic word of mouth, from weighed mentions. Whole numbers, in millionths.
namespace kith::marketing {

/// Fewer people than this make no figure of word of mouth.
inline constexpr std::int64_t least_persons = 20;
/// What of a person counts in full once.
inline constexpr Duration person_block = std::chrono::hours(24 * 28);

/// An act, with what it adds: a person's first in 28 d all it weighs, the second half of that,
/// later ones nothing.
struct CountedAct {
  MessageId message;
  PersonId person;
  MentionKind kind = MentionKind::recommends;
  std::int64_t weight = 0;
};

/// What a window comes to.
struct WordOfMouth {
  std::vector<CountedAct> acts;   ///< those that weigh something, in the order of time
  std::int64_t positive = 0;      ///< A⁺
  std::int64_t negative = 0;      ///< A⁻
  std::int64_t persons = 0;       ///< distinct ones behind `acts`
  std::int64_t raw_positive = 0;  ///< positive mentions, before anything is weighed
  std::int64_t unknown = 0;       ///< of which nobody can say which way; in no figure
  std::int64_t incentivised = 0;  ///< acts that somebody had something of
  std::int64_t copied = 0;        ///< acts that say again what was said, or were coordinated

  /// (A⁺ − A⁻) / (A⁺ + A⁻ + 5)
  std::int64_t net() const;
  /// A⁺ / positive mentions; 0 where there are none.
  std::int64_t authenticity() const;
};

/// The acts of `window` among `weighed`, which begins 48 h earlier, so that copies are known. The
/// 28 days of a person are counted back from the window's end.
WordOfMouth word_of_mouth(std::span<const Weighed> weighed, Window window);

/// A rate with its bounds, in millionths.
struct Rate {
  std::int64_t value = 0;
  std::int64_t lo = 0;
  std::int64_t hi = 0;
};

/// A⁺ per 1 000 of `active` customers and 28 d, bootstrapped by person, 90 %: the same window gives
/// the same bounds. `active` is above 0, the window an hour or more.
Rate rate_of(const WordOfMouth& said, Window window, std::int64_t active);

/// One first-hand experience of a person, told in public: the newest of each 28 d.
std::vector<Observation> experiences(std::span<const Weighed> weighed, Window window);

}  // namespace kith::marketing
