// SPDX-License-Identifier: Apache-2.0
#include "access/attempt_gate.h"

#include "access/too_many.h"

namespace kith::access {
namespace {

constexpr std::string_view why = "Too many attempts to sign in.";

}  // namespace

Result<Attempt> AttemptGate::enter(std::string_view email_key, std::string_view network,
                                   Familiarity familiarity, Duration now) {
  Attempt attempt;
  attempt.familiarity = familiarity;
  attempt.source = source_of(network);
  attempt.account =
      keyed_hash(key_, email_key, familiarity == Familiarity::familiar ? network : "strangers");
  if (const Duration wait = sources_.charge(attempt.source, now); wait != Duration()) {
    return std::unexpected(too_many(why, wait));
  }
  if (const Duration wait = accounts_.charge(attempt.account, now); wait != Duration()) {
    sources_.refund(attempt.source);
    return std::unexpected(too_many(why, wait));
  }
  return attempt;
}

void AttemptGate::succeeded(const Attempt& attempt) {
  sources_.refund(attempt.source);
  if (attempt.familiarity == Familiarity::familiar) {
    accounts_.clear(attempt.account);
  } else {
    // What strangers failed before stays counted: this success does not vouch for them.
    accounts_.refund(attempt.account);
  }
}

void AttemptGate::abandoned(const Attempt& attempt) {
  sources_.refund(attempt.source);
  accounts_.refund(attempt.account);
}

}  // namespace kith::access
