// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include <kith/module.h>

#include "base/logger.h"
#include "base/random.h"
#include "host/backup_run.h"

namespace kith::host {

/// What a restore did.
struct RestoreReport {
  store::BackupManifest manifest;
  std::size_t persons_and_posts = 0;  ///< that were erased after the backup was made
};

/// Puts a backup into a new data folder: read and checked whole, held against the lists of
/// erasures, and only then given the folder's name. What fails leaves nothing behind.
class RestoreRun {
 public:
  struct Input {
    std::string file;                   ///< the archive
    std::string data;                   ///< the new data folder: absent or empty
    std::vector<std::string> erasures;  ///< lists of erasures beside the one that lies there
    std::span<const Module* const> modules;
    const Clock& clock;
    Random& random;
    const Logger& log;
    WorkProgress progress;
  };

  explicit RestoreRun(Input input) : input_(std::move(input)) {}

  /// Errors: `conflict` (the folder is not empty), `invalid` (the archive is damaged, and where),
  /// `unavailable` (a file cannot be written, or there is too little room).
  Result<RestoreReport> run();

 private:
  Result<void> check_folder() const;
  Result<void> begin(const store::BackupManifest& manifest);
  Result<void> write(const store::BackupFile& file, std::string_view bytes);
  Result<void> unpack();
  Result<void> check_databases();
  Result<void> forget_erased(WorkspaceId id);
  Result<void> give_name();

  const Input input_;
  std::string work_;  // the folder until it is whole
  std::string open_;  // which file is being written
  store::FileHandle out_;
  RestoreReport report_;
};

}  // namespace kith::host
