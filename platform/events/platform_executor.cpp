// SPDX-License-Identifier: Apache-2.0
#include "events/platform_executor.h"

#include "base/out_of_memory.h"
#include "events/lane_mint.h"

namespace kith::events {

PlatformExecutor::~PlatformExecutor() {
  stop();
}

void PlatformExecutor::start(std::size_t threads) {
  for (std::size_t thread = 0; thread < threads; ++thread) {
    threads_.emplace_back([this] { loop(); });
  }
}

void PlatformExecutor::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_all();
  for (std::thread& thread : threads_) {
    thread.join();
  }
  threads_.clear();
  while (step()) {
  }
}

void PlatformExecutor::execute(Call call) {
  if (call.route->kind == RouteKind::query) {
    Result<Answer> answer = ask(call);
    call.done(std::move(answer));
    return;
  }
  auto shared = std::make_shared<Call>(std::move(call));
  auto writes = std::make_shared<WriteSet>(codec_);
  Result<std::optional<Created>> prepared = prepare(*shared, *writes);
  if (!prepared) {
    shared->done(std::unexpected(std::move(prepared).error()));
    return;
  }
  if (*prepared) {
    enqueue(shared, **std::move(prepared));
    return;
  }
  auto created = std::make_shared<Created>();
  writer_.submit(
      store::Urgency::person,
      [this, shared, writes, created](store::Transaction& transaction) -> Result<void> {
        *created = KITH_TRY(commit_command(transaction, *shared, *writes, {}, verbs_));
        return {};
      },
      [this, shared, created](Result<store::Writer::Commit> committed) {
        if (committed) {
          enqueue(shared, std::move(*created));
        } else {
          shared->done(std::unexpected(std::move(committed).error()));
        }
      });
}

Result<Answer> PlatformExecutor::ask(Call& call) {
  // Of before the snapshot: an answer may be newer than it says, never older.
  const std::uint64_t version = writer_.commits();
  std::string key = AnswerCache::key_of(call);
  if (const std::shared_ptr<const Answer> kept = answers_.find(version, key, call.caller)) {
    return *kept;
  }
  store::ReaderPool::Lease lease = KITH_TRY(readers_.acquire());
  Answered answered = KITH_TRY(run_query(call, {*lease, texts_, clock_.now()}));
  answers_.keep(version, std::move(key), call.caller, answered.asked, answered.answer);
  return std::move(answered.answer);
}

// What a repeated request created the first time; nothing when the write set is to be applied.
Result<std::optional<Created>> PlatformExecutor::prepare(Call& call, WriteSet& writes) {
  store::ReaderPool::Lease lease = KITH_TRY(readers_.acquire());
  if (call.repeat) {
    std::optional<Created> earlier = KITH_TRY(find_repeat(*lease, *call.repeat));
    if (earlier) {
      return earlier;
    }
  }
  NoMint mint;
  KITH_CHECK(run_command(call, {*lease, texts_, clock_.now()}, writes, mint));
  return std::optional<Created>();
}

void PlatformExecutor::enqueue(std::shared_ptr<Call> call, Created created) {
  if (call->route->answer == nullptr) {
    call->done(Answer{});
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    pending_.push_back({std::move(call), std::move(created)});
  }
  arrived_.notify_one();
}

void PlatformExecutor::answer(const Pending& pending) {
  Result<store::ReaderPool::Lease> lease = readers_.acquire();
  Call& call = *pending.call;
  call.done(lease ? run_answer(call, {**lease, texts_, clock_.now()}, pending.created)
                  : Result<Answer>(std::unexpected(std::move(lease).error())));
}

bool PlatformExecutor::step() {
  std::unique_lock lock(mutex_);
  if (pending_.empty()) {
    return false;
  }
  const Pending pending = std::move(pending_.front());
  pending_.pop_front();
  lock.unlock();
  answer(pending);
  return true;
}

void PlatformExecutor::loop() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [this] { return stopping_ || !pending_.empty(); });
      if (stopping_) {
        return;
      }
    }
    survive([this] { step(); });
  }
}

}  // namespace kith::events
