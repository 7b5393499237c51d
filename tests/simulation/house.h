// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/logger.h"
#include "conversation/member_directory.h"
#include "host/workspace.h"
#include "jumping_clock.h"
#include "store/tests/store_fixture.h"
#include "support/simulated_disk.h"

namespace kith::simulation {

/// The colleagues of the simulated company: 1 is Ada, 2 is Bo.
class TwoMembers final : public conversation::MemberDirectory {
 public:
  std::optional<std::string> name_of(MemberId member) const override {
    return member.value == 1   ? std::optional<std::string>("Ada")
           : member.value == 2 ? std::optional<std::string>("Bo")
                               : std::nullopt;
  }
};

/// Whether whatever was written to the disk is still there when a process ends.
enum class End : std::uint8_t {
  in_order,    ///< connections are closed, which writes the log back
  killed,      ///< nothing more happens, what was written is there
  power_lost,  ///< what was not synced is there, gone or torn
};

/// Which modules a process has: one without the tally meets, later, one that has it and reads the
/// log from its beginning.
enum class Crew : std::uint8_t { journal, journal_and_tally };

/// One company's workspace on the objects that serve, over a simulated disk, clock and network, in
/// one thread: what a server process is to the simulation. It is opened and ended again and again
/// over the same disk.
class House {
 public:
  /// `network` outlives the house: it is the world outside.
  explicit House(net::Client& network);
  House(const House&) = delete;
  House& operator=(const House&) = delete;
  ~House();

  /// Makes the company: two channels, of which "pushed" is pushed to a receiver, and "pulled" is
  /// carried by others. Leaves it ended.
  void found();
  /// Starts a process over what is on the disk.
  Result<void> open(const events::LaneSettings& lanes, Crew crew);
  /// Ends the process; `seed` says what a cut of the power leaves.
  void end(End how, std::uint64_t seed);

  bool is_open() const { return workspace_ != nullptr; }
  /// Whether the writer said that the process must stop.
  bool has_failed() const { return has_failed_; }
  /// How many processes there have been: what was asked of one is never answered by another.
  int process() const { return process_; }

  host::Workspace& workspace() { return *workspace_; }
  /// A connection that only looks, of this process's time.
  store::Connection& look() { return look_; }
  support::SimulatedDisk& disk() { return *disk_; }
  JumpingClock& clock() { return clock_; }
  std::string path() const { return folder_.file("data/workspaces/1/kith.db"); }
  /// A new name for a file: on the simulated disk, or on the system's.
  std::string scratch_on_disk();
  std::string scratch_file(const std::string& name) { return folder_.file(name); }

  std::shared_ptr<const support::DiskState> snapshot() { return disk_->snapshot(); }
  /// Everything as it was when the snapshot was made, at the hour when simulations begin; the house
  /// is ended.
  void begin(const std::shared_ptr<const support::DiskState>& state);
  /// What the process takes from chance, from now on.
  void seed(std::uint64_t seed) { random_ = SeededRandom(seed); }

 private:
  Result<void> connect_channels();

  store::TemporaryFolder folder_;
  std::unique_ptr<support::SimulatedDisk> disk_;
  JumpingClock clock_;
  SeededRandom random_{1};
  TwoMembers members_;
  Logger log_{clock_, Logger::Level::error, [](std::string_view) {}};
  const access::SealingKey sealing_ = access::SealingKey::parse(std::string(64, '7')).value();
  net::Client& network_;
  std::unique_ptr<host::Workspace> workspace_;
  store::Connection look_;
  bool has_failed_ = false;
  int process_ = 0;
  int scratches_ = 0;
};

}  // namespace kith::simulation
