// SPDX-License-Identifier: Apache-2.0
#include "channels/api/push_breaker.h"

#include <algorithm>

namespace kith::channels::api {
namespace {

constexpr Duration first_rest = std::chrono::seconds(10);
constexpr Duration longest_rest = std::chrono::minutes(10);
constexpr int most_doublings = 10;

}  // namespace

PushBreaker PushBreaker::trying() {
  PushBreaker breaker;
  breaker.failures_ = failures_to_open;
  return breaker;
}

int PushBreaker::room(Duration now, int under_way) const {
  if (now < resumes_at_) {
    return 0;
  }
  return std::max(0, (is_open() ? 1 : most_at_once) - under_way);
}

void PushBreaker::succeeded() {
  failures_ = 0;
}

void PushBreaker::failed(Duration now) {
  ++failures_;
  if (is_open()) {
    const int doublings = std::min(failures_ - failures_to_open, most_doublings);
    rest(now, std::min<Duration>(first_rest * (1 << doublings), longest_rest));
  }
}

void PushBreaker::rest(Duration now, Duration wait) {
  resumes_at_ = std::max(resumes_at_, now + wait);
}

}  // namespace kith::channels::api
