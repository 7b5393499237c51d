// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <string>
#include <vector>

#include <kith/reader.h>

#include "store/transaction.h"

/// Between which times the messages of a stretch of ids were posted. Ids are in order of arrival
/// and are never read as times, so a search from one day to another asks here which stretches can
/// hold something; a message that came late widens its own stretch alone.
namespace kith::conversation {

/// Ids from `first` to `last`, both included.
struct IdRange {
  std::int64_t first = std::numeric_limits<std::int64_t>::min();
  std::int64_t last = std::numeric_limits<std::int64_t>::max();

  bool operator==(const IdRange&) const = default;
};

/// Takes the messages into account that are being indexed. `ids` is an id_list().
Result<void> widen_blocks(store::Transaction& transaction, const std::string& ids);

/// The stretches with indexed messages posted at `from` or after and before `to`, the newest ids
/// first, joined where nothing lies between them; one of all ids where neither is given.
Result<std::vector<IdRange>> ranges_between(Reader& reader, Time from, Time to);

}  // namespace kith::conversation
