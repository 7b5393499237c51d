// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <kith/id.h>

#include "store/transaction.h"

/// What a message says, changed and taken away together with everything that repeats it: versions,
/// readings, files and the full-text index. Whoever calls these appends the event.
namespace kith::conversation {

/// What a message says from now on.
struct NewText {
  std::string_view text;
  std::string_view html;  ///< sanitised, "" for none
  std::string_view language;
  std::string_view tags;  ///< message_tags() of its channel and language
  bool needs_reply = false;
};

/// Gives a message another text and keeps the old one as a version. Returns its new revision.
/// Errors: `not_found`; `conflict` for an erased one.
Result<std::int64_t> replace_text(store::Transaction& transaction, MessageId message,
                                  const NewText& changed);

/// Takes away what a message says for good: text, HTML, versions, language, readings, files, and
/// the subject of its conversation when that came from it. What stays is when it was, in which
/// thread, and who wrote it to whom. False where there is no such
/// message or it was erased before. It is gone from answers at the commit and from the disk after
/// the next purge.
Result<bool> erase_text(store::Transaction& transaction, MessageId message);

}  // namespace kith::conversation
