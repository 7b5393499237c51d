// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "events/answer_cache.h"
#include "events/run_call.h"
#include "store/reader_pool.h"
#include "store/writer.h"
#include "text/term_finder.h"

namespace kith::events {

/// Runs the routes of the shared nouns: questions and the first half of commands on the thread that
/// asks, the answers of commands on threads of its own, so that the writer never waits for one.
class PlatformExecutor final : public Executor {
 public:
  PlatformExecutor(store::Writer& writer, store::ReaderPool& readers, VerbHandler& verbs,
                   const Codec& codec, const Clock& clock, std::size_t most_bytes_of_answers)
      : writer_(writer),
        readers_(readers),
        verbs_(verbs),
        codec_(codec),
        clock_(clock),
        answers_(most_bytes_of_answers) {}
  ~PlatformExecutor() override;

  /// `threads` answer commands; with none, step() does.
  void start(std::size_t threads);
  void stop();
  bool step();

  void execute(Call call) override;

 private:
  struct Pending {
    std::shared_ptr<Call> call;
    Created created;
  };
  Result<Answer> ask(Call& call);
  Result<std::optional<Created>> prepare(Call& call, WriteSet& writes);
  void enqueue(std::shared_ptr<Call> call, Created created);
  void answer(const Pending& pending);
  void loop();

  store::Writer& writer_;
  store::ReaderPool& readers_;
  VerbHandler& verbs_;
  const Codec& codec_;
  const text::TextTools texts_;
  const Clock& clock_;
  AnswerCache answers_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Pending> pending_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace kith::events
