// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/described.h>
#include <kith/result.h>

namespace kith::host {

/// What was found in one database and the files beside it.
struct Verified {
  std::string database;
  std::int64_t pages = 0;
  std::int64_t events = 0;
  std::int64_t files = 0;
  std::vector<std::string> damage;
  std::vector<std::string> bad_files;
  bool has_sums = false;
  bool is_whole = false;
  std::int64_t broken_at = 0;
  std::string reason;

  static consteval auto describe() {
    return described(
        "What was found in one database and the files beside it.",
        field<&Verified::database>("Which, below the data folder."),
        field<&Verified::pages>("How many pages were read."),
        field<&Verified::events>("How many events were read."),
        field<&Verified::files>("How many files of messages are as they were."),
        field<&Verified::damage>("Pages and frames that are not as they were written, and what "
                                 "they belong to."),
        field<&Verified::bad_files>("Files of messages that are missing or were changed."),
        field<&Verified::has_sums>("Whether its pages have sums; those of an older kith have none "
                                   "until it is served once."),
        field<&Verified::is_whole>("Whether every page, every link and every file holds."),
        field<&Verified::broken_at>("The first event whose link does not hold, or 0."),
        field<&Verified::reason>("What else is wrong."));
  }
};

/// The databases of a data folder, as server.db and workspaces/1/kith.db.
std::vector<std::string> databases_in(const std::string& data);

/// Reads a database of a data folder, its log and its files whole, whether a server works on them
/// or not. What cannot be read is a finding.
Verified verify_database(const std::string& data, const std::string& name);

}  // namespace kith::host
