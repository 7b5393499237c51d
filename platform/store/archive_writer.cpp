// SPDX-License-Identifier: Apache-2.0
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <vector>

#include "store/archive_file.h"

namespace kith::store {
namespace {

constexpr std::size_t written_piece_bytes = 1 << 20;

}  // namespace

/// What libarchive writes through.
struct ArchiveWriter::Library {
  std::FILE* file = nullptr;
  Sha256Hasher* hasher = nullptr;
  std::unique_ptr<archive, int (*)(archive*)> out{archive_write_new(), &archive_write_free};
  std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry{archive_entry_new(),
                                                                 &archive_entry_free};

  static la_ssize_t write(archive* out, void* self, const void* bytes, std::size_t size) {
    auto& library = *static_cast<Library*>(self);
    if (std::fwrite(bytes, 1, size, library.file) != size) {
      archive_set_error(out, errno, "%s", std::generic_category().message(errno).c_str());
      return -1;
    }
    library.hasher->add({static_cast<const char*>(bytes), size});
    return static_cast<la_ssize_t>(size);
  }
};

ArchiveWriter::ArchiveWriter(std::string path, FileHandle file)
    : path_(std::move(path)), file_(std::move(file)), library_(std::make_unique<Library>()) {}

ArchiveWriter::~ArchiveWriter() = default;

Result<std::unique_ptr<ArchiveWriter>> ArchiveWriter::create(const std::string& path) {
  const int number = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  FileHandle file(number < 0 ? nullptr : ::fdopen(number, "wb"));
  if (!file) {
    return fail(ErrorCode::unavailable, fmt::format("The file {} cannot be made: {}.", path,
                                                    std::generic_category().message(errno)));
  }
  std::unique_ptr<ArchiveWriter> writer(new ArchiveWriter(path, std::move(file)));
  KITH_CHECK(writer->begin());
  return writer;
}

std::unexpected<Error> ArchiveWriter::failed() const {
  const char* said = archive_error_string(library_->out.get());
  return fail(ErrorCode::unavailable,
              fmt::format("The file {} cannot be written: {}.", path_,
                          said == nullptr ? std::generic_category().message(errno) : said));
}

Result<void> ArchiveWriter::begin() {
  library_->file = file_.get();
  library_->hasher = &hasher_;
  hasher_.begin();
  archive* out = library_->out.get();
  // The last block is not filled up: the seal follows at once.
  const bool is_begun =
      archive_write_add_filter_zstd(out) == ARCHIVE_OK &&
      archive_write_set_format_pax_restricted(out) == ARCHIVE_OK &&
      archive_write_set_bytes_in_last_block(out, 1) == ARCHIVE_OK &&
      archive_write_open(out, library_.get(), nullptr, &Library::write, nullptr) == ARCHIVE_OK;
  return is_begun ? Result<void>() : failed();
}

Result<void> ArchiveWriter::begin_entry(std::string_view name, std::int64_t bytes) {
  archive_entry* entry = archive_entry_clear(library_->entry.get());
  archive_entry_set_pathname(entry, std::string(name).c_str());
  archive_entry_set_size(entry, bytes);
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0600);
  return archive_write_header(library_->out.get(), entry) == ARCHIVE_OK ? Result<void>() : failed();
}

Result<void> ArchiveWriter::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const la_ssize_t written = archive_write_data(library_->out.get(), bytes.data(), bytes.size());
    if (written <= 0) {
      return failed();
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> ArchiveWriter::add(std::string_view name, std::string_view bytes) {
  KITH_CHECK(begin_entry(name, static_cast<std::int64_t>(bytes.size())));
  return write(bytes);
}

Result<void> ArchiveWriter::add_file(std::string_view name, const std::string& path) {
  std::error_code absent;
  const std::uintmax_t bytes = std::filesystem::file_size(path, absent);
  const FileHandle file(std::fopen(path.c_str(), "rb"));
  if (absent || !file) {
    return fail(ErrorCode::unavailable, fmt::format("The file {} cannot be read.", path));
  }
  KITH_CHECK(begin_entry(name, static_cast<std::int64_t>(bytes)));
  std::vector<char> piece(written_piece_bytes);
  for (std::uintmax_t left = bytes; left > 0;) {
    const std::size_t got = std::fread(piece.data(), 1, piece.size(), file.get());
    if (got == 0 || got > left) {
      return fail(ErrorCode::unavailable,
                  fmt::format("The file {} changed while it was read.", path));
    }
    KITH_CHECK(write({piece.data(), got}));
    left -= got;
  }
  return {};
}

Result<void> ArchiveWriter::finish() {
  if (archive_write_close(library_->out.get()) != ARCHIVE_OK) {
    return failed();
  }
  const Sha256 seal = hasher_.end();
  const bool is_sealed = std::fwrite(archive_seal_head.data(), 1, archive_seal_head.size(),
                                     file_.get()) == archive_seal_head.size() &&
                         std::fwrite(seal.data(), 1, seal.size(), file_.get()) == seal.size() &&
                         std::fflush(file_.get()) == 0 && ::fsync(::fileno(file_.get())) == 0;
  return is_sealed ? Result<void>() : failed();
}

}  // namespace kith::store
