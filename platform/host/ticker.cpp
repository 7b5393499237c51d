// SPDX-License-Identifier: Apache-2.0
#include "host/ticker.h"

#include <algorithm>

#include "base/out_of_memory.h"
#include "conversation/attachment.h"
#include "conversation/outbox.h"
#include "conversation/timers.h"
#include "events/apply_write_set.h"

namespace kith::host {
namespace {

constexpr std::int64_t most_in_a_piece = 200;
constexpr std::int64_t keys_in_a_piece = 50'000;  // about 20 ms
constexpr Duration between_ticks = std::chrono::milliseconds(250);
constexpr Duration between_forgettings = std::chrono::minutes(10);
// Who takes a reply to carry it to its network reports within seconds.
constexpr Duration longest_without_report = std::chrono::minutes(15);

constexpr Statement any_due{
    "any_due",
    "SELECT (SELECT count(*) FROM (SELECT 1 FROM timer WHERE due_at <= $now LIMIT 1) AS timers) + "
    "(SELECT count(*) FROM (SELECT 1 FROM conversation WHERE snoozed_until > 0 "
    "AND snoozed_until <= $now AND merged_into = 0 LIMIT 1) AS snoozed)"};

}  // namespace

std::span<const Statement* const> ticker_statements() {
  static constexpr const Statement* all[] = {&any_due};
  return all;
}

Ticker::~Ticker() {
  stop();
}

void Ticker::start() {
  thread_ = std::thread([this] { loop(); });
}

void Ticker::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void Ticker::loop() {
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, between_ticks, [this] { return stopping_; })) {
    lock.unlock();
    survive([this] { tick(); });
    lock.lock();
  }
}

bool Ticker::tick() {
  const std::lock_guard lock(ticking_);
  const Time now = services_.clock.now();
  if (now - last_forgetting_ > between_forgettings || now < last_forgetting_) {
    last_forgetting_ = now;
    const Time passed = time_by_what_passed();
    static_cast<void>(
        services_.writer.run(store::Urgency::background, [passed](store::Transaction& transaction) {
          return events::forget_repeats(transaction, passed, most_in_a_piece);
        }));
    static_cast<void>(services_.writer.run(
        store::Urgency::background, [passed](store::Transaction& transaction) -> Result<void> {
          KITH_TRY(conversation::collect_uploads(transaction, passed, most_in_a_piece));
          KITH_TRY(conversation::record_unreported(transaction, passed - longest_without_report,
                                                   most_in_a_piece));
          return {};
        }));
  }
  const bool has_loaded = load_keys().value_or(false);
  if (!is_anything_due().value_or(false)) {
    return has_loaded;
  }
  std::int64_t done = 0;
  static_cast<void>(services_.writer.run(
      store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
        done =
            KITH_TRY(conversation::fire_due_timers(transaction, workspace_, now, most_in_a_piece));
        done += KITH_TRY(conversation::wake_snoozed(transaction, now, most_in_a_piece));
        return {};
      }));
  return done > 0 || has_loaded;
}

// True while there may be more of them.
Result<bool> Ticker::load_keys() {
  store::ReaderPool::Lease lease = KITH_TRY(services_.readers.acquire());
  return services_.keys.load(*lease, keys_in_a_piece);
}

Time Ticker::time_by_what_passed() const {
  return std::min(services_.clock.now(), began_at_ + (services_.clock.steady() - began_));
}

Result<bool> Ticker::is_anything_due() {
  store::ReaderPool::Lease lease = KITH_TRY(services_.readers.acquire());
  return KITH_TRY(lease->number(any_due, {{"now", services_.clock.now()}})).value_or(0) > 0;
}

}  // namespace kith::host
