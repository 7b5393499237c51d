// SPDX-License-Identifier: Apache-2.0
#include "kept_copy.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/described_writer.h"
#include "store/archive_file.h"
#include "store/archive_reader.h"
#include "store/blob_folder.h"
#include "store/database_copy.h"
#include "store/durable_file.h"
#include "store/file_scan.h"
#include "store/migrate.h"
#include "store_migrations.h"
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

// What was written once is there once, by its name; what is not what it is called by is not given
// out.
std::string check_files(const store::BlobFolder& blobs, std::string_view hash) {
  need(blobs.put(picture));
  int found = 0;
  need(blobs.each([&](std::string_view each, std::int64_t) -> Result<void> {
    found += each == hash ? 1 : 100;
    return {};
  }));
  const std::string file = blobs.file_of(hash);
  need(store::write_durably(file, "another picture"));
  const bool is_refused = !blobs.read(hash);
  need(store::write_durably(file, picture));
  blobs.remove_unfinished();
  return found == 1 && blobs.has(hash) && is_refused ? "" : "a file is not what was put\n";
}

// The database that is served, with its log, reads well, and so does a copy; with one bit of a page
// changed, or one event of the log, it is found.
std::string check_scan(const std::string& live, const std::string& copy,
                       const std::string& damaged) {
  store::FileScan served = need(store::FileScan::open(live));
  served.run();
  store::FileScan whole = need(store::FileScan::open(copy));
  whole.run();
  std::string bytes = need(store::read_whole(copy));
  const std::size_t page = static_cast<std::size_t>(whole.pages()) - 1;
  char& bit = bytes[page * store::page_bytes + store::page_bytes / 2];
  bit = static_cast<char>(bit ^ 16);
  need(store::write_durably(damaged, bytes));
  store::FileScan broken = need(store::FileScan::open(damaged));
  broken.run();
  return served.damages().empty() && whole.damages().empty() && broken.damages().size() == 1 &&
                 !store::check_database(damaged)
             ? ""
             : "a flipped bit of a copy was not found\n";
}

std::string check_log(const std::string& copy, Sequence event) {
  store::Connection connection = need(store::Connection::open(copy, store::OpenMode::read_write));
  need(connection.execute(
      fmt::format("UPDATE log_event SET subject = subject + 1 WHERE sequence = {}", event)));
  const store::LogReport report = need(store::verify_log(connection));
  return report.broken_at == event ? "" : "a changed event was not found\n";
}

// A schema of a newer version, and a step that fails, leave the file as it was.
std::string check_schema(const std::string& copy) {
  store::Connection connection = need(store::Connection::open(copy, store::OpenMode::read_write));
  const std::span<const Migration> known(store_migrations);
  std::vector<Migration> next(known.begin(), known.end());
  next.push_back({"store", known.back().number + 1, "breaks", "CREATE TABL broken(id INTEGER);"});
  const auto steps = [&] {
    return need(connection.number("SELECT count(*) FROM store_migration"));
  };
  const std::int64_t before = steps();
  const bool is_refused = !store::migrate(connection, known.first(known.size() - 1), {}) &&
                          !store::migrate(connection, next, {});
  return is_refused && steps() == before ? "" : "a schema that cannot be is there\n";
}

std::string pack(const std::string& archive, const std::string& copy,
                 const store::BlobFolder& blobs) {
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
  std::string broken = check_files(blobs, bytes_of(hash));
  need(blobs.remove(bytes_of(hash)));
  return broken;
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
  std::string broken = check_scan(house.path(), copy, house.scratch_file("damaged.db"));
  broken += pack(archive, copy, blobs);
  broken += check_log(copy, std::max<Sequence>(1, events / 2));
  broken += check_schema(copy);
  if (!broken.empty()) {
    return broken;
  }
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
