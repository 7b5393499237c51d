// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/described_writer.h"
#include "host/attachments_folder.h"
#include "host/export_run.h"
#include "host/on_record.h"
#include "host/with_data.h"
#include "host/workspace_folder.h"
#include "store/archive_file.h"
#include "store/blob_folder.h"
#include "store/durable_file.h"

namespace kith::host {
namespace {

struct ExportOptions {
  std::string format = "jsonl";
  std::string file;
  std::int64_t workspace = 0;
};

ExportRun::Write write_to(std::FILE* file, const std::string& name) {
  return [file, name](std::string_view bytes) -> Result<void> {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size() ||
        std::fflush(file) != 0) {
      return fail(ErrorCode::unavailable, fmt::format("{} cannot be written: {}.", name,
                                                      std::generic_category().message(errno)));
    }
    return {};
  };
}

// The bytes of attachments go into a folder beside the file, where the import looks for them.
ExportRun::AddFile copy_to(const std::string& workspace, const std::string& file) {
  return [from = store::BlobFolder(workspace + "/blobs"),
          into = store::BlobFolder(attachments_folder(file))](
             std::string_view sha256) -> Result<void> {
    if (!into.has(sha256)) {
      KITH_TRY(into.put(KITH_TRY(from.read(sha256))));
    }
    return {};
  };
}

// The file gets its name when it is whole.
Result<ExportReport> export_to_file(const std::string& workspace, ExportFormat format,
                                    const std::string& file) {
  const std::string fresh = file + ".making";
  const store::FileHandle out(std::fopen(fresh.c_str(), "wb"));
  if (!out) {
    return fail(ErrorCode::unavailable, fmt::format("The file {} cannot be made: {}.", file,
                                                    std::generic_category().message(errno)));
  }
  std::error_code failed;
  std::filesystem::permissions(
      fresh, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, failed);
  Result<ExportReport> report =
      ExportRun(workspace + "/kith.db", format, write_to(out.get(), file), copy_to(workspace, file))
          .run();
  if (report) {
    KITH_CHECK(store::sync_file(fresh));
    std::filesystem::rename(fresh, file, failed);
  } else {
    std::filesystem::remove(fresh, failed);
  }
  return report;
}

Result<void> export_all(const ExportOptions& options, Invocation& invocation,
                        const std::string& data) {
  const std::string workspace = KITH_TRY(workspace_folder(data, options.workspace));
  const ExportFormat format = options.format == "csv" ? ExportFormat::csv : ExportFormat::jsonl;
  const ExportReport report =
      options.file.empty()
          ? KITH_TRY(ExportRun(workspace + "/kith.db", format, write_to(stdout, "The output"),
                               [](std::string_view) { return Result<void>(); })
                         .run())
          : KITH_TRY(export_to_file(workspace, format, options.file));
  const std::string number = std::filesystem::path(workspace).filename().string();
  KITH_CHECK(put_on_record(invocation, FilesAction::exported, {std::stoll(number)}));
  // What is written to the standard output must stay what it is.
  std::FILE* const told = options.file.empty() ? stderr : stdout;
  if (invocation.json) {
    fmt::print(told, "{}\n", to_json(report));
  } else {
    fmt::print(told, "{} messages of {} conversations exported.\n", report.messages,
               report.conversations);
  }
  if (report.files > 0 && options.file.empty()) {
    fmt::print(stderr, "{} files of messages are named and not there: give --out FILE.\n",
               report.files);
  }
  return {};
}

}  // namespace

void add_export(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command = program.add_subcommand(
      "export",
      "Writes all conversations in the form that kith import jsonl reads, without notes and "
      "without what was deleted or erased.");
  command->add_option("--format", options->format, "jsonl, or csv for spreadsheets.")
      ->check(CLI::IsMember({"jsonl", "csv"}));
  command->add_option("--out", options->file,
                      "The file to make, and beside it FILE.files with the files of messages; the "
                      "standard output without it.");
  command->add_option("--workspace", options->workspace, "Which workspace; the oldest without it.");
  command->callback([options, &invocation] {
    with_data(invocation,
              [&](const std::string& data) { return export_all(*options, invocation, data); });
  });
}

}  // namespace kith::host
