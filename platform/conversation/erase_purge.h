// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "store/transaction.h"
#include "store/writer.h"

namespace kith::conversation {

/// Makes erased text be gone from the files too: old parts of the full-text index are merged away,
/// free pages overwritten, files of attachments removed, the write-ahead log cut. Erasing alone
/// leaves it there for whoever reads the bytes. Runs in pieces of the writer of some milliseconds;
/// after a crash it begins again. One for each workspace, used by one thread at a time.
class Purge {
 public:
  struct Settings {
    int merged_in_piece = 64;        ///< pages of the index
    int overwritten_in_piece = 400;  ///< free pages
  };
  /// Removes the file of an attachment's content, unless something else came to use it.
  using RemoveBlob = std::function<Result<void>(std::string_view sha256)>;

  /// `path` is the workspace's database.
  Purge(std::string path, RemoveBlob remove_blob, Settings settings)
      : path_(std::move(path)), remove_blob_(std::move(remove_blob)), settings_(settings) {}

  /// Does one piece on `writer`; false when there is nothing to purge, or nothing left. While
  /// readers hold the write-ahead log, the last piece is `unavailable` and to be tried again.
  Result<bool> step(store::Writer& writer);

  /// Does all of it now, and rewrites the whole database besides, so that nothing is left in the
  /// slack of pages either. The writer waits meanwhile: seconds for each gigabyte, which also must
  /// be free on the disk.
  Result<void> purge_now(store::Writer& writer);
  /// Whether it stands between two pieces.
  bool is_running() const { return stage_ != Stage::idle; }

 private:
  /// The content of an attachment that was erased.
  struct ErasedBlob {
    std::string sha256;
    bool is_used = false;  ///< by another, or again
  };
  enum class Stage { idle, merge, overwrite, give_back, blobs, log };

  Result<void> run(store::Writer& writer, store::Writer::Work work);
  Result<void> begin(store::Transaction& transaction);
  Result<void> merge(store::Transaction& transaction);
  Result<void> overwrite(store::Transaction& transaction);
  Result<void> give_back(store::Transaction& transaction);
  Result<void> remove_blobs(store::Writer& writer);
  Result<std::vector<ErasedBlob>> committed_blobs() const;
  Result<void> rewrite(store::Writer& writer);
  Result<void> cut_log_patiently(store::Writer& writer);
  Result<void> cut_log();

  const std::string path_;
  const RemoveBlob remove_blob_;
  const Settings settings_;
  Stage stage_ = Stage::idle;
  std::int64_t erasures_ = 0;  ///< how many there had been when this purge began
};

/// Something was erased: from now on a purge is due.
Result<void> note_purge_due(store::Transaction& transaction);

/// Since when something erased may still lie in the files; none when nothing does.
Result<Time> purge_due_since(Reader& reader);

}  // namespace kith::conversation
