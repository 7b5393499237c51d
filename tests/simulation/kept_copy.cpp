// SPDX-License-Identifier: Apache-2.0
#include "kept_copy.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/described_writer.h"
#include "store/archive_file.h"
#include "store/archive_reader.h"
#include "store/blob_folder.h"
#include "store/database_copy.h"
#include "store/durable_file.h"
#include "support/need.h"

namespace kith::simulation {
namespace {

using support::need;

constexpr std::string_view database_name = "workspaces/1/kith.db";
constexpr std::string_view picture = "a picture, for want of one";

void ignore_progress(std::int64_t, std::int64_t) {}

store::BackupFile described_file(std::string name, std::string_view bytes) {
  return {.name = std::move(name),
          .bytes = static_cast<std::int64_t>(bytes.size()),
          .sha256 = hex(bytes_of(sha256(bytes))),
          .log_head = {}};
}

/// What an archive holds, by name; the error of the reader where it does not hold.
Result<std::map<std::string, std::string>> unpacked(const std::string& archive) {
  std::map<std::string, std::string> files;
  KITH_TRY(store::ArchiveReader::read(
      archive,
      {.begin = [](const store::BackupManifest&) { return Result<void>(); },
       .write = [&files](const store::BackupFile& file, std::string_view bytes) -> Result<void> {
         files[file.name] += bytes;
         return {};
       },
       .progress = ignore_progress}));
  return files;
}

void pack(const std::string& archive, const std::string& copy, const store::BlobFolder& blobs) {
  const Sha256 hash = need(blobs.put(picture));
  const std::string blob_name = fmt::format("workspaces/1/blobs/{}", hex(bytes_of(hash)));
  store::BackupManifest manifest{.made_by = "the simulation", .made_at = {}, .files = {}};
  manifest.files.push_back(
      described_file(std::string(database_name), need(store::read_whole(copy))));
  manifest.files.push_back(described_file(blob_name, need(blobs.read(bytes_of(hash)))));
  const std::unique_ptr<store::ArchiveWriter> writer = need(store::ArchiveWriter::create(archive));
  need(writer->add(store::manifest_name, to_json(manifest)));
  need(writer->add_file(database_name, copy));
  need(writer->add_file(blob_name, blobs.file_of(bytes_of(hash))));
  need(writer->finish());
  need(blobs.remove(bytes_of(hash)));
}

}  // namespace

std::string check_kept_copy(House& house, Sequence events) {
  const std::string copy = house.scratch_file("copy.db");
  const std::string archive = house.scratch_file("kept.tar.zst");
  std::filesystem::remove(copy);
  std::filesystem::remove(archive);
  if (!store::copy_database(house.path(), copy, ignore_progress)) {
    return "";
  }
  const Result<store::DatabaseReport> report = store::check_database(copy);
  if (!report || report->events < events) {
    return fmt::format("a copy has not all {} events: {}\n", events,
                       report ? std::to_string(report->events) : report.error().message);
  }
  const store::BlobFolder blobs(house.scratch_file("blobs"));
  pack(archive, copy, blobs);
  const auto files = unpacked(archive);
  const std::string restored = house.scratch_file("restored.db");
  if (!files || !files->contains(std::string(database_name)) ||
      !store::write_durably(restored, files->at(std::string(database_name))) ||
      !store::check_database(restored)) {
    return fmt::format("what was packed is not what comes out: {}\n",
                       files ? "" : files.error().message);
  }
  std::string bytes = need(store::read_whole(archive));
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
  need(store::write_durably(archive, bytes));
  return unpacked(archive) ? "an archive with a flipped bit was unpacked\n" : "";
}

}  // namespace kith::simulation
