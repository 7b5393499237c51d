// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "store/sqlite.h"

namespace kith::contract {

/// A hash of every row, table by table; the name says the file, too.
using RowHashes = std::map<std::string, std::size_t>;

/// Reads the files of a data folder while a server writes to them, to tell whether anything in
/// them changed.
class DataRows {
 public:
  /// Every database below `folder`: the accounts' and each workspace's.
  explicit DataRows(const std::string& folder);

  /// Whether anything was committed since this was asked last; cheap.
  bool is_touched();
  /// All tables but the rows and columns that are declared volatile here: what a request leaves
  /// behind although it was refused.
  RowHashes hashes();
  /// Waits until nothing was committed for a while: modules and indexers finish what they do.
  void settle();

 private:
  struct File {
    std::string name;
    store::Connection connection;
    std::int64_t version = 0;
  };
  std::vector<File> files_;
};

/// The tables that differ, for a message.
std::string differences(const RowHashes& before, const RowHashes& after);

}  // namespace kith::contract
