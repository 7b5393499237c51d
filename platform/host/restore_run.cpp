// SPDX-License-Identifier: Apache-2.0
#include "host/restore_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <system_error>

#include "base/kill_point.h"
#include "base/out_of_memory.h"
#include "host/data_folder.h"
#include "host/erasure_files.h"
#include "host/no_members.h"
#include "host/on_record.h"
#include "host/workspace.h"
#include "store/archive_reader.h"
#include "store/database_copy.h"
#include "store/durable_file.h"
#include "store/folder.h"

namespace kith::host {
namespace {

namespace fs = std::filesystem;

/// Removes a folder unless it was kept.
class Unfinished {
 public:
  explicit Unfinished(std::string path) : path_(std::move(path)) {}
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  ~Unfinished() {
    if (!path_.empty()) {
      survive([this] { store::remove_folder(path_); });
    }
  }
  void keep() { path_.clear(); }

 private:
  std::string path_;
};

WorkspaceId workspace_of(std::string_view name) {
  name.remove_prefix(std::string_view("workspaces/").size());
  WorkspaceId workspace;
  std::from_chars(name.data(), name.data() + name.size(), workspace.value);
  return workspace;
}

std::unexpected<Error> cannot_write(const std::string& path, const std::string& why) {
  return fail(ErrorCode::unavailable, fmt::format("The file {} cannot be written: {}.", path, why));
}

}  // namespace

Result<RestoreReport> RestoreRun::run() {
  KITH_CHECK(check_folder());
  work_ = unfinished_restore_of(input_.data);
  store::remove_folder(work_);
  Unfinished unfinished(work_);
  KITH_CHECK(unpack());
  kill_point("restore.unpacked");
  KITH_CHECK(check_databases());
  kill_point("restore.checked");
  for (const store::BackupFile& file : report_.manifest.files) {
    if (file.name.starts_with("workspaces/") && store::is_database_name(file.name)) {
      KITH_CHECK(forget_erased(workspace_of(file.name)));
    }
  }
  kill_point("restore.forgotten");
  KITH_CHECK(put_restore_on_record(work_, input_.clock));
  kill_point("restore.recorded");
  KITH_CHECK(give_name());
  unfinished.keep();
  return std::move(report_);
}

Result<void> RestoreRun::check_folder() const {
  std::error_code absent;
  const bool is_there = fs::exists(input_.data, absent);
  if (is_there && (!fs::is_directory(input_.data, absent) || !fs::is_empty(input_.data, absent))) {
    return fail(ErrorCode::conflict,
                fmt::format("{} is not empty. Restore into a new folder, then have kith serve it.",
                            input_.data));
  }
  return {};
}

Result<void> RestoreRun::unpack() {
  report_.manifest = KITH_TRY(store::ArchiveReader::read(
      input_.file,
      {.begin = [this](const store::BackupManifest& manifest) { return begin(manifest); },
       .write = [this](const store::BackupFile& file,
                       std::string_view bytes) { return write(file, bytes); },
       .progress = [this](std::int64_t done,
                          std::int64_t total) { input_.progress("unpacking", done, total); }}));
  out_.reset();
  for (const store::BackupFile& file : report_.manifest.files) {
    const std::string path = work_ + '/' + file.name;
    if (!fs::exists(path)) {
      KITH_CHECK(store::write_durably(path, ""));
    }
    KITH_CHECK(store::sync_file(path));
  }
  return {};
}

Result<void> RestoreRun::begin(const store::BackupManifest& manifest) {
  std::uintmax_t bytes = 0;
  std::error_code failed;
  for (const store::BackupFile& file : manifest.files) {
    bytes += static_cast<std::uintmax_t>(file.bytes);
    fs::create_directories(fs::path(work_ + '/' + file.name).parent_path(), failed);
  }
  fs::permissions(work_, fs::perms::owner_all, failed);
  if (failed) {
    return fail(ErrorCode::unavailable,
                fmt::format("The folder {} cannot be made: {}.", work_, failed.message()));
  }
  const fs::space_info space = fs::space(work_, failed);
  if (!failed && space.available < bytes) {
    return fail(ErrorCode::unavailable,
                fmt::format("The backup needs {} MB in {}, and {} MB are free.", bytes >> 20, work_,
                            space.available >> 20));
  }
  return {};
}

Result<void> RestoreRun::write(const store::BackupFile& file, std::string_view bytes) {
  const std::string path = work_ + '/' + file.name;
  if (open_ != file.name) {
    out_.reset(std::fopen(path.c_str(), "wbx"));
    open_ = file.name;
  }
  const bool is_written = out_ &&
                          std::fwrite(bytes.data(), 1, bytes.size(), out_.get()) == bytes.size() &&
                          std::fflush(out_.get()) == 0;
  kill_point("restore.writing");
  return is_written ? Result<void>() : cannot_write(path, std::generic_category().message(errno));
}

Result<void> RestoreRun::check_databases() {
  for (const store::BackupFile& file : report_.manifest.files) {
    if (!store::is_database_name(file.name)) {
      continue;
    }
    input_.progress("checking " + file.name, 0, 0);
    const Result<store::DatabaseReport> found = store::check_database(work_ + '/' + file.name);
    if (!found) {
      return fail(found.error().code, fmt::format("The backup cannot be restored. {}: {}",
                                                  file.name, found.error().message));
    }
    if (found->events != file.events || found->log_head != file.log_head) {
      return fail(ErrorCode::invalid,
                  fmt::format("The backup cannot be restored. The log of {} has {} events and "
                              "another end than the {} that were put in.",
                              file.name, found->events, file.events));
    }
  }
  return {};
}

Result<void> RestoreRun::forget_erased(WorkspaceId id) {
  const std::string folder = fmt::format("{}/workspaces/{}", work_, id.value);
  std::vector<std::string> lists = input_.erasures;
  lists.push_back(folder + "/erasures.txt");
  lists.push_back((fs::absolute(input_.file).parent_path() / erasure_list_name(id)).string());
  std::vector<conversation::ErasureEntry> entries;
  for (const std::string& list : lists) {
    const std::vector<conversation::ErasureEntry> read = KITH_TRY(read_erasure_file(list));
    entries.insert(entries.end(), read.begin(), read.end());
  }
  const NoMembers members;
  const std::unique_ptr<Workspace> workspace = KITH_TRY(Workspace::open(
      id, {.folder = folder}, {input_.modules, input_.clock, input_.random, members, input_.log}));
  input_.progress("holding it against the list of erasures", 0, 0);
  report_.persons_and_posts += KITH_TRY(workspace->erasure().apply_list(entries));
  workspace->run_until_idle();
  const ErasureState state = KITH_TRY(workspace->erasure().state());
  if (!state.is_done) {
    return fail(ErrorCode::unavailable,
                "Whom the list of erasures names could not be erased: " + state.problem);
  }
  std::error_code ignored;
  fs::remove(folder + "/erasures.txt", ignored);
  return {};
}

Result<void> RestoreRun::give_name() {
  std::error_code failed;
  fs::rename(work_, input_.data, failed);
  if (failed) {
    return cannot_write(input_.data, failed.message());
  }
  kill_point("restore.named");
  return store::sync_folder(fs::absolute(input_.data).parent_path().string());
}

}  // namespace kith::host
