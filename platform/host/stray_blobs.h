// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "store/blob_folder.h"
#include "store/reader_pool.h"
#include "store/writer.h"

namespace kith::host {

/// Removes the file under a hash unless a row refers to it, as committed and as it is being
/// written: so no rollback misses it, and no upload loses it.
Result<void> remove_unused_blob(const store::BlobFolder& blobs, store::Writer& writer,
                                store::ReaderPool& readers, std::string_view sha256);

/// Removes files of a workspace that no row refers to: a kill between a file and its row leaves
/// one, and a backup may have one that came after its database was copied. Used by one thread.
class StrayBlobs {
 public:
  /// What it works with; all of it outlives it.
  struct Services {
    const store::BlobFolder& blobs;
    store::Writer& writer;
    store::ReaderPool& readers;
    const Clock& clock;
  };

  explicit StrayBlobs(Services services)
      : services_(services), looked_at_(services.clock.steady()) {}

  /// Looks through the folder once an hour.
  Result<void> look_if_due();
  /// Looks through it now. Files of the last day are left: their rows may be on their way.
  Result<void> look();

 private:
  Services services_;
  Duration looked_at_;
};

}  // namespace kith::host
