// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string_view>

namespace kith {

/// The places at which a build for tests can be killed, as if somebody had done it just then. The
/// test of kill points walks this list; a name that is not in it does not compile.
inline constexpr std::string_view kill_points[] = {
    "migrate.begun",       // nothing is changed yet
    "migrate.step",        // some steps are made, others are not
    "migrate.made",        // all are made, none is committed
    "migrate.committed",   // and nobody was told
    "commit.begun",        // a group has begun
    "commit.piece",        // some of its pieces are written
    "commit.written",      // all are, and the head of the log
    "commit.durable",      // committed, and nobody was told
    "commit.published",    // consumers were told, whoever waits was not
    "commit.answering",    // some of those who wait were told
    "dispatch.handled",    // a module has handled a run of events in memory
    "dispatch.applied",    // its changes are written, its cursor is not
    "dispatch.settled",    // committed, and the lane does not know
    "dispatch.called",     // a module's command is committed, its caller was not told
    "checkpoint.begun",    // the write-ahead log is about to go into the database
    "checkpoint.done",     // it has
    "backup.copying",      // a database is being copied
    "backup.copied",       // all databases are
    "backup.written",      // the archive is, and was not read back
    "backup.noted",        // the folder is noted, the archive has no name yet
    "backup.named",        // and has it
    "restore.writing",     // a file of the backup is being written
    "restore.unpacked",    // all are written
    "restore.checked",     // and hold
    "restore.forgotten",   // who was erased since is gone
    "restore.recorded",    // the restore is in the audit; the folder has no name yet
    "restore.named",       // and has it
    "purge.begun",         // the index is asked to merge
    "purge.merging",       // some of it is merged
    "purge.overwriting",   // free pages are being overwritten
    "purge.giving_back",   // and given back
    "purge.file_removed",  // a file is gone, the row that says so is not
    "purge.rewritten",     // the database is written anew
    "purge.log_cut",       // nothing is left, and the purge is not noted as done
};

/// One of `kill_points`, by its name.
class KillPoint {
 public:
  consteval KillPoint(const char* name) : name_(name) {
    if (std::ranges::find(kill_points, name_) == std::end(kill_points)) {
      throw "kill_points does not list this name";
    }
  }
  std::string_view name() const { return name_; }

 private:
  std::string_view name_;
};

#ifdef KITH_KILL_POINTS
/// Ends the process at once, by SIGKILL, where KITH_KILL_AT is NAME:N and this is the N-th time
/// that any thread passes here; `commit.durable:3`. Costs a comparison. Any thread.
void kill_point(KillPoint point);
#else
/// Nothing: only a build for tests has kill points.
constexpr void kill_point(KillPoint) {}
#endif

}  // namespace kith
