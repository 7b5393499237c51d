// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/verbs.h>

#include "base/random.h"
#include "conversation/member_directory.h"
#include "conversation/mints.h"
#include "events/apply_write_set.h"

namespace kith::conversation {

/// Carries out the verbs on the shared nouns of one workspace: checks, changes rows, appends the
/// events, or refuses all. Lives as long as the workspace's writer, on whose thread it is used.
class Verbs final : public events::VerbHandler {
 public:
  /// What differs between installations.
  struct Settings {
    /// The kinds of channel that replies can leave by; on all others one can only listen.
    std::vector<std::string> replying_kinds = {"api"};
  };

  /// All three must outlive the verbs.
  Verbs(Mints& mints, Random& random, const MemberDirectory& members, Settings settings);

  /// Returns the number of what was created: a reply's or note's message, a draft, a merge, a
  /// handoff, a promise; 0 where nothing was. A verb that changes nothing appends no event. Errors:
  /// `not_found`, `stale` (expected_revision), `conflict` (something else came first, or the
  /// conversation is part of another), `rule`.
  Result<std::int64_t> apply(store::Transaction& transaction, const events::Actor& actor,
                             const Verb& verb) override;

 private:
  Mints& mints_;
  Random& random_;
  const MemberDirectory& members_;
  Settings settings_;
};

}  // namespace kith::conversation
