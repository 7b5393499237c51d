// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sqlite3.h>

#include "store/sqlite.h"

namespace kith::store {

/// Whether a transaction is open. After an I/O error, or without memory, SQLite takes it back by
/// itself: what is written then is outside of any.
inline bool is_in_transaction(const Connection& connection) {
  return sqlite3_get_autocommit(connection.handle()) == 0;
}

/// While one is there, nothing that is written on a connection stays: not even what a piece writes
/// that did not notice that its transaction is gone. Of the writer, on its thread.
class HeldCommits {
 public:
  explicit HeldCommits(const Connection& connection) : handle_(connection.handle()) {
    sqlite3_commit_hook(handle_, [](void*) { return 1; }, nullptr);
  }
  HeldCommits(const HeldCommits&) = delete;
  HeldCommits& operator=(const HeldCommits&) = delete;
  ~HeldCommits() { sqlite3_commit_hook(handle_, nullptr, nullptr); }

 private:
  sqlite3* const handle_;
};

}  // namespace kith::store
