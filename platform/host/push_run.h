// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <thread>
#include <vector>

#include "access/sealing.h"
#include "base/clock.h"
#include "base/logger.h"
#include "channels/api/push_breaker.h"
#include "channels/api/push_outcome.h"
#include "channels/api/push_request.h"
#include "conversation/channel_push.h"
#include "host/push_mailbox.h"
#include "net/client.h"
#include "store/reader_pool.h"
#include "store/writer.h"

namespace kith::host {

/// Carries the replies of one workspace's pushed channels to their receivers, driven by the outbox
/// alone: it marks what it takes as being sent, sends, and records the answer. What it had under
/// way when the process ended is unknown at the next start, and is not sent again by itself.
class PushRun {
 public:
  /// What it works with; all of it outlives the run, but for the client, which may go once the run
  /// was stopped.
  struct Services {
    store::Writer& writer;
    store::ReaderPool& readers;
    conversation::PostKeyFilter& keys;
    net::Client& client;
    const access::SealingKey& sealing;
    const Clock& clock;
    Random& random;
    const Logger& log;
  };

  PushRun(WorkspaceId workspace, Services services);
  ~PushRun();

  void start();
  /// Sends nothing more and waits a few seconds for answers that are still to come.
  void stop();

  /// Sends a test to where the channel is pushed. Errors as those of conversation::load_push(), and
  /// `rule` where nothing is pushed. Any thread.
  void test(ChannelId channel, PushTested tested);

  /// Records what came back and sends what is due; false when there was nothing. Not while its
  /// thread runs.
  bool step();

 private:
  struct ChannelState {
    channels::api::PushBreaker breaker;
    int under_way = 0;
  };

  bool settle_answers();
  bool send_tests();
  Result<conversation::ChannelPush> load(ChannelId channel);
  Result<std::vector<conversation::ChannelPush>> load_all();
  Result<bool> send_due();
  Result<bool> send_due_of(const conversation::ChannelPush& push);
  Result<void> send_test(PushMailbox::Test& test);
  Result<std::vector<conversation::Dispatch>> take(ChannelId channel, int most);
  Result<bool> refuse(ChannelId channel, Time due_before, std::string_view reason);
  void send(const std::string& url, Pushed pushed, Result<channels::api::PushRequest> request);
  Result<void> settle(PushMailbox::Answer& answer);
  Result<std::int64_t> record(const Pushed& pushed, const channels::api::PushOutcome& outcome,
                              const conversation::PushAttempt& attempt);
  void note_in_breaker(const Pushed& pushed, const channels::api::PushOutcome& outcome);
  ChannelState& state_of(ChannelId channel, std::string_view health);
  int under_way() const;
  void loop();

  const WorkspaceId workspace_;
  const Services services_;
  const std::shared_ptr<PushMailbox> mailbox_ = std::make_shared<PushMailbox>();
  // Of the thread that steps.
  std::map<ChannelId, ChannelState> channels_;
  std::deque<PushMailbox::Answer> unrecorded_;
  std::thread thread_;
};

}  // namespace kith::host
