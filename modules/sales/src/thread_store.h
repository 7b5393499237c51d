// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/projection.h>

#include "thread.h"

/// How threads are kept: table sales_thread.
namespace kith::sales {

extern const Statement find_thread;
extern const Statement save_thread;

/// The projection of threads.
struct ThreadTable {
  using Key = ConversationId;
  using Row = Thread;
  static Result<std::optional<Thread>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Thread& row);
};

}  // namespace kith::sales
