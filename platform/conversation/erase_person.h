// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "base/hash.h"
#include "conversation/erase_job.h"
#include "conversation/erase_list.h"
#include "events/append.h"

namespace kith::conversation {

/// Erases persons for good: what they wrote, what was written to them in conversations that they
/// opened, and all they were known by. Which columns that is, and which stay, is in
/// erase_columns.h. One for each workspace; used on its writer's thread.
///
/// The first piece hides them from all answers and erases what an ordinary person has; those with
/// more are erased in pieces, as a job that survives a restart. Every message that loses its text
/// is a MessageDeleted, so that modules forget it too.
class PersonErasure {
 public:
  struct Settings {
    std::size_t at_once = 500;   ///< messages that the first piece erases
    std::size_t in_piece = 300;  ///< messages in each later one, so that it takes less than 50 ms
    std::size_t looked_through = 20'000;  ///< messages that a piece of the last stage looks at
  };

  /// `key` is the workspace's. `forget` has whoever keeps persons and identities in memory drop
  /// them; it is called in the piece that erases.
  PersonErasure(const HashKey& key, std::function<void()> forget, Settings settings)
      : key_(key), forget_(std::move(forget)), settings_(settings) {}

  /// Erases a person and all that were merged into them; `person` may be any of these. Returns the
  /// job that finishes it. Errors: `not_found`; `conflict` for one who was erased already.
  Result<JobId> erase(store::Transaction& transaction, PersonId person, const events::Actor& actor);

  /// One more piece of the oldest erasure that is not finished; false when there is none.
  Result<bool> step(store::Transaction& transaction);

  /// Erases what is on the list of erasures and still in this store, which is an older one that was
  /// restored; call step() until it says false before it serves. Returns how many persons and
  /// single messages there were.
  Result<std::size_t> apply_list(store::Transaction& transaction,
                                 const std::vector<ErasureEntry>& list);

 private:
  Result<EraseJob> begin(store::Transaction& transaction, std::vector<std::int64_t> persons,
                         const events::Actor& actor);
  Result<void> forget_identities(store::Transaction& transaction, const EraseJob& job);

  HashKey key_;
  std::function<void()> forget_;
  Settings settings_;
};

/// Whether an erasure waits to be gone on with.
Result<bool> is_erasure_waiting(Reader& reader);

}  // namespace kith::conversation
