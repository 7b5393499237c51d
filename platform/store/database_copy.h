// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include <kith/event.h>
#include <kith/result.h>

namespace kith::store {

/// Told how many bytes of how many were dealt with.
using ByteProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Copies a database as it was at one moment into the new file `to`, while others write it. The
/// copy needs no write-ahead log and is on the disk. Any thread.
Result<void> copy_database(const std::string& from, const std::string& to,
                           const ByteProgress& progress);

/// What a whole database holds.
struct DatabaseReport {
  Sequence events = 0;
  std::string log_head;  ///< the hash of its newest event, in hexadecimal
};

/// Checks a database that nobody writes: its structure, and its log link by link. Errors:
/// `invalid`, with what is wrong.
Result<DatabaseReport> check_database(const std::string& path);

}  // namespace kith::store
