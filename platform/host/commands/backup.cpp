// SPDX-License-Identifier: Apache-2.0
#include "host/backup_run.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/described_writer.h"
#include "host/commands/progress_line.h"
#include "host/on_record.h"
#include "host/with_data.h"
#include "host/workspace_folder.h"

namespace kith::host {
namespace {

Result<void> back_up(const std::string& file, Invocation& invocation, const std::string& data) {
  WorkLine line(invocation.clock);
  BackupRun run({.data = data,
                 .file = file,
                 .made_by = "kith " KITH_VERSION,
                 .clock = invocation.clock,
                 .progress = [&line](std::string_view what, std::int64_t done, std::int64_t total) {
                   line.show(what, done, total);
                 }});
  const store::BackupManifest manifest = KITH_TRY(run.run());
  KITH_CHECK(put_on_record(invocation, FilesAction::backed_up, workspaces_in(data)));
  if (invocation.json) {
    fmt::print("{}\n", to_json(manifest));
    return {};
  }
  std::int64_t bytes = 0;
  std::int64_t events = 0;
  for (const store::BackupFile& each : manifest.files) {
    bytes += each.bytes;
    events += each.events;
  }
  fmt::print("{} holds {} files of {} MB with {} events, read back and checked.\n", file,
             manifest.files.size(), bytes >> 20, events);
  fmt::print("The key that seals secrets is not in it: keep {}.key elsewhere.\n", data);
  return {};
}

}  // namespace

void add_backup(CLI::App& program, Invocation& invocation) {
  auto file = std::make_shared<std::string>();
  CLI::App* command = program.add_subcommand(
      "backup",
      "Makes a checked backup of all data in one file, also while the server runs. Beside it lies "
      "a list of who was erased since; keep both together.");
  command->add_option("file", *file, "The file to make, as /backups/kith-2026-08-01.tar.zst.")
      ->required();
  command->callback([file, &invocation] {
    with_data(invocation,
              [&](const std::string& data) { return back_up(*file, invocation, data); });
  });
}

}  // namespace kith::host
