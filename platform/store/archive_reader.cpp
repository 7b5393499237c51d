// SPDX-License-Identifier: Apache-2.0
#include "store/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <set>
#include <vector>

#include "base/described_reader.h"
#include "store/archive_file.h"

namespace kith::store {
namespace {

constexpr std::size_t read_piece_bytes = 1 << 18;
constexpr std::int64_t most_manifest_bytes = 64 << 20;

/// The bytes of the archive file before its seal, hashed as they are read.
class SealedFile {
 public:
  Result<void> open(const std::string& path) {
    file_.reset(std::fopen(path.c_str(), "rb"));
    std::error_code absent;
    bytes_ = static_cast<std::int64_t>(std::filesystem::file_size(path, absent));
    if (!file_ || absent) {
      return fail(file_ ? ErrorCode::unavailable : ErrorCode::not_found,
                  fmt::format("The file {} cannot be read.", path));
    }
    hasher_.begin();
    return {};
  }

  std::string_view next() {
    const std::int64_t left = bytes_ - archive_seal_bytes - read_;
    const auto wanted = static_cast<std::size_t>(
        std::clamp<std::int64_t>(left, 0, static_cast<std::int64_t>(piece_.size())));
    const std::string_view got(piece_.data(), std::fread(piece_.data(), 1, wanted, file_.get()));
    hasher_.add(got);
    read_ += static_cast<std::int64_t>(got.size());
    return got;
  }

  /// Whether all that was before the seal is what was sealed.
  bool is_whole() {
    while (!next().empty()) {
    }
    std::vector<char> seal(archive_seal_bytes);
    const std::size_t got = std::fread(seal.data(), 1, seal.size(), file_.get());
    const std::string_view bytes(seal.data(), got);
    return bytes.starts_with(archive_seal_head) &&
           bytes.substr(archive_seal_head.size()) == bytes_of(hasher_.end());
  }

  std::int64_t read() const { return read_; }
  std::int64_t bytes() const { return bytes_; }

 private:
  FileHandle file_;
  Sha256Hasher hasher_;
  std::vector<char> piece_ = std::vector<char>(read_piece_bytes);
  std::int64_t bytes_ = 0;
  std::int64_t read_ = 0;
};

/// One archive on its way out.
class Reading {
 public:
  Reading(const std::string& path, const ArchiveReader::Sink& sink) : path_(path), sink_(sink) {}

  Result<BackupManifest> run() {
    KITH_CHECK(file_.open(path_));
    KITH_CHECK(give_out());
    if (!file_.is_whole()) {
      return refuse("Its last bytes are damaged or missing");
    }
    return std::move(manifest_);
  }

 private:
  std::unexpected<Error> refuse(std::string_view what) const {
    return fail(ErrorCode::invalid,
                fmt::format("The backup {} cannot be restored. {} (after {} of {} bytes). Use "
                            "another one.",
                            path_, what, file_.read(), file_.bytes()));
  }
  std::unexpected<Error> refuse_library(std::string_view where) const {
    const char* said = archive_error_string(in_.get());
    return refuse(fmt::format("It is damaged or cut short in {}: {}", where,
                              said == nullptr ? "it ends there" : said));
  }

  static la_ssize_t read_piece(archive* /*in*/, void* self, const void** bytes) {
    const std::string_view piece = static_cast<SealedFile*>(self)->next();
    *bytes = piece.data();
    return static_cast<la_ssize_t>(piece.size());
  }

  Result<void> give_out() {
    archive* in = in_.get();
    if (archive_read_support_filter_zstd(in) != ARCHIVE_OK ||
        archive_read_support_format_tar(in) != ARCHIVE_OK ||
        archive_read_open(in, &file_, nullptr, &read_piece, nullptr) != ARCHIVE_OK) {
      return refuse("It is no backup of kith, or its beginning is damaged");
    }
    KITH_CHECK(read_manifest());
    if (sink_.begin) {
      KITH_CHECK(sink_.begin(manifest_));
    }
    for (const BackupFile& file : manifest_.files) {
      KITH_CHECK(begin_entry(file.name, file.bytes));
      KITH_CHECK(read_entry(file));
    }
    archive_entry* more = nullptr;
    const int code = archive_read_next_header(in, &more);
    if (code == ARCHIVE_OK) {
      return refuse("It has more files than it says");
    }
    return code == ARCHIVE_EOF ? Result<void>() : Result<void>(refuse_library("its end"));
  }

  /// `bytes` below 0: any size that a manifest may have.
  Result<void> begin_entry(std::string_view name, std::int64_t bytes) {
    archive_entry* entry = nullptr;
    if (archive_read_next_header(in_.get(), &entry) != ARCHIVE_OK) {
      return refuse_library(name);
    }
    const char* found = archive_entry_pathname(entry);
    if (found == nullptr || found != name) {
      return refuse(fmt::format("{} is not where it belongs", name));
    }
    const bool is_plain = archive_entry_filetype(entry) == AE_IFREG &&
                          archive_entry_hardlink(entry) == nullptr &&
                          archive_entry_symlink(entry) == nullptr;
    size_ = archive_entry_size(entry);
    if (!is_plain || (bytes >= 0 && size_ != bytes)) {
      return refuse(fmt::format("{} is not the file that was put in", name));
    }
    return {};
  }

  Result<void> read_manifest() {
    KITH_CHECK(begin_entry(manifest_name, -1));
    if (size_ > most_manifest_bytes) {
      return refuse("Its manifest is too large");
    }
    std::string json(static_cast<std::size_t>(size_), '\0');
    if (archive_read_data(in_.get(), json.data(), json.size()) != size_) {
      return refuse_library(manifest_name);
    }
    Result<BackupManifest> manifest = read_json<BackupManifest>(json, Strictness::tolerant);
    if (!manifest) {
      return refuse("Its manifest cannot be read: " + manifest.error().message);
    }
    manifest_ = *std::move(manifest);
    if (manifest_.format > backup_format) {
      return refuse(fmt::format("{} made it, which is newer than this kith", manifest_.made_by));
    }
    std::set<std::string_view> names;
    for (const BackupFile& file : manifest_.files) {
      if (!is_backup_name(file.name) || !names.insert(file.name).second) {
        return refuse("It names a file that no backup has");
      }
    }
    return {};
  }

  Result<void> read_entry(const BackupFile& file) {
    std::vector<char> piece(read_piece_bytes);
    Sha256Hasher hasher;
    hasher.begin();
    while (true) {
      const la_ssize_t got = archive_read_data(in_.get(), piece.data(), piece.size());
      if (got < 0) {
        return refuse_library(file.name);
      }
      if (got == 0) {
        break;
      }
      const std::string_view bytes(piece.data(), static_cast<std::size_t>(got));
      hasher.add(bytes);
      KITH_CHECK(sink_.write(file, bytes));
      if (sink_.progress) {
        sink_.progress(file_.read(), file_.bytes());
      }
    }
    if (hex(bytes_of(hasher.end())) != file.sha256) {
      return refuse(fmt::format("{} is damaged", file.name));
    }
    return {};
  }

  const std::string& path_;
  const ArchiveReader::Sink& sink_;
  SealedFile file_;
  std::unique_ptr<archive, int (*)(archive*)> in_{archive_read_new(), &archive_read_free};
  BackupManifest manifest_;
  std::int64_t size_ = 0;
};

}  // namespace

Result<BackupManifest> ArchiveReader::read(const std::string& path, const Sink& sink) {
  return Reading(path, sink).run();
}

}  // namespace kith::store
