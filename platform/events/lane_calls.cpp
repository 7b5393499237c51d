// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/kill_point.h"
#include "events/lane_worker.h"

namespace kith::events {
namespace {

// Calls come first, but a flood of them must not keep events waiting.
constexpr std::size_t most_calls_in_a_row = 16;

}  // namespace

void Lane::execute(Call call) {
  auto shared = std::make_shared<Call>(std::move(call));
  if (hung_ >= settings_.most_hung) {
    finish(shared, fail(ErrorCode::unavailable,
                        fmt::format("The module {} hangs. Whoever runs this server can mend it.",
                                    module_.name)));
    return;
  }
  if (is_set_aside_) {
    finish(shared, fail(ErrorCode::unavailable,
                        fmt::format("The module {} is set aside, because kith ended twice while it "
                                    "worked. Whoever runs this server can mend it.",
                                    module_.name)));
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_) {
      calls_.push_back(std::move(shared));
    }
  }
  if (shared) {
    finish(shared, fail(ErrorCode::unavailable, "kith is stopping. Try again in a moment."));
    return;
  }
  changed_.notify_one();
}

void Lane::finish(const std::shared_ptr<Call>& call, Result<Answer> answer) {
  if (auto done = std::exchange(call->done, {})) {
    done(std::move(answer));
  }
}

bool Lane::run_calls(Worker& worker) {
  std::size_t ran = 0;
  for (; ran < most_calls_in_a_row; ++ran) {
    std::shared_ptr<Call> call;
    {
      const std::lock_guard lock(mutex_);
      if (calls_.empty() || !is_current(worker)) {
        break;
      }
      call = std::move(calls_.front());
      calls_.pop_front();
      current_call_ = call;
    }
    run_one(worker, call);
  }
  return ran > 0;
}

void Lane::run_one(Worker& worker, const std::shared_ptr<Call>& call) {
  const Surroundings around{worker.reader->session(), worker.memory.texts, services_.clock.now()};
  WriteSet writes(services_.codec);
  std::optional<Created> earlier;
  Result<Answer> answer;
  Result<void> outcome = worker.reader->begin();
  if (outcome && call->repeat) {
    Result<std::optional<Created>> found = find_repeat(worker.reader->session(), *call->repeat);
    if (found) {
      earlier = *std::move(found);
    } else {
      outcome = std::unexpected(std::move(found).error());
    }
  }
  if (outcome && !earlier) {
    busy_event_ = 0;
    busy_since_ = services_.clock.steady().count();
    if (call->route->kind == RouteKind::query) {
      Result<Answered> answered = run_query(*call, around);
      answer = answered ? Result<Answer>(std::move(answered->answer))
                        : std::unexpected(std::move(answered).error());
    } else {
      outcome = run_command(*call, around, writes, worker.memory.mint);
      if (outcome) {
        outcome = rules_->check_writes(writes, 0, Asker::command);
      }
    }
  }
  {
    const std::lock_guard lock(mutex_);
    if (!is_current(worker)) {
      return;
    }
    busy_since_ = 0;
  }
  worker.reader->end();
  if (!outcome) {
    finish(call, std::unexpected(std::move(outcome).error()));
  } else if (earlier) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back({worker.cursor, call, *std::move(earlier)});
  } else if (call->route->kind == RouteKind::query) {
    finish(call, std::move(answer));
  } else {
    commit_call(worker, call, writes);
  }
  const std::lock_guard lock(mutex_);
  if (is_current(worker)) {
    current_call_.reset();
  }
}

void Lane::commit_call(Worker& worker, const std::shared_ptr<Call>& call, WriteSet& writes) {
  Created created;
  Result<store::Writer::Commit> committed = services_.writer.run(
      store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
        if (!is_current(worker)) {
          return fail(ErrorCode::unavailable, "The module was abandoned.");
        }
        created =
            KITH_TRY(commit_command(transaction, *call, writes, module_.name, services_.verbs));
        return {};
      });
  if (!committed) {
    finish(call, std::unexpected(std::move(committed).error()));
    return;
  }
  kill_point("dispatch.called");
  if (writes.statements() > 0) {
    worker.rows.forget();
  }
  if (writes.changes_records()) {
    worker.memory.kept.forget();
  }
  const std::lock_guard lock(mutex_);
  waiting_.push_back({committed->last, call, std::move(created)});
}

// A command is answered once this module has folded its own events in, so that whoever asks next
// sees the effect; at once where that may take until somebody mends the module.
bool Lane::give_answers(Worker& worker) {
  bool did = false;
  while (const std::optional<Waiting> ready = take_ready(worker)) {
    answer(worker, *ready);
    did = true;
  }
  return did;
}

std::optional<Lane::Waiting> Lane::take_ready(const Worker& worker) {
  const std::lock_guard lock(mutex_);
  if (!is_current(worker)) {
    return std::nullopt;
  }
  for (auto each = waiting_.begin(); each != waiting_.end(); ++each) {
    if (each->sequence <= worker.cursor || stands_still(worker)) {
      Waiting ready = std::move(*each);
      waiting_.erase(each);
      current_call_ = ready.call;
      return ready;
    }
  }
  return std::nullopt;
}

void Lane::answer(Worker& worker, const Waiting& ready) {
  Result<void> begun = worker.reader->begin();
  busy_since_ = services_.clock.steady().count();
  Result<Answer> answer =
      begun ? run_answer(*ready.call,
                         {worker.reader->session(), worker.memory.texts, services_.clock.now()},
                         ready.created)
            : Result<Answer>(std::unexpected(std::move(begun).error()));
  {
    const std::lock_guard lock(mutex_);
    if (!is_current(worker)) {
      return;
    }
    busy_since_ = 0;
    current_call_.reset();
  }
  worker.reader->end();
  finish(ready.call, std::move(answer));
}

}  // namespace kith::events
