// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"

namespace kith::support {

/// What a cut of the power tears at.
inline constexpr std::size_t disk_sector_bytes = 512;

/// The bytes of a file, in blocks that copies share until one of them changes.
class DiskBytes {
 public:
  std::size_t size() const { return size_; }
  /// Copies what there is from `offset` on; returns how much that was.
  std::size_t read(std::size_t offset, std::span<char> into) const;
  /// Grows where it must; what lies between is zeros.
  void write(std::size_t offset, std::string_view bytes);
  void truncate(std::size_t size);
  bool operator==(const DiskBytes& other) const;

 private:
  static constexpr std::size_t block_bytes = 4096;
  using Block = std::array<char, block_bytes>;
  Block& block_to_change(std::size_t number);

  std::vector<std::shared_ptr<Block>> blocks_;  // nullptr: zeros
  std::size_t size_ = 0;
};

/// A file with what of it is durable, and what was done since.
class DiskFile {
 public:
  const DiskBytes& now() const { return now_; }
  void write(std::size_t offset, std::string_view bytes);
  void truncate(std::size_t size);
  void sync();
  /// What a cut of the power leaves of it.
  DiskFile after_cut(Random& random) const;

 private:
  /// A write, or with no bytes a truncation to `offset`.
  struct Change {
    std::size_t offset = 0;
    std::string bytes = {};
    bool is_truncation = false;
  };
  static void apply_torn(DiskBytes& bytes, const Change& change, Random& random);

  DiskBytes now_, durable_;
  std::vector<Change> unsynced_;
};

/// All files of a disk by their paths, and which of the paths are durable.
class DiskState {
 public:
  using Names = std::map<std::string, std::shared_ptr<DiskFile>, std::less<>>;

  /// nullptr when there is none.
  std::shared_ptr<DiskFile> find(std::string_view path) const;
  std::shared_ptr<DiskFile> make(const std::string& path);
  bool remove(std::string_view path);
  /// Makes what was made and removed beside `path` durable.
  void sync_folder_of(std::string_view path);

  /// How many processes have begun on this disk up to here: no two of them may draw the same salts.
  std::uint64_t begin_process() { return ++processes_; }

  /// Whether the same files hold the same bytes, durable or not.
  bool reads_as(const DiskState& other) const;
  /// The same in files of its own.
  DiskState copy() const;
  DiskState after_cut(Random& random) const;

 private:
  Names now_, durable_;
  std::uint64_t processes_ = 0;
};

}  // namespace kith::support
