// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/projection.h>

#include "episode.h"

namespace kith::logistics {

extern const Statement find_episode;
extern const Statement save_episode;

/// All columns, in the order in which episode_of() reads them from column 0 on.
#define KITH_LOGISTICS_EPISODE_COLUMNS                                                             \
  "logistics_episode.id, logistics_episode.watch, state, opened_at, opened_by, alarmed_at, "       \
  "severity, settled_severity, seen, expected, people, alarms, reopened, owner, acknowledged_at, " \
  "owned_at, mitigating_at, told_at, closed_at, reviewed_at, shelved_until, cause, shelved_for, "  \
  "verdict, logistics_episode.revision, detector"

Episode episode_of(const Rows& rows);

/// The projection of episodes.
struct EpisodeTable {
  using Key = EpisodeId;
  using Row = Episode;
  static Result<std::optional<Episode>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Episode& row);
};

/// The one of this number; `not_found`.
Result<Episode> load_episode(Reader& reader, EpisodeId id);

}  // namespace kith::logistics
