// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <kith/time.h>

#include "base/random.h"
#include "conversation/channel_push.h"

namespace kith::channels::api {

/// How a request came to its end, as far as it did.
enum class PushEnd : std::uint8_t {
  answered,   ///< the receiver answered
  not_begun,  ///< nothing of it left: the receiver certainly has nothing
  lost,       ///< it left, at least in part, and no answer came
  forbidden,  ///< its address may not be called
};

/// What came back from a receiver.
struct PushAnswer {
  PushEnd end = PushEnd::answered;
  int status = 0;                     ///< of an answer
  std::string_view retry_after = {};  ///< the header, "" where there is none
  std::string_view body = {};
};

/// What it means for the reply.
struct PushOutcome {
  conversation::PushVerdict verdict = conversation::PushVerdict::sent;
  std::string reason;     ///< a word, "" where the receiver took it
  std::string native_id;  ///< by which the post will be known when it comes back, or ""
  Time posted_at;         ///< of that post, where the receiver says so
  Duration wait{};        ///< what the receiver asked for, 0 where it asked for nothing
  bool is_gone = false;   ///< the receiver wants nothing any more, ever
};

PushOutcome outcome_of(const PushAnswer& answer);

/// How long to wait before the attempt after the `attempts`-th: twice as long each time, an hour at
/// most, a quarter more or less by chance, so that those that failed together do not come together.
Duration push_backoff(std::int64_t attempts, Random& random);

/// What is tried for so long in vain has failed.
inline constexpr Duration longest_pushing = std::chrono::hours(72);

}  // namespace kith::channels::api
