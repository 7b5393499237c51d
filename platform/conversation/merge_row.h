// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "conversation/mints.h"
#include "events/append.h"

namespace kith::conversation {

/// One merge: `source` became part of `target`.
struct MergeRow {
  MergeId id;
  Noun noun = Noun::conversation;
  std::int64_t source = 0;
  std::int64_t target = 0;
  std::string before;  ///< JSON, see the migration
  std::string after;
  bool is_undone = false;
};

/// Writes a new merge; its evidence is who asked for it and the event that led to it.
Result<void> insert_merge(store::Transaction& transaction, const events::Actor& actor,
                          const MergeRow& row);
/// The merge that made `source` part of another; `conflict` where it stands alone.
Result<MergeRow> load_merge_of(Reader& reader, Noun noun, std::int64_t source);
/// All merges into `target`, the newest first, those that were undone too.
Result<std::vector<MergeRow>> load_merges_into(Reader& reader, Noun noun, std::int64_t target);
Result<void> mark_merge_undone(store::Transaction& transaction, MergeId id);
Result<void> save_merge_after(store::Transaction& transaction, MergeId id, std::string_view after);

}  // namespace kith::conversation
