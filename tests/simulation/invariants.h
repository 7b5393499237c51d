// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "house.h"
#include "receivers.h"
#include "store/log.h"

namespace kith::simulation {

/// What must be true of the store, whatever was done and whatever broke. Looks at what is
/// committed, and remembers it, so that nothing that was once there may be gone or be another. Each
/// answers "" when all holds, else what does not.
class Invariants {
 public:
  explicit Invariants(House& house) : house_(house) {}

  /// After every step: the new events continue the chain; no cursor is behind where it was or
  /// beyond what can be read; and, when something was committed, everything of check_effects().
  std::string check();
  /// After a process has begun: the whole chain anew, held against what was seen before.
  std::string check_from_the_start();
  /// Each event took effect once, or is held, or has not come; in order by subject.
  std::string check_effects();
  /// No reply is under two keys; what was handed over is known to be.
  std::string check_outbox(const Receivers& receivers);
  /// Once all has come to rest: projections, timers, words that are erased, counts.
  std::string check_at_rest();

  /// The newest link of the chain that was seen, for the trace.
  std::int64_t newest_link() const { return links_.empty() ? 0 : links_.back(); }

 private:
  std::string follow_chain();
  std::string check_cursors();
  std::string none_of(const char* what, const std::string& sql);

  House& house_;
  int process_ = 0;
  store::Chain chain_;
  store::ChainHead head_;
  std::vector<std::int64_t> links_;  ///< of every event that was ever seen, by sequence - 1
  std::map<std::string, Sequence> cursors_;
};

}  // namespace kith::simulation
