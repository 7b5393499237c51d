// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/described_writer.h"
#include "host/command_line.h"
#include "host/verification.h"
#include "host/with_data.h"
#include "store/archive_reader.h"

namespace kith::host {
namespace {

void print(const Verified& verified) {
  for (const std::string& damage : verified.damage) {
    fmt::print("{}: {}. A backup has it whole.\n", verified.database, damage);
  }
  if (!verified.reason.empty()) {
    fmt::print("{}: {}\n", verified.database, verified.reason);
  }
  for (const std::string& file : verified.bad_files) {
    fmt::print("{}: the file {}. A backup has it.\n", verified.database, file);
  }
  if (verified.is_whole) {
    fmt::print(
        "{}: {} pages, {} events, every link holds; {} files of messages are as they were.\n",
        verified.database, verified.pages, verified.events, verified.files);
  }
  if (!verified.has_sums) {
    fmt::print("{}: its pages have no sums yet; they get them when kith serve opens it.\n",
               verified.database);
  }
}

Result<bool> verify_all(const std::string& data, const Invocation& invocation) {
  const std::vector<std::string> databases = databases_in(data);
  if (databases.empty()) {
    return fail(ErrorCode::unavailable, fmt::format("There is no data in {}.", data));
  }
  bool is_whole = true;
  for (const std::string& name : databases) {
    const Verified verified = verify_database(data, name);
    is_whole = is_whole && verified.is_whole;
    if (invocation.json) {
      fmt::print("{}\n", to_json(verified));
    } else {
      print(verified);
    }
  }
  return is_whole;
}

Result<void> verify_backup(const std::string& file) {
  const store::BackupManifest manifest = KITH_TRY(store::ArchiveReader::read(
      file, {.begin = {},
             .write = [](const store::BackupFile&, std::string_view) { return Result<void>(); },
             .progress = [](std::int64_t, std::int64_t) {}}));
  fmt::print("{}: {} files, all as they were put in.\n", file, manifest.files.size());
  return {};
}

}  // namespace

void add_verify(CLI::App& program, Invocation& invocation) {
  auto backup = std::make_shared<std::string>();
  CLI::App* command = program.add_subcommand(
      "verify",
      "Reads all data and says what is not as it was written: every page, every link of the logs, "
      "every file of a message.");
  command->add_option("--backup", *backup, "A backup to read instead.");
  command->callback([backup, &invocation] {
    with_data(invocation, [&](const std::string& data) -> Result<void> {
      if (!backup->empty()) {
        return verify_backup(*backup);
      }
      if (!KITH_TRY(verify_all(data, invocation))) {
        invocation.result = ExitCode::failed;
      }
      return {};
    });
  });
}

}  // namespace kith::host
