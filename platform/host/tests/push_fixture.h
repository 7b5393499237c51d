// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>

#include "conversation/push_api.h"
#include "conversation/tests/conversation_fixture.h"
#include "host/push_run.h"
#include "host/push_secrets.h"

namespace kith::host {

/// Other servers, as a test has them: keeps what is sent until the test says what comes back.
class FakeClient final : public net::Client {
 public:
  struct Call {
    net::ClientRequest request;
    Answered answered;

    std::string header(std::string_view wanted) const {
      for (const auto& [name, value] : request.headers) {
        if (name == wanted) {
          return value;
        }
      }
      return {};
    }
  };

  void send(net::ClientRequest request, Answered answered) override {
    calls.push_back({std::move(request), std::move(answered)});
    ids.push_back(calls.back().header("webhook-id"));
  }

  /// Answers the call that has waited longest.
  void answer(int status, std::vector<http::Header> headers = {}, std::string body = {}) {
    take([&](Call& call) {
      call.answered(net::ClientResponse{status, std::move(headers), std::move(body)});
    });
  }
  /// Its answer never came.
  void lose() {
    take([](Call& call) {
      *call.request.has_left = true;
      call.answered(fail(ErrorCode::unavailable, "The connection broke."));
    });
  }
  /// Nobody was there.
  void refuse(ErrorCode code = ErrorCode::unavailable) {
    take([code](Call& call) { call.answered(fail(code, "Nobody is there.")); });
  }

  std::deque<Call> calls;        ///< that wait
  std::vector<std::string> ids;  ///< the webhook-id of every call, in order

 private:
  template <class Do>
  void take(Do work) {
    ASSERT_FALSE(calls.empty()) << "nothing was sent";
    Call call = std::move(calls.front());
    calls.pop_front();
    work(call);
  }
};

/// A workspace whose channel 1 is pushed, and the run that pushes, without a thread.
class PushFixture : public conversation::ConversationFixture {
 protected:
  static constexpr ChannelId channel = conversation::api_channel;
  static constexpr const char* receiver = "https://receiver.example/kith";

  void SetUp() override {
    ConversationFixture::SetUp();
    set_push();
    restart();
  }

  /// Channel 1 is pushed, with a new secret.
  void set_push() {
    secrets = {.current = channels::api::new_signing_secret(random)};
    save({.channel = channel,
          .url = receiver,
          .secrets = seal_push_secrets(key, {{1}, channel}, secrets, random),
          .state = conversation::PushState::on});
  }
  void save(const conversation::ChannelPush& push) {
    const auto saved = in_transaction([&](store::Transaction& transaction) {
      return conversation::save_push(transaction, {}, push);
    });
    ASSERT_TRUE(saved) << saved.error().message;
  }
  conversation::ChannelPush push() {
    return in_transaction([&](store::Transaction& transaction) {
             return conversation::load_push(transaction.reader(), channel);
           })
        .value();
  }

  /// Lets go of the run, with what it has under way, and starts another one as a new process does.
  void restart() {
    run = std::make_unique<PushRun>(
        WorkspaceId{1},
        PushRun::Services{*writer, readers, keys, client, key, clock, random, logger});
    const auto recorded = in_transaction([](store::Transaction& transaction) {
      return conversation::record_interrupted(transaction, 100);
    });
    ASSERT_TRUE(recorded);
  }
  void step() {
    while (run->step()) {
    }
  }

  /// Somebody asks, and a colleague's answer is due in a second.
  MessageId due_reply() {
    const ConversationId conversation = add_conversation(add_person("P" + random.token(6)));
    const MessageId question = add_inbound(conversation);
    return MessageId{must(SubmitReply{.conversation = conversation,
                                      .text = "It is on its way.",
                                      .sender = conversation::ada,
                                      .seen = question,
                                      .not_before = clock.now() + std::chrono::seconds(1)})};
  }
  /// The same, and its time comes.
  MessageId pushed_reply() {
    const MessageId message = due_reply();
    clock.advance(std::chrono::seconds(1));
    step();
    return message;
  }

  Delivery delivery(MessageId message) {
    return static_cast<Delivery>(
        number(fmt::format("SELECT delivery FROM message WHERE id = {}", message.value)));
  }
  std::string reason(MessageId message) {
    return text(fmt::format("SELECT reason FROM outbox WHERE message = {}", message.value));
  }
  std::string key_of(MessageId message) {
    return text(
        fmt::format("SELECT idempotency_key FROM outbox WHERE message = {}", message.value));
  }
  OutboxId outbox_of(MessageId message) {
    return {number(fmt::format("SELECT id FROM outbox WHERE message = {}", message.value))};
  }
  /// Time goes on in steps, so that whatever falls due is done.
  void let_pass(Duration span) {
    for (Duration passed{}; passed < span; passed += std::chrono::milliseconds(200)) {
      clock.advance(std::chrono::milliseconds(200));
      step();
    }
  }

  const access::SealingKey key = access::SealingKey::parse(std::string(64, '7')).value();
  store::ReaderPool readers{{.path = path()}, registry, clock};
  std::vector<std::string> lines;
  Logger logger{clock, Logger::Level::debug,
                [this](std::string_view line) { lines.emplace_back(line); }};
  channels::api::SigningSecrets secrets;
  FakeClient client;
  std::unique_ptr<PushRun> run;
};

}  // namespace kith::host
