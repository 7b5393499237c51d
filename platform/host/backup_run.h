// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "store/archive_file.h"
#include "store/backup_manifest.h"

namespace kith::host {

/// Told what is being done, and how many bytes of how many.
using WorkProgress =
    std::function<void(std::string_view what, std::int64_t done, std::int64_t total)>;

/// Makes one backup of a data folder, whether a server works on it or not: every database as it was
/// at one moment, checked, with the blobs and the list of erasures, in one archive that was read
/// back before it gets its name. The sealing key is never in it.
class BackupRun {
 public:
  struct Input {
    std::string data;  ///< the data folder
    std::string file;  ///< the archive; must not be there yet
    std::string made_by;
    const Clock& clock;
    WorkProgress progress;
  };

  explicit BackupRun(Input input) : input_(std::move(input)) {}

  /// Errors: `conflict` (the file is there), `not_found` (no data), `invalid` (the data is
  /// damaged), `unavailable` (a file cannot be written).
  Result<store::BackupManifest> run();

 private:
  Result<void> check() const;
  Result<void> copy_databases();
  Result<void> copy_database(const std::string& name);
  Result<void> write_list(std::int64_t workspace);
  Result<void> list_blobs(std::int64_t workspace);
  Result<void> add_to_manifest(const std::string& name, const std::string& path,
                               store::BackupFile file);
  Result<void> write_archive(const std::string& path);
  Result<void> read_back(const std::string& path);
  Result<void> keep_up_lists();
  std::string copy_of(std::string_view name) const { return work_ + '/' + std::string(name); }

  const Input input_;
  std::string work_;  // a folder beside the archive
  store::BackupManifest manifest_;
  std::vector<std::string> paths_;  // of the manifest's files
  std::vector<std::int64_t> workspaces_;
};

}  // namespace kith::host
