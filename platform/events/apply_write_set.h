// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/write_set.h>

#include "events/append.h"
#include "events/executor.h"

namespace kith::events {

/// Carries out verbs on shared nouns, on the writer. Implemented by platform/conversation.
class VerbHandler {
 public:
  virtual ~VerbHandler() = default;
  /// Returns the number of what the verb created, 0 when it created nothing.
  virtual Result<std::int64_t> apply(store::Transaction& transaction, const Actor& actor,
                                     const Verb& verb) = 0;
};

/// Applies a write set, in order, inside the writer's current savepoint.
Result<Created> apply_write_set(store::Transaction& transaction, WriteSet& writes, MemberId member,
                                std::string_view module, VerbHandler& verbs);

/// What a repeated request created the first time: nothing when it is new, `rule` when the same key
/// came with another request.
Result<std::optional<Created>> find_repeat(Reader& reader, const RepeatKey& repeat);
Result<void> remember_repeat(store::Transaction& transaction, const RepeatKey& repeat,
                             const Created& created);
/// Forgets requests that are a day old at `now`, at most `most` of them.
Result<void> forget_repeats(store::Transaction& transaction, Time now, std::int64_t most);

}  // namespace kith::events
