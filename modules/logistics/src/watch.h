// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <kith/id.h>

#include "severity.h"

namespace kith::logistics {

/// The word under which watches get their numbers.
struct WatchNoun {
  static constexpr std::string_view word = "watch";
};
using WatchId = Id<WatchNoun>;

/// What a term of a watch tells of. Numbers are stored: append.
enum class TermKind : std::uint8_t { topic, product, region };

inline constexpr std::array term_kinds{TermKind::topic, TermKind::product, TermKind::region};

/// Words and phrases by what they tell of. A text is about the watch when it holds one of each
/// kind that has any; there is always one of the topic.
struct WatchTerms {
  std::vector<std::string> topic;
  std::vector<std::string> product;
  std::vector<std::string> region;

  std::vector<std::string>& of(TermKind kind);
  const std::vector<std::string>& of(TermKind kind) const;
  bool operator==(const WatchTerms&) const = default;
};

/// What logistics follows: a topic, of a product where it says one, in a region where it says one.
struct Watch {
  WatchId id;
  std::string name;
  std::string topic;
  std::string product;  ///< empty: any
  std::string region;   ///< empty: anywhere
  WatchTerms terms;
  Severity alarm_at = 0;
  bool is_active = true;
  std::int64_t revision = 0;
};

/// The severity from which a watch tells, where nobody said another: what scored best on the
/// series of brand mentions that the detector was measured on.
inline constexpr Severity usual_alarm = 320;
inline constexpr std::size_t most_watches = 200;
inline constexpr std::uint32_t most_terms = 50;
inline constexpr std::uint32_t longest_term = 80;
/// A message that fits more watches counts for the first of them.
inline constexpr std::size_t most_watches_of_message = 8;

}  // namespace kith::logistics
