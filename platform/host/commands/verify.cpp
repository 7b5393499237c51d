// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "base/described_writer.h"
#include "host/blob_check.h"
#include "host/command_line.h"
#include "store/log.h"

namespace kith::host {
namespace {

/// What was found in one database.
struct Verified {
  std::string database;
  std::int64_t events = 0;
  std::int64_t files = 0;
  std::vector<std::string> bad_files;
  bool is_whole = false;
  std::int64_t broken_at = 0;
  std::string reason;

  static consteval auto describe() {
    return described("What was found in one database.",
                     field<&Verified::database>("Which, below the data folder."),
                     field<&Verified::events>("How many events were read."),
                     field<&Verified::files>("How many files of messages are as they were."),
                     field<&Verified::bad_files>("Those that are missing or were changed."),
                     field<&Verified::is_whole>("Whether every link and every file holds."),
                     field<&Verified::broken_at>("The first event whose link does not, or 0."),
                     field<&Verified::reason>("What is wrong there."));
  }
};

Result<Verified> verify_database(const std::string& path, std::string name) {
  store::Connection connection =
      KITH_TRY(store::Connection::open(path, store::OpenMode::read_only));
  Verified verified{.database = std::move(name)};
  store::Prepared check = KITH_TRY(connection.prepare("PRAGMA quick_check(1)"));
  const bool has_row = KITH_TRY(check.step());
  if (!has_row || check.text(0) != "ok") {
    verified.reason = "The file is damaged: " + std::string(check.text(0));
    return verified;
  }
  check.reset();
  const store::LogReport report = KITH_TRY(store::verify_log(connection));
  verified.events = report.events;
  verified.broken_at = report.broken_at;
  verified.reason = report.reason;
  const store::BlobFolder blobs(std::filesystem::path(path).parent_path().string() + "/blobs");
  BlobReport files = KITH_TRY(check_blobs(connection, blobs));
  verified.files = files.files;
  verified.bad_files = std::move(files.bad);
  verified.is_whole = report.broken_at == 0 && verified.bad_files.empty();
  return verified;
}

void print(const Verified& verified) {
  if (!verified.reason.empty()) {
    fmt::print("{}: {}\n", verified.database, verified.reason);
    return;
  }
  fmt::print("{}: {} events, every link holds; {} files of messages are as they were.\n",
             verified.database, verified.events, verified.files);
  for (const std::string& file : verified.bad_files) {
    fmt::print("{}: the file {}. A backup has it.\n", verified.database, file);
  }
}

Result<bool> verify_all(const std::string& data, const Invocation& invocation) {
  std::vector<std::pair<std::string, std::string>> databases;
  std::error_code absent;
  if (std::filesystem::exists(data + "/server.db", absent)) {
    databases.emplace_back(data + "/server.db", "server.db");
  }
  for (const auto& entry : std::filesystem::directory_iterator(data + "/workspaces", absent)) {
    const std::string name = fmt::format("workspaces/{}/kith.db", entry.path().filename().string());
    databases.emplace_back(fmt::format("{}/{}", data, name), name);
  }
  if (databases.empty()) {
    return fail(ErrorCode::unavailable, fmt::format("There is no data in {}.", data));
  }
  bool is_whole = true;
  for (const auto& [path, name] : databases) {
    const Verified verified = KITH_TRY(verify_database(path, name));
    is_whole = is_whole && verified.is_whole;
    if (invocation.json) {
      fmt::print("{}\n", to_json(verified));
    } else {
      print(verified);
    }
  }
  return is_whole;
}

}  // namespace

void add_verify(CLI::App& program, Invocation& invocation) {
  program
      .add_subcommand("verify",
                      "Checks the log of every workspace, link by link, and the files of messages.")
      ->callback([&invocation] {
        const Result<ReadSettings> read = invocation.settings();
        if (!read) {
          invocation.refuse(read.error());
          invocation.result = ExitCode::settings;
          return;
        }
        const Result<bool> whole = verify_all(read->settings.data, invocation);
        if (!whole) {
          invocation.refuse(whole.error());
        } else if (!*whole) {
          invocation.result = ExitCode::failed;
        }
      });
}

}  // namespace kith::host
