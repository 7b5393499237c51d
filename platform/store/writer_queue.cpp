// SPDX-License-Identifier: Apache-2.0
// What waits for the writer, and what of it is next.
#include <algorithm>

#include "store/writer.h"

namespace kith::store {

std::size_t Writer::waiting() const {
  const std::lock_guard lock(mutex_);
  std::size_t pieces = 0;
  for (const Queue& each : queues_) {
    pieces += each.pieces.size();
  }
  return pieces;
}

std::size_t Writer::waiting_weight(Urgency urgency) const {
  const std::lock_guard lock(mutex_);
  return queue(urgency).weight;
}

bool Writer::is_nothing_waiting() const {
  return std::ranges::all_of(queues_, [](const Queue& each) { return each.pieces.empty(); });
}

std::size_t Writer::all_waiting_weight() const {
  std::size_t weight = 0;
  for (const Queue& each : queues_) {
    weight += each.weight;
  }
  return weight;
}

// Where arrivals and background work both wait, whoever had less of the writer's time is next.
Urgency Writer::next_urgency() const {
  if (!queue(Urgency::person).pieces.empty()) {
    return Urgency::person;
  }
  if (queue(Urgency::arrival).pieces.empty()) {
    return Urgency::background;
  }
  const bool is_others_turn =
      !queue(Urgency::background).pieces.empty() && arrivals_ahead_ > Duration{};
  return is_others_turn ? Urgency::background : Urgency::arrival;
}

// Colleagues' work comes first. What somebody waits for ends a group that has begun with background
// work, but for the turn that background work has while arrivals wait.
bool Writer::take(Group& group) {
  const std::lock_guard lock(mutex_);
  Group::Load& load = group.load;
  if (queue(Urgency::arrival).pieces.empty() || queue(Urgency::background).pieces.empty()) {
    arrivals_ahead_ = {};
  } else {
    load.had_to_choose = true;
  }
  const Urgency urgency = next_urgency();
  const bool is_waited_for = urgency != Urgency::background;
  Queue& from = queue(urgency);
  const bool is_full =
      load.weight >= (load.has_background && !load.is_waited_for ? settings_.most_in_background
                                                                 : settings_.most_per_commit);
  if (from.pieces.empty() || is_full || (is_waited_for && load.has_background)) {
    return false;
  }
  group.pieces.push_back(std::move(from.pieces.front()));
  from.pieces.pop_front();
  const std::size_t weight = group.pieces.back().weight;
  from.weight -= weight;
  load.weight += weight;
  (is_waited_for ? load.is_waited_for : load.has_background) = true;
  load.has_arrivals = load.has_arrivals || urgency == Urgency::arrival;
  return true;
}

void Writer::note_time(const Group::Load& load, Duration took) {
  if (!load.had_to_choose) {
    return;
  }
  const std::lock_guard lock(mutex_);
  if (load.has_arrivals) {
    arrivals_ahead_ += took;
  } else if (load.has_background) {
    arrivals_ahead_ -= took;
  }
}

}  // namespace kith::store
