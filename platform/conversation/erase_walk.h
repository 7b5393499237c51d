// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversation/erase_job.h"

/// The parts of an erasure that go through conversations and messages.
namespace kith::conversation {

/// How much one piece may do.
struct EraseBudget {
  std::size_t messages = 0;        ///< that lose their text
  std::size_t looked_through = 0;  ///< of all messages; 0: the last stage waits for the next piece
};

/// Takes back the replies that wait to be sent to the persons, and their addresses out of those to
/// conversations of others. Before their identities are forgotten.
Result<void> stop_replies(store::Transaction& transaction, const EraseJob& job);

/// Takes conversations that nobody else took part in out of every list, and the subjects from all
/// that the persons opened.
Result<void> hide_conversations(store::Transaction& transaction, const EraseJob& job);

/// Erases on from where the job stands, as far as the budget goes; moves the job on.
Result<void> walk_erasure(store::Transaction& transaction, EraseJob& job,
                          const EraseBudget& budget);

}  // namespace kith::conversation
