// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "base/described_writer.h"
#include "base/hash.h"
#include "host/attachments_folder.h"
#include "host/commands/finish_modules.h"
#include "host/import_run.h"
#include "host/with_api.h"

namespace kith::host {
namespace {

struct ImportOptions {
  std::string format;
  std::string file;
  std::int64_t workspace = 0;
};

Result<std::unique_ptr<intake::PostSource>> open_source(const ImportOptions& options) {
  if (options.format == "twcs") {
    return intake::open_twcs(options.file);
  }
  if (options.format == "jsonl") {
    return intake::open_jsonl(options.file);
  }
  if (options.format == "jetstream") {
    return intake::open_jetstream(options.file);
  }
  return fail(
      ErrorCode::invalid,
      fmt::format("There is no format \"{}\". There are: twcs, jsonl, jetstream.", options.format));
}

// The same file, unchanged, goes on with the same state.
Result<std::string> state_file(const ImportOptions& options, const std::string& data) {
  std::error_code failed;
  const std::filesystem::path path = std::filesystem::absolute(options.file, failed);
  const auto size = std::filesystem::file_size(path, failed);
  const auto changed = std::filesystem::last_write_time(path, failed).time_since_epoch().count();
  if (failed) {
    return fail(ErrorCode::not_found, fmt::format("The file {} cannot be read.", options.file));
  }
  std::filesystem::create_directories(data + "/imports", failed);
  const std::string name = fmt::format("{} {} {} {} {}", options.format, path.string(), size,
                                       changed, options.workspace);
  return fmt::format("{}/imports/{}.state", data, hex(bytes_of(sha256(name))).substr(0, 24));
}

// Only some forms have rows that are about something else.
std::string passed_over(const ImportProgress& progress) {
  return progress.passed_over == 0 ? "" : fmt::format(", {} passed over", progress.passed_over);
}

/// Shows progress on the standard error stream, once a second.
class ProgressLine {
 public:
  explicit ProgressLine(const Clock& clock) : clock_(clock), started_(clock.steady()) {}

  void show(const ImportProgress& progress, std::optional<std::int64_t> total) {
    const Duration now = clock_.steady();
    // What was read before the first look says nothing of how fast it goes.
    if (first_ < 0) {
      first_ = progress.read;
      started_ = shown_ = now;
    }
    if (now - shown_ < std::chrono::seconds(1) || progress.read == first_) {
      return;
    }
    shown_ = now;
    const double seconds = std::chrono::duration<double>(now - started_).count();
    const double rate = static_cast<double>(progress.read - first_) / std::max(seconds, 0.001);
    std::string line = fmt::format("{} rows", progress.read);
    if (total && rate > 0) {
      line += fmt::format(" of {} ({}%), {:.0f} s left", *total,
                          progress.read * 100 / std::max<std::int64_t>(*total, 1),
                          static_cast<double>(*total - progress.read) / rate);
    }
    fmt::print(stderr, "{}, {:.0f} rows/s, {} stored, {} duplicates, {} rejected{}{}", line, rate,
               progress.stored, progress.duplicates, progress.rejected, passed_over(progress),
               ::isatty(STDERR_FILENO) == 1 ? "   \r" : "\n");
  }

 private:
  const Clock& clock_;
  Duration started_;
  Duration shown_{};
  std::int64_t first_ = -1;
};

Result<void> import_file(LocalApi& api, const ImportOptions& options, const Invocation& invocation,
                         const std::string& data) {
  std::unique_ptr<intake::PostSource> source = KITH_TRY(open_source(options));
  api.use_workspace({options.workspace});
  KITH_CHECK(api.ensure_workspace("My company"));
  const WorkspaceId workspace = KITH_TRY(api.workspace());
  ProgressLine line(invocation.clock);
  const std::string rejects = options.file + ".rejected.jsonl";
  ImportRun run(
      {.api = api,
       .workspace = workspace,
       .state_file = KITH_TRY(state_file(options, data)),
       .files = attachments_folder(options.file),
       .rejects_file = rejects,
       .on_progress = [&line](const ImportProgress& progress,
                              std::optional<std::int64_t> total) { line.show(progress, total); }},
      std::move(source));
  const ImportProgress done = KITH_TRY(run.run());
  KITH_CHECK(finish_modules(api, workspace));
  if (done.rejected == 0) {
    std::error_code ignored;
    std::filesystem::remove(rejects, ignored);
  }
  if (invocation.json) {
    fmt::print("{}\n", to_json(done));
    return {};
  }
  fmt::print("{} rows read: {} stored, {} were here already, {} rejected{}.\n", done.read,
             done.stored, done.duplicates, done.rejected, passed_over(done));
  if (done.rejected > 0) {
    fmt::print("The rejected rows and their reasons are in {}.\n", rejects);
  }
  return {};
}

}  // namespace

void add_import(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* command = program.add_subcommand(
      "import", "Takes in a file of conversations; goes on where a stopped import was.");
  command
      ->add_option("format", options->format,
                   "twcs (Customer Support on Twitter, CSV), jsonl (kith's own posts) or jetstream "
                   "(frames of Bluesky's Jetstream, v1 or v2, one a line).")
      ->required();
  command->add_option("file", options->file, "The file.")->required();
  command->add_option("--workspace", options->workspace, "Which workspace; the oldest without it.");
  command->callback([options, &invocation] {
    const Result<ReadSettings> read = invocation.settings();
    const std::string data = read ? read->settings.data : "";
    with_api(invocation,
             [&](LocalApi& api) { return import_file(api, *options, invocation, data); });
  });
}

}  // namespace kith::host
