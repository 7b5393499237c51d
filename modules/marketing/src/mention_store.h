// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/projection.h>

#include "mention.h"

/// Mentions, a row each: table marketing_mention.
namespace kith::marketing {

extern const Statement find_mention;
extern const Statement save_mention;
extern const Statement remove_mention;

/// The projection of mentions, by their message.
struct MentionTable {
  using Key = MessageId;
  using Row = Mention;
  static Result<std::optional<Mention>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Mention& row);
  static void remove(WriteSet& writes, Key key);
};

}  // namespace kith::marketing
