// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <kith/id.h>

#include "conversation/erase_list.h"

/// The lists of erasures that lie beside backups. A backup is not rewritten when somebody is
/// erased: the list beside it says who is to be forgotten when it is restored.
namespace kith::host {

/// The name of a workspace's list in a folder with backups.
std::string erasure_list_name(WorkspaceId workspace);

/// Notes that backups lie in `folder`, so that the lists there are kept up from now on.
Result<void> note_backup_folder(const std::string& data, const std::string& folder);
/// The folders with backups that were noted, as far as they are still there.
std::vector<std::string> backup_folders(const std::string& data);

/// What stands in a list; nothing when there is none.
Result<std::vector<conversation::ErasureEntry>> read_erasure_file(const std::string& file);

/// Keeps the lists of one workspace up, in every folder with backups. One thread at a time.
class ErasureList {
 public:
  /// `data` is the data folder.
  ErasureList(std::string data, WorkspaceId workspace)
      : data_(std::move(data)), name_(erasure_list_name(workspace)) {}

  /// Adds the erasures of the store that are not in the lists yet. What is there already stays: it
  /// may be of another company, or of a time that this store does not know of. Tries all folders;
  /// returns the first error.
  Result<void> keep_up(Reader& reader);

 private:
  struct Written {
    std::int64_t last = 0;     ///< the number of the last erasure in it
    std::uintmax_t bytes = 0;  ///< a list of another size was changed by somebody else
  };
  Result<void> keep_up_in(const std::string& folder, Reader& reader);

  const std::string data_;
  const std::string name_;
  std::map<std::string, Written> written_;
};

}  // namespace kith::host
