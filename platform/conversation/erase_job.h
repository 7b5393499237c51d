// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/transaction.h"

namespace kith::conversation {

/// How far the erasure of persons has come. Each stage goes through what it names in the order of
/// ids.
enum class EraseStage : std::uint8_t {
  own,       ///< the conversations that they opened
  others,    ///< those in which they took part
  messages,  ///< all messages, for what no conversation knew of
  done,
};

/// The erasure of one person, or of some at once, as a row of the table job. It holds ids alone.
struct EraseJob {
  JobId id;
  std::vector<std::int64_t> persons;
  EraseStage stage = EraseStage::own;
  std::int64_t after = 0;     ///< the last id of the stage that was done with
  std::int64_t messages = 0;  ///< that lost their text
  std::int64_t total =
      0;  ///< how many there are about; those in conversations of others come on top
  MemberId asked_by;
};

/// How far an erasure is, as people see it.
struct EraseProgress {
  JobId id;
  std::vector<std::int64_t> persons;
  std::int64_t done = 0;
  std::int64_t total = 0;
  bool is_finished = false;
  Time started_at;
};

/// Writes a new job; its number is in `job.id` then.
Result<void> insert_erase_job(store::Transaction& transaction, EraseJob& job);
Result<void> save_erase_job(store::Transaction& transaction, const EraseJob& job);
/// The oldest one that is not done; nothing when all are.
Result<std::optional<EraseJob>> load_erase_job(Reader& reader);

/// The newest ones, that last begun first.
Result<std::vector<EraseProgress>> list_erasures(Reader& reader, std::int64_t most);

}  // namespace kith::conversation
