// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/clock.h"
#include "conversation/erase_person.h"
#include "conversation/erase_purge.h"
#include "host/erasure_files.h"
#include "host/stray_blobs.h"
#include "store/reader_pool.h"
#include "store/writer.h"

namespace kith::host {

/// How far the erasures of a workspace are.
struct ErasureState {
  std::vector<conversation::EraseProgress> erasures;  ///< the newest ones, that last begun first
  Time in_files_since;   ///< since when erased text may lie in the files; none when nowhere
  bool is_done = false;  ///< nothing was asked for that is still to be done
  std::string problem;   ///< why the last try failed, "" when it did not
};

/// Erases persons of one workspace, and goes on with what that leaves to do on a thread of its own:
/// their rows in pieces, then the files. What networks take back post by post is gathered for an
/// hour before the files are cleaned of it. The lists beside the backups are kept up, and files
/// that belong to nothing are removed.
class ErasureRun {
 public:
  /// What it works with; all of it outlives the run.
  struct Services {
    store::Writer& writer;
    store::ReaderPool& readers;
    const Clock& clock;
    const store::BlobFolder& blobs;
    std::function<void()> forget;  ///< on the writer's thread: drop what is in memory of persons
  };
  struct Settings {
    std::string path;  ///< of the database
    std::string data;  ///< the data folder, whose backup folders have lists
    WorkspaceId workspace;
    HashKey key{};
    Duration purge_after = std::chrono::hours(1);
  };

  ErasureRun(Settings settings, Services services);
  ~ErasureRun();

  void start();
  void stop();

  /// Erases a person and all merged into them; returns once it is committed. Any thread.
  /// Errors: those of PersonErasure::erase().
  Result<JobId> erase(PersonId person, MemberId asked_by);
  /// Any thread.
  Result<ErasureState> state();
  /// Has the files cleaned at once and rewritten, as soon as the rows are done with. Any thread.
  void clean_files_now();

  /// One piece of what there is to do; false when nothing is. Not while its thread runs.
  bool step();
  /// Holds this store against the list of erasures, as must be done before a restored one serves:
  /// call step() until it says false then. Returns how many persons and single messages of the
  /// list were still in it.
  Result<std::size_t> apply_list(const std::vector<conversation::ErasureEntry>& list);

 private:
  Result<bool> step_rows();
  Result<bool> step_files();
  Result<bool> is_purge_due();
  Result<void> keep_up_lists();
  void note_problem(const Result<void>& result);
  void loop();

  const Settings settings_;
  Services services_;
  conversation::PersonErasure erasure_;
  conversation::Purge purge_;
  StrayBlobs strays_;
  ErasureList lists_;
  Duration lists_looked_at_{};
  bool is_person_in_files_ = false;  // of the thread that steps

  std::mutex mutex_;
  std::condition_variable asked_;
  bool stopping_ = false;
  bool is_asked_ = false;
  bool clean_now_ = false;
  std::string problem_;
  std::thread thread_;
};

}  // namespace kith::host
