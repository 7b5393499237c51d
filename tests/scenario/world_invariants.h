// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "support/fake_channel.h"
#include "support/world.h"

namespace kith::scenario {

/// What must be true of a company once everything has settled, whatever was done in it before. Each
/// answers "" when it holds, else what does not.

/// Every projection equals a rebuild, the log's chain holds, every consumer has seen all of it.
std::string broken_ground(support::World& world);

/// Somebody waits in a conversation exactly where its case says so, and case and conversation agree
/// in status, assignee, priority and what they are part of. `history` are the threads in which
/// something was imported: nobody is waited for there.
std::string broken_cases(support::World& world, const std::set<std::int64_t>& history);

/// What is counted in rows, and by the routes, is what a recount gives.
std::string broken_counts(support::World& world);

/// Merged conversations and persons form trees, and each row knows the root of its own.
std::string broken_trees(support::World& world);

/// Nothing left twice, and the outbox says of each reply what its message says.
std::string broken_outbox(support::World& world, const support::FakeChannel& channel);

/// All of them.
std::string broken_invariants(support::World& world, const support::FakeChannel& channel,
                              const std::set<std::int64_t>& history);

}  // namespace kith::scenario
