// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/apply_write_set.h"

namespace kith::events {

/// The stages of a call, the same on a lane and on the platform's own threads. An exception of a
/// handler becomes an `internal` error. Who lacks the route's permission gets no further.

/// What a handler may look at: a snapshot, words and the clock.
struct Surroundings {
  Reader& reader;
  const Texts& texts;
  Time now;
};

/// A query's answer from a snapshot, and what it depends on.
struct Answered {
  Answer answer;
  QueryContext::Asked asked;
};
Result<Answered> run_query(Call& call, const Surroundings& around);
/// Fills `writes` with what the command wants; changes nothing.
Result<void> run_command(Call& call, const Surroundings& around, WriteSet& writes, Mint& mint);
/// Applies a command's write set, once per repeat key.
Result<Created> commit_command(store::Transaction& transaction, const Call& call, WriteSet& writes,
                               std::string_view module, VerbHandler& verbs);
/// What a committed command answers, from a snapshot that has its effects.
Result<Answer> run_answer(Call& call, const Surroundings& around, const Created& created);

}  // namespace kith::events
