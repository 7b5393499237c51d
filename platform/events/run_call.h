// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/apply_write_set.h"

namespace kith::events {

/// The stages of a call, the same on a lane and on the platform's own threads. An exception of a
/// handler becomes an `internal` error. Who lacks the route's permission gets no further.

/// A query's answer from a snapshot.
Result<Answer> run_query(Call& call, Reader& reader, Time now);
/// Fills `writes` with what the command wants; changes nothing.
Result<void> run_command(Call& call, Reader& reader, WriteSet& writes, Mint& mint, Time now);
/// Applies a command's write set, once per repeat key.
Result<Created> commit_command(store::Transaction& transaction, const Call& call, WriteSet& writes,
                               std::string_view module, VerbHandler& verbs);
/// What a committed command answers, from a snapshot that has its effects.
Result<Answer> run_answer(Call& call, Reader& reader, const Created& created, Time now);

}  // namespace kith::events
