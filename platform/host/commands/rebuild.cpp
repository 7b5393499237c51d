// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "base/json_writer.h"
#include "events/rebuild.h"
#include "host/command_line.h"
#include "host/data_folder.h"
#include "host/no_members.h"
#include "host/statements.h"
#include "host/workspace.h"
#include "host/workspace_folder.h"

namespace kith::host {
namespace {

struct RebuildOptions {
  std::string module;
  std::int64_t workspace = 0;
  bool check = false;
};

Result<const Module*> find_module(std::span<const Module* const> modules, std::string_view name) {
  for (const Module* module : modules) {
    if (module->name == name) {
      return module;
    }
  }
  return fail(ErrorCode::not_found, fmt::format("There is no module \"{}\".", name));
}

void print(const events::RebuildReport& report, const Invocation& invocation) {
  if (invocation.json) {
    std::string out;
    JsonWriter writer(out);
    writer.begin_object();
    writer.plain_key("up_to");
    writer.integer(report.up_to);
    writer.plain_key("events");
    writer.integer(report.events);
    writer.plain_key("equal");
    writer.boolean(report.is_equal());
    writer.end_object();
    fmt::print("{}\n", out);
    return;
  }
  fmt::print("{} of {} events folded.\n", report.events, report.up_to);
  for (const events::RebuiltTable& table : report.tables) {
    fmt::print("  {}: {} rows, {}\n", table.name, table.rows,
               table.is_equal ? "equal" : "different: " + table.first_difference);
  }
}

// Puts rebuilt rows in place: no other process may work on the data meanwhile.
Result<events::RebuildReport> replace(const std::string& data, const RebuildOptions& options,
                                      const events::Rebuild::Input& input,
                                      const Invocation& invocation, const Logger& log) {
  const DataFolder folder = KITH_TRY(DataFolder::hold(data));
  const NoMembers members;
  const std::unique_ptr<Workspace> workspace = KITH_TRY(Workspace::open(
      {options.workspace}, {.folder = std::filesystem::path(input.path).parent_path().string()},
      {invocation.modules, invocation.clock, invocation.random, members, log}));
  return events::Rebuild::replace(input, workspace->writer());
}

Result<bool> rebuild(const RebuildOptions& options, Invocation& invocation) {
  const ReadSettings read = KITH_TRY(invocation.settings());
  const Module* module = KITH_TRY(find_module(invocation.modules, options.module));
  const std::string folder = KITH_TRY(workspace_folder(read.settings.data, options.workspace));
  store::StatementRegistry registry;
  register_workspace_statements(registry);
  registry.add({std::string(module->name), store::Rights::module}, module->statements);
  const events::Rebuild::Input input{
      .module = module,
      .path = folder + "/kith.db",
      .scratch = folder + "/rebuild-" + std::string(module->name) + ".db",
      .registry = &registry,
      .clock = &invocation.clock};
  const Logger log(invocation.clock, Logger::Level::error, standard_error_sink());
  const events::RebuildReport report =
      options.check ? KITH_TRY(events::Rebuild::check(input))
                    : KITH_TRY(replace(read.settings.data, options, input, invocation, log));
  print(report, invocation);
  return !options.check || report.is_equal();
}

}  // namespace

void add_rebuild(CLI::App& program, Invocation& invocation) {
  auto options = std::make_shared<RebuildOptions>();
  CLI::App* command = program.add_subcommand(
      "rebuild",
      "Folds the log anew into a module's projections. With the server stopped, or "
      "with --check at any time.");
  command->add_option("module", options->module, "The module, as service.")->required();
  command->add_option("--workspace", options->workspace, "Which workspace; the oldest without it.");
  command->add_flag("--check", options->check,
                    "Only compares; exit code 1 when something differs.");
  command->callback([options, &invocation] {
    const Result<bool> done = rebuild(*options, invocation);
    if (!done) {
      invocation.refuse(done.error());
    } else if (!*done) {
      invocation.result = ExitCode::failed;
    }
  });
}

}  // namespace kith::host
