// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <kith/id.h>

#include "store/transaction.h"

/// Single messages in the full-text index, which holds no text of its own: to take one out, it must
/// be told what it was given. SearchIndexer puts messages in, behind their commit.
namespace kith::conversation {

/// Whether the index has the message. True to the moment, also within a group of the writer: it
/// asks the index's own list of documents.
Result<bool> is_indexed(Reader& reader, MessageId message);

/// Puts a message in as its row is now, unless it is in already, is erased or does not exist.
Result<void> add_to_index(store::Transaction& transaction, MessageId message);

/// The same for many, an id_list; it costs a fifth of putting each in alone.
Result<void> add_all_to_index(store::Transaction& transaction, const std::string& ids);

/// Takes a message out that is in, while its row still has `text` and `tags` or after; other words
/// than it was put in with would damage the index silently.
Result<void> remove_from_index(store::Transaction& transaction, MessageId message,
                               std::string_view text, std::string_view tags);

}  // namespace kith::conversation
