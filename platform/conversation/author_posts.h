// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/hash.h"
#include "store/transaction.h"

/// All that the author of a channel posted there: what goes when their account is gone.
namespace kith::conversation {

/// Messages of the author known by `identity` that were posted until `until` and are not erased,
/// the oldest `most` of them; none where nobody is known by it. Looks into each conversation that
/// they ever took part in, whatever was merged since.
Result<std::vector<MessageId>> author_posts(Reader& reader, const KeyedHash& identity, Time until,
                                            std::size_t most);

}  // namespace kith::conversation
