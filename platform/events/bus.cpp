// SPDX-License-Identifier: Apache-2.0
#include "events/bus.h"

#include <algorithm>

#include "base/out_of_memory.h"
#include "events/statements.h"

namespace kith::events {

constexpr Statement list_held{
    "list_held",
    "SELECT consumer, bus_hold.sequence, name, bus_hold.noun, bus_hold.subject, state, attempts, "
    "reason FROM bus_hold JOIN log_event ON log_event.sequence = bus_hold.sequence "
    "JOIN log_event_type ON number = type ORDER BY bus_hold.sequence LIMIT $most"};

constexpr Statement list_consumers{
    "list_consumers",
    "SELECT consumer, sequence, (SELECT count(*) FROM bus_hold WHERE bus_hold.consumer = "
    "bus_cursor.consumer AND state <> 'skipped') FROM bus_cursor ORDER BY consumer"};

constexpr auto between_looks = std::chrono::milliseconds(200);
constexpr auto between_looks_at_trial = std::chrono::milliseconds(5);
// A handler that hangs longer is no danger to the process.
constexpr std::size_t most_looks_at_trial = 2'000;

std::span<const Statement* const> bus_statements() {
  static constexpr const Statement* all[] = {&list_held, &list_consumers};
  return all;
}

Result<std::unique_ptr<Bus>> Bus::create(std::span<const Module* const> modules,
                                         const LaneServices& services, LaneSettings settings) {
  std::unique_ptr<Bus> bus(new Bus);
  for (const Module* module : modules) {
    bus->lanes_.push_back(KITH_TRY(Lane::create(*module, services, settings)));
  }
  services.ring.on_publish([lanes = bus->lanes_] {
    for (const std::shared_ptr<Lane>& lane : lanes) {
      lane->wake();
    }
  });
  return bus;
}

Bus::~Bus() {
  stop();
}

void Bus::start() {
  for (const std::shared_ptr<Lane>& lane : lanes_) {
    lane->is_on_trial() ? unstarted_.push_front(lane.get()) : unstarted_.push_back(lane.get());
  }
  start_next();
  watch_ = std::thread([this] { watch(); });
}

void Bus::stop() {
  // The watch goes on until all lanes have ended: it is what ends one that hangs.
  for (const std::shared_ptr<Lane>& lane : lanes_) {
    lane->stop();
  }
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (watch_.joinable()) {
    watch_.join();
  }
}

// Each lane on trial alone, until it is past the event in which the last process ended, or has
// hung on it; then all others.
void Bus::start_next() {
  const bool is_tried = on_trial_ != nullptr && ++looks_at_trial_ < most_looks_at_trial;
  if (is_tried && on_trial_->is_on_trial()) {
    return;
  }
  if (on_trial_ != nullptr) {
    on_trial_->end_trial();
    on_trial_ = nullptr;
  }
  while (!unstarted_.empty() && on_trial_ == nullptr) {
    Lane* const next = unstarted_.front();
    unstarted_.pop_front();
    if (next->is_on_trial()) {
      on_trial_ = next;
      looks_at_trial_ = 0;
    }
    next->start();
  }
}

void Bus::watch() {
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, on_trial_ == nullptr ? between_looks : between_looks_at_trial,
                            [this] { return stopping_; })) {
    start_next();
    for (const std::shared_ptr<Lane>& lane : lanes_) {
      survive([&] { lane->watch(); });
    }
  }
}

bool Bus::step() {
  bool did = false;
  for (const std::shared_ptr<Lane>& lane : lanes_) {
    did = lane->step() || did;
  }
  return did;
}

Lane* Bus::lane(std::string_view module) const {
  for (const std::shared_ptr<Lane>& lane : lanes_) {
    if (lane->module().name == module) {
      return lane.get();
    }
  }
  return nullptr;
}

std::size_t Bus::abandoned() const {
  std::size_t count = 0;
  for (const std::shared_ptr<Lane>& lane : lanes_) {
    count += lane->abandoned();
  }
  return count;
}

Result<std::vector<AbsentConsumer>> absent_consumers(Reader& reader,
                                                     std::span<const Module* const> modules) {
  std::vector<AbsentConsumer> absent;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(list_consumers, {}));
  while (KITH_TRY(rows->next())) {
    const std::string_view consumer = rows->text(0);
    const bool is_here = std::ranges::any_of(
        modules, [&](const Module* module) { return module->name == consumer; });
    if (!is_here) {
      absent.push_back({.consumer = std::string(consumer),
                        .cursor = rows->integer(1),
                        .held = rows->integer(2)});
    }
  }
  return absent;
}

Result<std::vector<HeldEvent>> held_events(Reader& reader, std::int64_t most) {
  std::vector<HeldEvent> held;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(list_held, {{"most", most}}));
  while (KITH_TRY(rows->next())) {
    held.push_back({.consumer = rows->string(0),
                    .sequence = rows->integer(1),
                    .type = rows->string(2),
                    .subject = {static_cast<Noun>(rows->integer(3)), rows->integer(4)},
                    .state = hold_state(rows->text(5)),
                    .attempts = static_cast<int>(rows->integer(6)),
                    .reason = rows->string(7)});
  }
  return held;
}

}  // namespace kith::events
