// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include <kith/result.h>

#include "access/attempt_limits.h"

namespace kith::access {

/// Whether somebody has signed in to this account from this network before.
enum class Familiarity { stranger, familiar };

/// What an attempt to give a password was charged to. A value.
struct Attempt {
  KeyedHash source{};
  KeyedHash account{};
  Familiarity familiarity = Familiarity::stranger;
};

/// Holds guessing down on both sides: by the network it comes from, whatever the accounts, and by
/// the account, wherever it comes from. A familiar network has an account's limit of its own, so
/// that strangers who guess at an account cannot lock its owner out; see the README for what this
/// leaves. Unknown accounts are limited like others. Safe from any thread.
class AttemptGate {
 public:
  static constexpr AttemptLimits::Rule source_rule{.free = 30,
                                                   .forgets_one_after = std::chrono::minutes(1)};
  static constexpr AttemptLimits::Rule account_rule{};

  AttemptGate(HashKey key, std::size_t most_keys)
      : key_(key), sources_(source_rule, most_keys), accounts_(account_rule, most_keys) {}

  /// The keyed hash of a network: all that is ever stored of one.
  KeyedHash source_of(std::string_view network) const {
    return keyed_hash(key_, "source", network);
  }

  /// `too_many` while either side has to wait. `now` is steady.
  Result<Attempt> enter(std::string_view email_key, std::string_view network,
                        Familiarity familiarity, Duration now);
  /// The password was right.
  void succeeded(const Attempt& attempt);
  /// It was never compared: the queue was full, or kith stops.
  void abandoned(const Attempt& attempt);

 private:
  HashKey key_;
  AttemptLimits sources_;
  AttemptLimits accounts_;
};

}  // namespace kith::access
