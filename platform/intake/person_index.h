// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>

#include "conversation/mints.h"
#include "intake/prepared_post.h"
#include "store/transaction.h"

namespace kith::intake {

/// An author as stored: their identity, and the person whose it is, whoever that person is merged
/// into; no person for the company's own account.
struct KnownAuthor {
  IdentityId identity;
  PersonId person;
  bool is_forgotten = false;  ///< they were erased after this post: it is not to be stored
};

/// Resolves authors to identities of persons, making both at the first post. On the writer's
/// thread alone.
class PersonIndex {
 public:
  explicit PersonIndex(conversation::Mints& mints) : mints_(mints) {}

  /// Drops what is kept in memory: after a rollback or an erasure.
  void forget() { known_.clear(); }
  Result<KnownAuthor> resolve(store::Transaction& transaction, const PreparedPost& post,
                              Time seen_at, bool is_history);

 private:
  Result<KnownAuthor> make(store::Transaction& transaction, const PreparedPost& post, Time seen_at,
                           bool is_history);

  conversation::Mints& mints_;
  std::unordered_map<std::string, KnownAuthor> known_;
};

std::span<const Statement* const> person_index_statements();

}  // namespace kith::intake
