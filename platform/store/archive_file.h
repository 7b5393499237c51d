// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include <kith/result.h>

#include "base/hash.h"

namespace kith::store {

/// An archive ends with the SHA-256 of all before it, in a frame that readers of Zstandard pass
/// over: so that `tar --zstd` reads it, and not one bit of it changes unnoticed.
inline constexpr std::string_view archive_seal_head{"\x50\x2a\x4d\x18\x20\0\0\0", 8};
inline constexpr std::int64_t archive_seal_bytes = 8 + 32;

/// Closes a file of the C library that goes out of scope.
struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using FileHandle = std::unique_ptr<std::FILE, CloseFile>;

/// Writes an archive, entry by entry: tar, compressed with Zstandard. One thread.
class ArchiveWriter {
 public:
  /// Begins the new file `path`, readable by its owner alone.
  static Result<std::unique_ptr<ArchiveWriter>> create(const std::string& path);
  ~ArchiveWriter();

  Result<void> add(std::string_view name, std::string_view bytes);
  /// Adds a file that does not change meanwhile.
  Result<void> add_file(std::string_view name, const std::string& path);
  /// Seals it; it is on the disk then.
  Result<void> finish();

 private:
  struct Library;
  ArchiveWriter(std::string path, FileHandle file);
  Result<void> begin();
  Result<void> begin_entry(std::string_view name, std::int64_t bytes);
  Result<void> write(std::string_view bytes);
  std::unexpected<Error> failed() const;

  const std::string path_;
  FileHandle file_;
  Sha256Hasher hasher_;
  std::unique_ptr<Library> library_;
};

}  // namespace kith::store
