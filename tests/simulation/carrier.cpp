// SPDX-License-Identifier: Apache-2.0
#include "carrier.h"

namespace kith::simulation {
namespace {

constexpr std::int64_t most_taken = 5;
constexpr Duration pause = std::chrono::seconds(5);

}  // namespace

void Carrier::take() {
  auto taken = std::make_shared<std::vector<conversation::Dispatch>>();
  house_.workspace().writer().submit(
      store::Urgency::person,
      [taken](store::Transaction& transaction) -> Result<void> {
        *taken = KITH_TRY(conversation::take_due(transaction, transaction.now(), most_taken));
        return {};
      },
      [this, taken](const Result<store::Writer::Commit>& committed) {
        for (const conversation::Dispatch& reply : *taken) {
          if (committed) {
            receivers_.handed_over(reply.idempotency_key, {reply.message, true});
            in_hand_.push_back({reply.id, reply.idempotency_key});
          }
        }
      });
}

std::string Carrier::carry(Chance& chance) {
  if (in_hand_.empty()) {
    return "";
  }
  const Carried reply = in_hand_.back();
  in_hand_.pop_back();
  switch (chance.below(8)) {
    case 0:
      receivers_.arrived(reply.key);
      in_doubt_.push_back(reply);
      return reply.key + " is carried, and nobody hears of it";
    case 1:
      in_doubt_.push_back(reply);
      report(reply, Report::unknown);
      return reply.key + " is lost";
    case 2: report(reply, Report::failed); return reply.key + " is refused";
    case 3: report(reply, Report::again); return reply.key + " is to be tried again";
    default:
      receivers_.arrived(reply.key);
      report(reply, Report::sent);
      return reply.key + " is carried";
  }
}

void Carrier::report(const Carried& reply, Report outcome) {
  house_.workspace().writer().submit(
      store::Urgency::person,
      [this, reply, outcome](store::Transaction& transaction) -> Result<void> {
        switch (outcome) {
          case Report::sent:
            return conversation::record_sent(transaction, reply.id,
                                             {.native_id = "net-" + reply.key},
                                             house_.workspace().post_keys());
          case Report::failed: return conversation::record_failed(transaction, reply.id, "refused");
          case Report::unknown:
            return conversation::record_unknown(transaction, reply.id, "no_answer");
          case Report::again:
            return conversation::retry(transaction, reply.id, transaction.now() + pause, "busy");
        }
        return {};
      },
      [this, reply, outcome](const Result<store::Writer::Commit>& committed) {
        if (committed && outcome == Report::again) {
          receivers_.told_to_try_again(reply.key);
        } else if (!committed && committed.error().code == ErrorCode::unavailable) {
          in_doubt_.push_back(reply);
        }
      });
}

void Carrier::look_up() {
  for (const Carried& reply : std::exchange(in_doubt_, {})) {
    report(reply, receivers_.has(reply.key) ? Report::sent : Report::again);
  }
}

void Carrier::lose_process() {
  in_doubt_.insert(in_doubt_.end(), in_hand_.begin(), in_hand_.end());
  in_hand_.clear();
}

}  // namespace kith::simulation
