// SPDX-License-Identifier: Apache-2.0
#include "host/erasure_run.h"

#include "base/out_of_memory.h"

namespace kith::host {
namespace {

constexpr std::int64_t most_listed_erasures = 100;
constexpr Duration between_erasure_looks = std::chrono::milliseconds(500);
constexpr Duration between_pieces = std::chrono::milliseconds(5);
constexpr Duration before_another_try = std::chrono::seconds(1);
constexpr Duration between_list_looks = std::chrono::seconds(10);

}  // namespace

ErasureRun::ErasureRun(Settings settings, Services services)
    : settings_(std::move(settings)),
      services_(std::move(services)),
      erasure_(settings_.key, services_.forget, {}),
      purge_(settings_.path,
             [&blobs = services_.blobs](std::string_view sha256) { return blobs.remove(sha256); },
             {}),
      strays_({services_.blobs, services_.writer, services_.readers, services_.clock}),
      lists_(settings_.data, settings_.workspace) {}

ErasureRun::~ErasureRun() {
  stop();
}

void ErasureRun::start() {
  thread_ = std::thread([this] { loop(); });
}

void ErasureRun::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  asked_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

Result<JobId> ErasureRun::erase(PersonId person, MemberId asked_by) {
  JobId job;
  KITH_TRY(services_.writer.run(
      store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
        job = KITH_TRY(erasure_.erase(transaction, person, {.member = asked_by}));
        return {};
      }));
  const std::lock_guard lock(mutex_);
  is_asked_ = true;
  asked_.notify_all();
  return job;
}

Result<ErasureState> ErasureRun::state() {
  ErasureState state;
  {
    store::ReaderPool::Lease lease = KITH_TRY(services_.readers.acquire());
    state.erasures = KITH_TRY(conversation::list_erasures(*lease, most_listed_erasures));
    state.in_files_since = KITH_TRY(conversation::purge_due_since(*lease));
    state.is_done = !KITH_TRY(conversation::is_erasure_waiting(*lease));
  }
  const std::lock_guard lock(mutex_);
  state.is_done = state.is_done && !clean_now_;
  state.problem = problem_;
  return state;
}

void ErasureRun::clean_files_now() {
  const std::lock_guard lock(mutex_);
  clean_now_ = true;
  is_asked_ = true;
  asked_.notify_all();
}

bool ErasureRun::step() {
  Result<bool> more = step_rows();
  if (more && !*more) {
    more = step_files();
  }
  Result<void> kept = more ? keep_up_lists() : std::unexpected(more.error());
  note_problem(kept ? strays_.look_if_due() : kept);
  return more.value_or(false);
}

Result<std::size_t> ErasureRun::apply_list(const std::vector<conversation::ErasureEntry>& list) {
  std::size_t count = 0;
  KITH_TRY(services_.writer.run(store::Urgency::person,
                                [&](store::Transaction& transaction) -> Result<void> {
                                  count = KITH_TRY(erasure_.apply_list(transaction, list));
                                  return {};
                                }));
  if (count > 0) {
    clean_files_now();
  }
  return count;
}

Result<bool> ErasureRun::step_rows() {
  {
    store::ReaderPool::Lease lease = KITH_TRY(services_.readers.acquire());
    if (!KITH_TRY(conversation::is_erasure_waiting(*lease))) {
      return false;
    }
  }
  KITH_TRY(services_.writer.run(store::Urgency::background,
                                [&](store::Transaction& transaction) -> Result<void> {
                                  KITH_TRY(erasure_.step(transaction));
                                  return {};
                                }));
  is_person_in_files_ = true;
  return true;
}

Result<bool> ErasureRun::step_files() {
  bool clean_now = false;
  {
    const std::lock_guard lock(mutex_);
    clean_now = clean_now_;
  }
  if (clean_now) {
    KITH_CHECK(purge_.purge_now(services_.writer));
    is_person_in_files_ = false;
    const std::lock_guard lock(mutex_);
    clean_now_ = false;
    return true;
  }
  if (!purge_.is_running() && !KITH_TRY(is_purge_due())) {
    return false;
  }
  const bool has_more = KITH_TRY(purge_.step(services_.writer));
  is_person_in_files_ = is_person_in_files_ && has_more;
  return true;
}

Result<bool> ErasureRun::is_purge_due() {
  store::ReaderPool::Lease lease = KITH_TRY(services_.readers.acquire());
  const Time since = KITH_TRY(conversation::purge_due_since(*lease));
  return since && (is_person_in_files_ || services_.clock.now() - since >= settings_.purge_after);
}

Result<void> ErasureRun::keep_up_lists() {
  const Duration now = services_.clock.steady();
  if (lists_looked_at_ != Duration() && now - lists_looked_at_ < between_list_looks &&
      !is_person_in_files_) {
    return {};
  }
  lists_looked_at_ = now;
  store::ReaderPool::Lease lease = KITH_TRY(services_.readers.acquire());
  return lists_.keep_up(*lease);
}

void ErasureRun::note_problem(const Result<void>& result) {
  const std::lock_guard lock(mutex_);
  problem_ = result ? "" : result.error().message;
}

void ErasureRun::loop() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    is_asked_ = false;
    lock.unlock();
    bool did = false;
    survive([&] { did = step(); });
    lock.lock();
    const Duration rest = did                ? between_pieces
                          : problem_.empty() ? between_erasure_looks
                                             : before_another_try;
    asked_.wait_for(lock, rest, [this] { return stopping_ || is_asked_; });
  }
}

}  // namespace kith::host
