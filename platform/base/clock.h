// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

#include <kith/time.h>

namespace kith {

/// Where every part takes the time from, so that tests and the simulation can hold it.
class Clock {
 public:
  virtual ~Clock() = default;
  /// The moment on the wall, in UTC. May jump either way; never use it to measure a span.
  virtual Time now() const = 0;
  /// Microseconds that only ever grow, from an arbitrary start.
  virtual Duration steady() const = 0;
};

/// The machine's clocks.
class SystemClock final : public Clock {
 public:
  Time now() const override;
  Duration steady() const override;
};

/// A clock that stands still until it is moved. Safe from any thread.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Time start) : now_(start.microseconds) {}
  Time now() const override { return {now_.load()}; }
  Duration steady() const override { return Duration{now_.load() - jumped_.load()}; }
  /// Time passes.
  void advance(Duration span) { now_ += span.count(); }
  void set(Time time) { now_ = time.microseconds; }
  /// Somebody sets the clock on the wall, back where `span` is negative; no time passes.
  void jump(Duration span) {
    now_ += span.count();
    jumped_ += span.count();
  }

 private:
  std::atomic<std::int64_t> now_;
  std::atomic<std::int64_t> jumped_ = 0;
};

}  // namespace kith
