// SPDX-License-Identifier: Apache-2.0
#include "support/fake_channel.h"

#include <fmt/format.h>

namespace kith::support {
namespace {

struct HandedReplies {
  std::vector<HandedReply> items;

  static consteval auto describe() {
    return described("What is due.", field<&HandedReplies::items>("The replies."));
  }
};

bool reaches_the_network(Fate fate) {
  return fate == Fate::sent || fate == Fate::lost_answer || fate == Fate::carrier_died;
}

}  // namespace

std::size_t FakeChannel::carry(int most) {
  const HandedReplies due = need(world_.ask<HandedReplies>(
      world_.colleague("administrator"), {.method = http::Method::post,
                                          .target = "/outbox/take",
                                          .body = fmt::format(R"({{"limit": {}}})", most)}));
  for (const HandedReply& reply : due.items) {
    const std::string& key = reply.idempotency_key;
    replies_[key] = reply;
    const Fate fate = script_(reply);
    if (reaches_the_network(fate)) {
      ++taken_[key];
    }
    switch (fate) {
      case Fate::sent: report(reply.id, "sent", key); break;
      case Fate::refused: report(reply.id, "failed", key); break;
      case Fate::not_now: report(reply.id, "retry", key); break;
      case Fate::lost_answer:
      case Fate::lost_question:
        report(reply.id, "unknown", key);
        unreported_[key] = reply;
        break;
      case Fate::carrier_died: unreported_[key] = reply; break;
    }
  }
  return due.items.size();
}

std::size_t FakeChannel::look_up() {
  const std::map<std::string, HandedReply> open = std::exchange(unreported_, {});
  for (const auto& [key, reply] : open) {
    report(reply.id, taken_.contains(key) ? "sent" : "failed", key);
  }
  return open.size();
}

void FakeChannel::report(OutboxId reply, std::string_view outcome, std::string_view key) {
  const std::string native =
      outcome == "sent" ? fmt::format(R"(, "native_id": "net-{}")", key) : std::string();
  need(world_.tell(world_.colleague("administrator"),
                   {.method = http::Method::post,
                    .target = fmt::format("/outbox/{}/report", reply.value),
                    .body = fmt::format(R"({{"outcome": "{}"{}}})", outcome, native)}));
}

}  // namespace kith::support
