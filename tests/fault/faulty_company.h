// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/logger.h"
#include "fault_loop.h"
#include "host/no_members.h"
#include "host/workspace.h"
#include "store/tests/store_fixture.h"
#include "support/simulated_disk.h"

namespace kith::fault {

/// What an operation came to.
struct Answered {
  bool is_acknowledged = false;
  std::optional<Error> error = {};  ///< nothing where memory ran out and the edge answers
};

/// A workspace with the service module on a simulated disk, on the objects that serve and without a
/// thread. Its people have written before. One at a time.
class FaultyCompany {
 public:
  FaultyCompany();

  /// Opens the workspace anew, as a process that starts.
  Result<void> open();
  host::Workspace& workspace() { return *workspace_; }
  support::SimulatedDisk& disk() { return disk_; }
  ManualClock& clock() { return clock_; }
  /// Whether the store has said that the process must stop.
  bool must_stop() const { return must_stop_; }

  /// Posts of a batch: a new person's, an answer in an open conversation, one that came before.
  static std::vector<intake::Post> batch();
  static std::vector<intake::Post> earlier();
  /// Takes posts in as a request does.
  Answered take_in(std::vector<intake::Post> posts);
  /// Lets the lane do what is to do now.
  void step_lane();
  /// Lets it do all, what is held too; whether it got to the end of the log.
  bool finish_lane();

  /// Every row of every table, for as long as no process writes.
  std::string rows() const;
  /// How many rows each table has that a held event leaves as it is.
  std::string counts() const;
  /// What is wrong with the file, "" when nothing is.
  std::string damage() const;

 private:
  std::string dump(bool with_rows) const;

  store::TemporaryFolder folder_;
  const std::string data_, path_;
  support::SimulatedDisk disk_;
  ManualClock clock_{Time{1'790'000'000'000'000}};
  SeededRandom random_{7};
  const Logger log_;
  const host::NoMembers members_;
  std::vector<const Module*> modules_;
  std::unique_ptr<host::Workspace> workspace_;
  bool must_stop_ = false;
};

}  // namespace kith::fault
