// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <kith/id.h>
#include <kith/result.h>
#include <kith/time.h>

namespace kith::product {

/// The word under which requests get their numbers.
struct RequestNoun {
  static constexpr std::string_view word = "request";
};
using RequestId = Id<RequestNoun>;

/// How far a request has come. Numbers are stored: append. `merged` is only shown: another request
/// speaks for this one, which keeps its own state for the day it stands alone again.
enum class RequestState : std::uint8_t { heard, planned, declined, shipped, merged };

/// Something that product decided to track, because people asked for it.
struct Request {
  RequestId id;
  std::string title;
  std::string description;
  RequestState state = RequestState::heard;  ///< its own, never merged
  MemberId owner;
  std::string reason;     ///< of the decision
  std::string reply;      ///< what its askers are told, once it is shipped
  RequestId merged_into;  ///< 0: it stands alone
  RequestId root;         ///< what speaks for it: itself, or the whole it is part of
  Time created_at;
  MemberId created_by;
  Time decided_at;
  Time shipped_at;
  std::int64_t revision = 1;

  /// `conflict` for a part of another request: that one is changed instead.
  Result<void> check_stands_alone() const;
  /// Plans or declines it, or changes that decision; a refusal has its reason.
  Result<void> decide(RequestState wanted, std::string why, Time now);
  /// Ships it with what the askers are told. Again: tells those who asked since.
  Result<void> ship(std::string words, Time now);
};

/// How many requests one whole may be made of.
inline constexpr std::size_t most_parts = 200;

/// A part of a whole, and what it was merged into.
struct Part {
  RequestId id;
  RequestId merged_into;
};

/// Those of `parts` that leave the whole with `leaving`: itself, and what was merged into it.
std::vector<RequestId> leaving_with(RequestId leaving, const std::vector<Part>& parts);

}  // namespace kith::product
