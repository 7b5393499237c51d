// SPDX-License-Identifier: Apache-2.0
#include "host/push_run.h"

#include <limits>

#include "base/out_of_memory.h"
#include "channels/api/push_outcome.h"
#include "conversation/outbox.h"
#include "host/push_secrets.h"

namespace kith::host {
namespace {

using channels::api::PushRequest;
using conversation::ChannelPush;
using conversation::PushState;

constexpr Duration between_push_looks = std::chrono::milliseconds(200);
constexpr Duration answer_deadline = std::chrono::seconds(15);
constexpr Duration patience_at_the_end = std::chrono::seconds(5);
constexpr Duration rest_without_secrets = std::chrono::minutes(1);
constexpr std::size_t longest_answer = std::size_t{64} * 1024;
constexpr std::int64_t refused_in_a_piece = 200;
constexpr std::size_t bytes_of_a_test_id = 18;

}  // namespace

PushRun::PushRun(WorkspaceId workspace, Services services)
    : workspace_(workspace), services_(services) {}

PushRun::~PushRun() {
  stop();
}

void PushRun::start() {
  thread_ = std::thread([this] { loop(); });
}

void PushRun::stop() {
  {
    const std::lock_guard lock(mailbox_->mutex);
    mailbox_->stopping = true;
  }
  mailbox_->arrived.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void PushRun::loop() {
  std::unique_lock lock(mailbox_->mutex);
  const auto is_called = [this] {
    return mailbox_->stopping || !mailbox_->answers.empty() || !mailbox_->tests.empty();
  };
  while (!mailbox_->stopping) {
    mailbox_->arrived.wait_for(lock, between_push_looks, is_called);
    if (!mailbox_->stopping) {
      lock.unlock();
      survive([this] { step(); });
      lock.lock();
    }
  }
  const Duration until = services_.clock.steady() + patience_at_the_end;
  while (under_way() > 0 && services_.clock.steady() < until) {
    mailbox_->arrived.wait_for(lock, between_push_looks,
                               [this] { return !mailbox_->answers.empty(); });
    lock.unlock();
    survive([this] { settle_answers(); });
    lock.lock();
  }
}

int PushRun::under_way() const {
  int count = 0;
  for (const auto& [channel, state] : channels_) {
    count += state.under_way;
  }
  return count;
}

void PushRun::test(ChannelId channel, PushTested tested) {
  std::unique_lock lock(mailbox_->mutex);
  if (mailbox_->stopping) {
    lock.unlock();
    tested(fail(ErrorCode::unavailable, "kith is stopping."));
    return;
  }
  mailbox_->tests.push_back({channel, std::move(tested)});
  lock.unlock();
  mailbox_->arrived.notify_all();
}

bool PushRun::step() {
  bool did = settle_answers();
  did = send_tests() || did;
  const Result<bool> sent = send_due();
  if (!sent) {
    services_.log.warning("push.failed",
                          {{"workspace", workspace_.value}, {"detail", sent.error().detail}});
  }
  return sent.value_or(false) || did;
}

PushRun::ChannelState& PushRun::state_of(ChannelId channel, std::string_view health) {
  const auto known = channels_.find(channel);
  if (known != channels_.end()) {
    return known->second;
  }
  ChannelState& made = channels_[channel];
  if (health == conversation::health_push_failing) {
    made.breaker = channels::api::PushBreaker::trying();
  }
  return made;
}

bool PushRun::send_tests() {
  std::deque<PushMailbox::Test> tests;
  {
    const std::lock_guard lock(mailbox_->mutex);
    tests.swap(mailbox_->tests);
  }
  for (PushMailbox::Test& test : tests) {
    const Result<void> sent = send_test(test);
    if (!sent) {
      test.tested(std::unexpected(sent.error()));
    }
  }
  return !tests.empty();
}

Result<ChannelPush> PushRun::load(ChannelId channel) {
  store::ReaderPool::Lease lease = KITH_TRY(services_.readers.acquire());
  return conversation::load_push(*lease, channel);
}

Result<std::vector<ChannelPush>> PushRun::load_all() {
  store::ReaderPool::Lease lease = KITH_TRY(services_.readers.acquire());
  return conversation::list_pushes(*lease, services_.clock.now());
}

Result<void> PushRun::send_test(PushMailbox::Test& test) {
  const ChannelPush push = KITH_TRY(load(test.channel));
  if (push.state == PushState::off) {
    return fail(ErrorCode::rule, "Nothing is pushed from this channel. Say where to, first.");
  }
  const auto secrets =
      KITH_TRY(open_push_secrets(services_.sealing, {workspace_, push.channel}, push.secrets));
  const std::string id = "test_" + services_.random.token(bytes_of_a_test_id);
  PushRequest request = KITH_TRY(
      channels::api::push_test(workspace_, push.channel, id, secrets, services_.clock.now()));
  ++state_of(push.channel, push.health).under_way;
  send(push.url, {.channel = push.channel, .tested = std::move(test.tested)}, std::move(request));
  return {};
}

Result<bool> PushRun::send_due() {
  const std::vector<ChannelPush> pushes = KITH_TRY(load_all());
  bool did = false;
  for (const ChannelPush& push : pushes) {
    if (push.is_due) {
      did = KITH_TRY(send_due_of(push)) || did;
    }
  }
  return did;
}

Result<bool> PushRun::send_due_of(const ChannelPush& push) {
  if (push.state == PushState::gone) {
    return refuse(push.channel, Time{std::numeric_limits<std::int64_t>::max()}, "push_gone");
  }
  ChannelState& state = state_of(push.channel, push.health);
  const int room = state.breaker.room(services_.clock.steady(), state.under_way);
  if (room == 0) {
    return false;
  }
  const auto secrets =
      open_push_secrets(services_.sealing, {workspace_, push.channel}, push.secrets);
  if (!secrets) {
    state.breaker.rest(services_.clock.steady(), rest_without_secrets);
    return std::unexpected(secrets.error());
  }
  bool did = false;
  if (state.breaker.is_open()) {
    did = KITH_TRY(
        refuse(push.channel, services_.clock.now() - channels::api::longest_pushing, "gave_up"));
  }
  for (const conversation::Dispatch& reply : KITH_TRY(take(push.channel, room))) {
    ++state.under_way;
    did = true;
    send(push.url,
         {.channel = push.channel,
          .reply = reply.id,
          .attempts = reply.attempts,
          .due_at = reply.due_at},
         channels::api::push_reply(workspace_, reply, *secrets, services_.clock.now()));
  }
  return did;
}

Result<bool> PushRun::refuse(ChannelId channel, Time due_before, std::string_view reason) {
  std::int64_t refused = 0;
  KITH_TRY(services_.writer.run(
      store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
        refused = KITH_TRY(conversation::refuse_due_of(transaction, channel, due_before,
                                                       refused_in_a_piece, reason));
        return {};
      }));
  return refused > 0;
}

Result<std::vector<conversation::Dispatch>> PushRun::take(ChannelId channel, int most) {
  std::vector<conversation::Dispatch> due;
  KITH_TRY(services_.writer.run(
      store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
        due = KITH_TRY(conversation::take_due_of(transaction, channel, transaction.now(), most));
        return {};
      }));
  return due;
}

void PushRun::send(const std::string& url, Pushed pushed, Result<PushRequest> request) {
  pushed.started_at = services_.clock.now();
  const Duration started = services_.clock.steady();
  if (!request) {
    mailbox_->deliver({std::move(pushed), std::unexpected(request.error())});
    return;
  }
  auto has_left = std::make_shared<std::atomic<bool>>(false);
  net::ClientRequest call{.url = url,
                          .headers = std::move(request->headers),
                          .body = std::move(request->body),
                          .deadline = answer_deadline,
                          .most_answer_bytes = longest_answer,
                          .has_left = has_left};
  services_.client.send(std::move(call),
                        [mailbox = mailbox_, &clock = services_.clock, has_left, started,
                         sent = std::move(pushed)](Result<net::ClientResponse> response) mutable {
                          mailbox->deliver({.pushed = std::move(sent),
                                            .response = std::move(response),
                                            .has_left = *has_left,
                                            .took = clock.steady() - started});
                        });
}

}  // namespace kith::host
