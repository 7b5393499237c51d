// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <vector>

#include "base/clock.h"
#include "host/demo/cast.h"
#include "host/local_api.h"

/// The demonstration's healthy company: it answers everybody on the same day, asks how it went, and
/// tells what became of things.
namespace kith::host::demo {

/// The wall's time as the story tells it, spans as they are. Safe from any thread.
class StoryClock final : public Clock {
 public:
  explicit StoryClock(const Clock& real) : real_(real), now_(real.now().microseconds) {}
  Time now() const override { return {now_.load()}; }
  Duration steady() const override { return real_.steady(); }
  void set(Time now) { now_ = now.microseconds; }

 private:
  const Clock& real_;
  std::atomic<std::int64_t> now_;
};

/// What living through the days needs.
struct HealthySettings {
  std::uint64_t seed = 1;
  Time until;                                       ///< when the last day ends: now
  std::string colleague_token;                      ///< of the colleague who answers
  std::vector<MemberId> owners;                     ///< who answers for the departments, in turn
  std::function<Result<void>()> let_it_happen;      ///< what is due by the clock, and what follows
  std::function<void(int day)> lived = [](int) {};  ///< told behind each of the healthy_days
};

inline constexpr int healthy_days = 42;

/// Lives six weeks through the API, day after day on `clock`, which the server behind `api` goes
/// by: people ask, a colleague answers, resolves and is told how it was, departments ask each other
/// and tell the customer. How many messages came in.
Result<std::int64_t> live_healthy_days(LocalApi& api, StoryClock& clock,
                                       const HealthySettings& settings);

}  // namespace kith::host::demo
