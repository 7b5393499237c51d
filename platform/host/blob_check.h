// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "store/blob_folder.h"
#include "store/sqlite.h"

namespace kith::host {

/// What was found of the files that a workspace's rows refer to.
struct BlobReport {
  std::int64_t files = 0;        ///< that are there, each read whole
  std::vector<std::string> bad;  ///< what is wrong with the others, by their names
};

/// Reads every file that a row of the workspace's database refers to, while others write.
Result<BlobReport> check_blobs(store::Connection& database, const store::BlobFolder& blobs);

}  // namespace kith::host
