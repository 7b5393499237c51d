// SPDX-License-Identifier: Apache-2.0
#include "net/timer_wheel.h"

#include <algorithm>

namespace kith::net {
namespace {

constexpr std::size_t slot_count = 512;

}  // namespace

TimerWheel::TimerWheel(Duration tick)
    : tick_(tick), slots_(slot_count), quiet_ticks_(slot_count + 1) {}

void TimerWheel::set(Deadline& deadline, Duration delay) {
  const auto ticks = static_cast<std::uint64_t>(std::max(delay, Duration(0)) / tick_);
  // The current tick has partly passed already.
  deadline.due_ = now_ + ticks + 1;
  if (deadline.is_linked() && deadline.slot_ <= deadline.due_) {
    return;
  }
  deadline.unlink();
  file(deadline);
  const bool was_idle = idle();
  quiet_ticks_ = 0;
  if (was_idle && on_filled_) {
    on_filled_();
  }
}

void TimerWheel::clear(Deadline& deadline) {
  deadline.unlink();
}

void TimerWheel::file(Deadline& deadline) {
  deadline.slot_ = std::min(deadline.due_, now_ + slot_count - 1);
  slots_[deadline.slot_ % slot_count].push_back(deadline);
}

void TimerWheel::advance(std::uint64_t ticks) {
  for (std::uint64_t tick = 0; tick < ticks; ++tick) {
    turn();
  }
}

void TimerWheel::turn() {
  ++now_;
  Slot reached;
  reached.swap(slots_[now_ % slot_count]);
  quiet_ticks_ = reached.empty() ? quiet_ticks_ + 1 : 0;
  while (!reached.empty()) {
    Deadline& deadline = reached.front();
    deadline.unlink();
    if (deadline.due_ > now_) {
      file(deadline);
    } else {
      deadline.expire();
    }
  }
}

}  // namespace kith::net
