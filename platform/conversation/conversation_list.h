// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/event.h>
#include <kith/nouns.h>

#include "conversation/walk.h"

namespace kith::conversation {

/// Which conversations a list shows. What is left at its default narrows nothing.
struct ConversationFilter {
  std::vector<Status> statuses;
  bool needs_reply = false;          ///< those in which somebody waits, the longest waiting first
  std::optional<MemberId> assignee;  ///< 0: those that nobody has
  std::optional<Department> department;
  std::string label;
  ChannelId channel;
  std::vector<std::int64_t> persons;  ///< one person, as all that were merged into one

  /// The order: by the newest message, newest first, or by the wait.
  ListOrder order() const { return needs_reply ? ListOrder::ascending : ListOrder::descending; }
  /// What cursors know this list by.
  std::string name() const;
};

/// How much work one page may be. The default keeps any page within some ten thousand rows.
struct SearchEffort {
  std::size_t most_gathered = 5'000;   ///< rows of a narrow index that are worth sorting
  std::size_t most_examined = 12'000;  ///< rows that are looked at in the order of the list
};

/// The ids on the page behind `after`. A narrow filter runs along an index of its own; where that
/// is no help, a page may come back short, or empty, with a next one.
Result<FoundPage> find_conversations(Reader& reader, const ConversationFilter& filter,
                                     const PagePlace& after, std::size_t limit,
                                     const SearchEffort& effort = {});

}  // namespace kith::conversation
