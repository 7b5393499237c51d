// SPDX-License-Identifier: Apache-2.0
#include "host/backup_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/described_writer.h"
#include "base/kill_point.h"
#include "base/out_of_memory.h"
#include "conversation/statement_lists.h"
#include "host/erasure_files.h"
#include "host/workspace_folder.h"
#include "store/archive_reader.h"
#include "store/database_copy.h"
#include "store/durable_file.h"
#include "store/folder.h"
#include "store/reader_pool.h"

namespace kith::host {
namespace {

namespace fs = std::filesystem;

/// A folder that is gone with the object.
class WorkFolder {
 public:
  explicit WorkFolder(const std::string& path) : path_(path) { remove(); }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  ~WorkFolder() {
    survive([this] { remove(); });
  }

  Result<void> make(const std::string& below) const {
    std::error_code failed;
    fs::create_directories(path_ + '/' + below, failed);
    fs::permissions(path_, fs::perms::owner_all, failed);
    return failed ? fail(ErrorCode::unavailable,
                         fmt::format("The folder {} cannot be made: {}.", path_, failed.message()))
                  : Result<void>();
  }

 private:
  void remove() const { store::remove_folder(path_); }
  const std::string path_;
};

Result<std::string> hash_of_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::vector<char> piece(1 << 20);
  Sha256Hasher hasher;
  hasher.begin();
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    hasher.add({piece.data(), static_cast<std::size_t>(stream.gcount())});
  }
  if (!stream.eof()) {
    return fail(ErrorCode::unavailable, fmt::format("The file {} cannot be read.", path));
  }
  return hex(bytes_of(hasher.end()));
}

/// Reads the erasures of a copied database; of one from before there were any, nothing.
template <class Work>
Result<void> with_erasures(const std::string& path, const Clock& clock, Work work) {
  {
    store::Connection connection =
        KITH_TRY(store::Connection::open(path, store::OpenMode::read_only));
    if (KITH_TRY(connection.number("SELECT count(*) FROM sqlite_schema WHERE name = 'erasure'")) ==
        0) {
      return {};
    }
  }
  store::StatementRegistry registry;
  registry.add({"conversation"}, conversation::erase_list_statements());
  store::ReaderPool readers({.path = path}, registry, clock);
  store::ReaderPool::Lease lease = KITH_TRY(readers.acquire());
  return work(*lease);
}

std::string database_name(std::int64_t workspace) {
  return fmt::format("workspaces/{}/kith.db", workspace);
}

}  // namespace

Result<store::BackupManifest> BackupRun::run() {
  KITH_CHECK(check());
  work_ = input_.file + ".making";
  const WorkFolder work(work_);
  workspaces_ = workspaces_in(input_.data);
  for (const std::int64_t workspace : workspaces_) {
    KITH_CHECK(work.make(fmt::format("workspaces/{}", workspace)));
  }
  KITH_CHECK(work.make(""));
  manifest_ = {.made_by = input_.made_by, .made_at = input_.clock.now(), .files = {}};
  KITH_CHECK(copy_databases());
  kill_point("backup.copied");
  for (const std::int64_t workspace : workspaces_) {
    KITH_CHECK(list_blobs(workspace));
  }
  const std::string archive = copy_of("archive");
  KITH_CHECK(write_archive(archive));
  kill_point("backup.written");
  KITH_CHECK(read_back(archive));
  const std::string folder = fs::absolute(input_.file).parent_path().string();
  KITH_CHECK(note_backup_folder(input_.data, folder));
  kill_point("backup.noted");
  std::error_code failed;
  fs::rename(archive, input_.file, failed);
  if (failed) {
    return fail(ErrorCode::unavailable,
                fmt::format("The file {} cannot be made: {}.", input_.file, failed.message()));
  }
  kill_point("backup.named");
  KITH_CHECK(store::sync_folder(folder));
  KITH_CHECK(keep_up_lists());
  return std::move(manifest_);
}

Result<void> BackupRun::check() const {
  std::error_code absent;
  if (!fs::exists(input_.data + "/server.db", absent)) {
    return fail(ErrorCode::not_found, fmt::format("There is no data in {}.", input_.data));
  }
  if (fs::exists(input_.file, absent)) {
    return fail(ErrorCode::conflict,
                fmt::format("The file {} is there already. Choose another name.", input_.file));
  }
  const std::string data = fs::weakly_canonical(input_.data, absent).string() + '/';
  if (fs::weakly_canonical(input_.file, absent).string().starts_with(data)) {
    return fail(ErrorCode::invalid,
                "A backup inside the data folder is lost with it. Choose another place.");
  }
  return {};
}

Result<void> BackupRun::copy_databases() {
  KITH_CHECK(copy_database("server.db"));
  for (const std::int64_t workspace : workspaces_) {
    KITH_CHECK(copy_database(database_name(workspace)));
    KITH_CHECK(write_list(workspace));
  }
  return {};
}

Result<void> BackupRun::copy_database(const std::string& name) {
  const std::string copy = copy_of(name);
  KITH_CHECK(store::copy_database(
      input_.data + '/' + name, copy,
      [&](std::int64_t done, std::int64_t total) { input_.progress(name, done, total); }));
  const Result<store::DatabaseReport> report = store::check_database(copy);
  if (!report) {
    return fail(report.error().code, fmt::format("{}: {}", name, report.error().message));
  }
  return add_to_manifest(name, copy, {.events = report->events, .log_head = report->log_head});
}

Result<void> BackupRun::write_list(std::int64_t workspace) {
  std::string lines;
  KITH_CHECK(with_erasures(copy_of(database_name(workspace)), input_.clock,
                           [&](Reader& reader) -> Result<void> {
                             KITH_TRY(conversation::append_erasure_list(reader, 0, lines));
                             return {};
                           }));
  const std::string name = fmt::format("workspaces/{}/erasures.txt", workspace);
  KITH_CHECK(store::write_durably(copy_of(name), lines));
  return add_to_manifest(name, copy_of(name), {});
}

// After the databases: what they refer to is there, unless it was erased since, and then its person
// is on the list that a restore goes by.
Result<void> BackupRun::list_blobs(std::int64_t workspace) {
  const std::string folder = fmt::format("workspaces/{}/blobs/", workspace);
  const std::string path = input_.data + '/' + folder;
  Result<std::vector<std::string>> there = store::names_in(path);
  if (!there && there.error().code != ErrorCode::not_found) {
    return std::unexpected(std::move(there).error());
  }
  std::vector<std::string> names;
  for (const std::string& each : there.value_or(std::vector<std::string>())) {
    if (std::string name = folder + each; store::is_backup_name(name)) {
      names.push_back(std::move(name));
    }
  }
  std::ranges::sort(names);
  for (const std::string& name : names) {
    KITH_CHECK(add_to_manifest(name, input_.data + '/' + name, {}));
  }
  return {};
}

Result<void> BackupRun::add_to_manifest(const std::string& name, const std::string& path,
                                        store::BackupFile file) {
  std::error_code absent;
  file.name = name;
  file.bytes = static_cast<std::int64_t>(fs::file_size(path, absent));
  file.sha256 = KITH_TRY(hash_of_file(path));
  manifest_.files.push_back(std::move(file));
  paths_.push_back(path);
  return {};
}

Result<void> BackupRun::write_archive(const std::string& path) {
  const std::unique_ptr<store::ArchiveWriter> writer = KITH_TRY(store::ArchiveWriter::create(path));
  KITH_CHECK(writer->add(store::manifest_name, to_json(manifest_)));
  for (std::size_t file = 0; file < paths_.size(); ++file) {
    input_.progress("writing the archive", static_cast<std::int64_t>(file),
                    static_cast<std::int64_t>(paths_.size()));
    KITH_CHECK(writer->add_file(manifest_.files[file].name, paths_[file]));
  }
  return writer->finish();
}

Result<void> BackupRun::read_back(const std::string& path) {
  KITH_TRY(store::ArchiveReader::read(
      path, {.begin = {},
             .write = [](const store::BackupFile&, std::string_view) { return Result<void>(); },
             .progress =
                 [this](std::int64_t done, std::int64_t total) {
                   input_.progress("reading it back", done, total);
                 }}));
  return {};
}

Result<void> BackupRun::keep_up_lists() {
  for (const std::int64_t workspace : workspaces_) {
    ErasureList list(input_.data, WorkspaceId{workspace});
    KITH_CHECK(with_erasures(copy_of(database_name(workspace)), input_.clock,
                             [&](Reader& reader) { return list.keep_up(reader); }));
  }
  return {};
}

}  // namespace kith::host
