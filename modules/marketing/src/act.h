// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "mention.h"

/// What mentions weigh, by metrics.md section 2: w = d·e·i·o·c·q. Whole numbers, in millionths; no
/// SQL, no clock. Likes and reach have no place here: only messages are read.
namespace kith::marketing {

/// One, in millionths.
inline constexpr std::int64_t full_weight = 1'000'000;

/// How far apart near copies may be and still count as one cluster.
inline constexpr Duration copies_within = std::chrono::hours(48);
/// So many people who post near copies of one text within such a time act together.
inline constexpr std::size_t least_together = 5;
inline constexpr Duration together_within = std::chrono::minutes(10);

/// A mention as it is weighed: with the person, the verdict and the audience of today.
struct Spoken {
  MessageId message;
  PersonId person;
  Time at;
  Verdict verdict;
  Audience audience = Audience::brand;  ///< of the channel
  bool answers_us = false;
  bool is_prompted = false;
  MessageId alike;
};

/// What a mention weighs, by its factors.
struct Weight {
  std::int64_t addressed = 0;    ///< d
  std::int64_t experience = 0;   ///< e
  std::int64_t independent = 0;  ///< i
  std::int64_t apart = 0;        ///< c
  std::int64_t unprompted = 0;   ///< q
  std::int64_t copies = 1;       ///< in its cluster within 48 h, itself among them; o is 1 / copies
  bool is_copy = false;          ///< the like of it was said in the 48 h before

  /// d·e·i·o·c·q
  std::int64_t product() const;
};

/// A mention and what it weighs.
struct Weighed {
  Spoken spoken;
  Weight weight;
};

/// All of them in the order of time, each weighed beside the others.
std::vector<Weighed> weigh(std::vector<Spoken> spoken);

/// `part` / `all`, rounded to the nearest; `all` is above 0.
std::int64_t rounded_quotient(std::int64_t part, std::int64_t all);

}  // namespace kith::marketing
