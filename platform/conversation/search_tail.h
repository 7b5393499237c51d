// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <kith/reader.h>

#include "base/described_reader.h"
#include "store/log.h"

namespace kith::conversation {

/// Whether an event of this type brings a message that the index must have.
bool brings_message(std::string_view event_type);

/// The message that such an event names. `reader` is for those that were read back from the log.
Result<MessageId> message_of(const store::LoggedEvent& event, JsonReader& reader);

/// How far the index has come in the log, as this snapshot or transaction sees it.
Result<Sequence> indexed_sequence(Reader& reader);

/// The messages that are committed but not in the index yet.
struct SearchTail {
  std::vector<std::int64_t> ids;  ///< the newest first, each once
  bool is_whole = true;           ///< false when there are more than were asked for
};

/// Reads the tail from the log, so that index and tail of one snapshot fit together: a message is
/// in one of them, whatever the indexer does meanwhile. At most `most`, those that came last.
Result<SearchTail> read_search_tail(Reader& reader, std::size_t most);

}  // namespace kith::conversation
