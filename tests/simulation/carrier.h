// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "chance.h"
#include "conversation/outbox.h"
#include "house.h"
#include "receivers.h"

namespace kith::simulation {

/// Whoever carries the replies of the pulled channel: takes what is due, brings it to the people or
/// not, and reports, or not. It outlives the processes that it asks.
class Carrier {
 public:
  Carrier(House& house, Receivers& receivers) : house_(house), receivers_(receivers) {}

  /// Asks for what is due; it is handed over once that is committed.
  void take();
  /// Carries one reply as far as chance has it and reports. Says what happened; "" without one.
  std::string carry(Chance& chance);
  /// Finds out what became of the replies that kith knows nothing of, and reports the truth.
  void look_up();
  /// The process is gone: replies that it handed over were reported to nobody.
  void lose_process();

 private:
  struct Carried {
    OutboxId id;
    std::string key;
  };
  enum class Report : std::uint8_t { sent, failed, unknown, again };
  void report(const Carried& reply, Report outcome);

  House& house_;
  Receivers& receivers_;
  std::vector<Carried> in_hand_;
  std::vector<Carried> in_doubt_;
};

}  // namespace kith::simulation
