// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/events.h>
#include <kith/key.h>
#include <kith/projection.h>
#include <kith/verbs.h>

#include "request.h"

/// Replies that were drafted about requests: tables product_draft, product_thread.
namespace kith::product {

extern const Statement find_draft;
extern const Statement save_draft;
extern const Statement find_thread;
extern const Statement save_thread;

/// A reply about a request, drafted for whoever asked in this thread.
struct Draft {
  DraftId draft;
  RequestId request;
  ConversationId thread;
  DraftState state = DraftState::open;
};

/// The projection of drafts.
struct DraftTable {
  using Key = DraftId;
  using Row = Draft;
  static Result<std::optional<Draft>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Draft& row);
};

/// Where a reply about a request is waiting to be sent.
struct Thread {
  RequestId request;
  ConversationId thread;
  DraftId draft;  ///< 0: none is
};

/// The projection of open drafts by where they are.
struct ThreadTable {
  using Key = kith::Key<RequestId, ConversationId>;
  using Row = Thread;
  static Result<std::optional<Thread>> load(Reader& reader, const Key& key);
  static void save(WriteSet& writes, const Thread& row);
};

}  // namespace kith::product
