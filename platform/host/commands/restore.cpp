// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/json_writer.h"
#include "host/commands/progress_line.h"
#include "host/restore_run.h"
#include "host/with_data.h"

namespace kith::host {
namespace {

struct RestoreOptions {
  std::string file;
  std::vector<std::string> erasures;
};

void print(const RestoreReport& report, const std::string& data, const Invocation& invocation) {
  std::int64_t events = 0;
  for (const store::BackupFile& each : report.manifest.files) {
    events += each.events;
  }
  if (invocation.json) {
    std::string out;
    JsonWriter writer(out);
    writer.begin_object();
    writer.plain_key("files");
    writer.integer(static_cast<std::int64_t>(report.manifest.files.size()));
    writer.plain_key("events");
    writer.integer(events);
    writer.plain_key("erased");
    writer.integer(static_cast<std::int64_t>(report.persons_and_posts));
    writer.end_object();
    fmt::print("{}\n", out);
    return;
  }
  fmt::print(
      "{} holds {} files with {} events, as they were put in; {} persons and single posts "
      "were erased since and are gone here too.\n",
      data, report.manifest.files.size(), events, report.persons_and_posts);
  fmt::print("Put the key that seals secrets at {}.key, then: kith serve --data {}\n", data, data);
}

Result<void> restore(const RestoreOptions& options, const Invocation& invocation,
                     const std::string& data) {
  const Logger log(invocation.clock, Logger::Level::error, standard_error_sink());
  WorkLine line(invocation.clock);
  RestoreRun run({.file = options.file,
                  .data = data,
                  .erasures = options.erasures,
                  .modules = invocation.modules,
                  .clock = invocation.clock,
                  .random = invocation.random,
                  .log = log,
                  .progress = [&line](std::string_view what, std::int64_t done,
                                      std::int64_t total) { line.show(what, done, total); }});
  print(KITH_TRY(run.run()), data, invocation);
  return {};
}

}  // namespace

void add_restore(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<RestoreOptions>();
  CLI::App* command = program.add_subcommand(
      "restore",
      "Puts a backup into a new data folder, named with --data. Who was erased since is erased in "
      "it, by the lists in the backup and beside it.");
  command->add_option("file", options->file, "The backup.")->required();
  command
      ->add_option("--erasures", options->erasures,
                   "A list of erasures that lies elsewhere; may be given more than once.")
      ->check(CLI::ExistingFile);
  command->callback([options, &invocation] {
    with_data(invocation,
              [&](const std::string& data) { return restore(*options, invocation, data); });
  });
}

}  // namespace kith::host
