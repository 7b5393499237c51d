// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>

#include "conversation/push_api.h"
#include "net/client.h"

namespace kith::host {

/// Told how a test went; on the thread of the run that sent it, or of whoever asked too late.
using PushTested = std::move_only_function<void(Result<conversation::PushAttemptView>)>;

/// A push that is under way.
struct Pushed {
  ChannelId channel;
  OutboxId reply;  ///< 0: a test
  std::int64_t attempts = 0;
  Time due_at;
  Time started_at;
  PushTested tested = nullptr;
};

/// What others leave for the thread that pushes: answers, which come on the client's thread and
/// possibly after the run is gone, and tests that colleagues ask for. Any thread.
struct PushMailbox {
  struct Answer {
    Pushed pushed;
    Result<net::ClientResponse> response;
    bool has_left = false;  ///< whether anything of the request left
    Duration took{};
  };
  struct Test {
    ChannelId channel;
    PushTested tested;
  };

  std::mutex mutex;
  std::condition_variable arrived;
  std::deque<Answer> answers;
  std::deque<Test> tests;
  bool stopping = false;

  void deliver(Answer answer) {
    const std::lock_guard lock(mutex);
    answers.push_back(std::move(answer));
    arrived.notify_all();
  }
};

}  // namespace kith::host
