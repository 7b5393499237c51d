// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "support/world.h"

namespace kith::support {

/// A reply as the outbox hands it over.
struct HandedReply {
  OutboxId id;
  MessageId message_id;
  ConversationId conversation_id;
  std::string sender;
  std::vector<std::string> recipients;
  std::string text;
  std::string idempotency_key;
  std::int64_t attempts = 0;

  static consteval auto describe() {
    using Reply = HandedReply;
    return described(
        "A reply to carry to its network.", field<&Reply::id>("Its place."),
        field<&Reply::message_id>("The message."),
        field<&Reply::conversation_id>("Its conversation."), field<&Reply::sender>("Who signs it."),
        field<&Reply::recipients>("Whom it is for."), field<&Reply::text>("What it says."),
        field<&Reply::idempotency_key>("The same for every attempt."),
        field<&Reply::attempts>("Which attempt this is."));
  }
};

/// What happens to a reply on its way to the network.
enum class Fate : std::uint8_t {
  sent,           ///< the network takes it and says so
  refused,        ///< the network refuses it and says so
  not_now,        ///< it certainly did not leave; it is to be tried again
  lost_answer,    ///< the network takes it, but nobody hears that it did
  lost_question,  ///< it never arrives, but nobody knows that
  carrier_died,   ///< the network takes it, and the carrier dies before it can report anything
};

/// A network behind the API channel: takes what is due out of the outbox, and reports what becomes
/// of it, as the script of the test says. It knows the truth, also where kith is not told it.
class FakeChannel {
 public:
  using Script = std::function<Fate(const HandedReply&)>;

  /// `world` must outlive it. Without a script everything is sent.
  explicit FakeChannel(
      World& world, Script script = [](const HandedReply&) { return Fate::sent; })
      : world_(world), script_(std::move(script)) {}

  /// Takes at most `most` replies that are due and carries each as far as its fate goes. Returns
  /// how many there were.
  std::size_t carry(int most = 50);
  /// Looks up those of whom kith does not know whether they left, and reports the truth.
  std::size_t look_up();

  /// How often the network took each reply, by idempotency key.
  const std::map<std::string, int>& taken() const { return taken_; }
  /// The ids that the network gave, so that its own copy of a reply can come back.
  const std::map<std::string, HandedReply>& replies() const { return replies_; }

 private:
  void report(OutboxId reply, std::string_view outcome, std::string_view key);

  World& world_;
  Script script_;
  std::map<std::string, int> taken_;
  std::map<std::string, HandedReply> replies_;     // by key
  std::map<std::string, HandedReply> unreported_;  // by key
};

}  // namespace kith::support
