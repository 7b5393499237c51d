// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "store/backup_manifest.h"
#include "store/database_copy.h"

namespace kith::store {

/// Reads a backup from its first byte to its last and gives its files out, checked: names, sizes
/// and sums as the manifest says, no more and no fewer, and the seal over the whole archive.
/// Errors: `invalid`, with what is wrong and where; `not_found` and `unavailable` for the file
/// itself.
///
/// `begin` may refuse the manifest before any file is given out; `write` gets a file's bytes in
/// pieces, in order, and must not rely on them before this has returned well.
class ArchiveReader {
 public:
  struct Sink {
    std::function<Result<void>(const BackupManifest& manifest)> begin;
    std::function<Result<void>(const BackupFile& file, std::string_view bytes)> write;
    ByteProgress progress;
  };

  static Result<BackupManifest> read(const std::string& path, const Sink& sink);
};

}  // namespace kith::store
