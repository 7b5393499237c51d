// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/time.h>

namespace kith::channels::api {

/// Whether a receiver is to be left alone for a while: after some failures in a row it rests, then
/// one push tries whether it is better. Times are of a clock that only grows. One thread at a time.
class PushBreaker {
 public:
  /// How a channel stands whose receiver failed when kith ended: one push tries first.
  static PushBreaker trying();

  /// How many more may be pushed now, where `under_way` are already.
  int room(Duration now, int under_way) const;
  /// Whether it failed so often that it is left alone, or only tried.
  bool is_open() const { return failures_ >= failures_to_open; }

  void succeeded();
  void failed(Duration now);
  /// It asked to be left alone for so long.
  void rest(Duration now, Duration wait);

 private:
  static constexpr int failures_to_open = 5;
  static constexpr int most_at_once = 8;

  int failures_ = 0;
  Duration resumes_at_{};
};

}  // namespace kith::channels::api
