// SPDX-License-Identifier: Apache-2.0
#include "host/command_line.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <new>

#include "host/module_loader.h"

extern "C" char** environ;

namespace kith::host {
namespace {

std::map<std::string, std::string> kith_variables() {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (text.starts_with("KITH_") && equals != std::string_view::npos) {
      variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
  }
  return variables;
}

}  // namespace

Result<ReadSettings> Invocation::settings() {
  ReadSettings read = KITH_TRY(read_settings(sources));
  if (modules.empty()) {
    modules = KITH_TRY(load_modules(built_in, read.settings.modules.load));
  }
  return read;
}

void Invocation::refuse(const Error& error) {
  fmt::print(stderr, "kith: {}\n", error.message);
  if (error.code == ErrorCode::internal && !error.detail.empty()) {
    fmt::print(stderr, "  ({})\n", error.detail);
  }
  result = error.code == ErrorCode::unavailable ? ExitCode::unavailable : ExitCode::failed;
}

int run(int argc, const char* const* argv, std::span<const Module* const> modules) {
  const SystemClock clock;
  SystemRandom random;
  Invocation invocation{.built_in = modules, .clock = clock, .random = random};
  invocation.sources.environment = kith_variables();

  CLI::App program("kith hears a company's customers: one process, one store, six departments.");
  program.name("kith");
  program.require_subcommand(1);
  program.fallthrough();
  program.set_version_flag("--version", std::string("kith ") + KITH_VERSION);
  program.add_option("--config", invocation.sources.file, "The settings file, as kith.toml.")
      ->envname("KITH_CONFIG");
  std::string data;
  program.add_option("--data", data, "The folder with all data.");
  std::vector<std::string> set;
  program.add_option("--set", set, "Sets a property, as --set http.threads=4.")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  std::vector<std::string> load;
  program
      .add_option("--module", load,
                  "A module to load, a .so built for this kith; may be given more than once.")
      ->type_name("FILE")
      ->allow_extra_args(false);
  program.add_flag("--json", invocation.json, "Results as JSON.");
  program.parse_complete_callback([&] {
    if (!data.empty()) {
      invocation.sources.flags["data"] = data;
    }
    if (!load.empty()) {
      invocation.sources.flags["modules.load"] = fmt::format("{}", fmt::join(load, ","));
    }
    for (const std::string& each : set) {
      const std::size_t equals = each.find('=');
      if (equals == std::string::npos) {
        throw CLI::ValidationError("--set", "\"" + each + "\" is not KEY=VALUE.");
      }
      invocation.sources.flags[each.substr(0, equals)] = each.substr(equals + 1);
    }
  });
  for (const auto add :
       {&add_serve, &add_import, &add_member, &add_token, &add_verify, &add_rebuild, &add_parked,
        &add_erase, &add_backup, &add_restore, &add_export, &add_figures, &add_demo, &add_config,
        &add_doctor, &add_openapi, &add_module}) {
    add(program, invocation);
  }
  program.add_subcommand("version", "Prints the version.")->callback([] {
    fmt::print("kith {}\n", KITH_VERSION);
  });
  program.footer(
      "Exit codes: 0 done, 1 failed, 2 wrong command line, 3 wrong settings, 4 store or server "
      "out of reach.\nA start: kith serve --data DIR, then kith import twcs FILE --data DIR; or "
      "kith demo --data DIR\n"
      "for a company to look at.");
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::usage);
  } catch (const std::bad_alloc&) {
    std::fputs("kith: out of memory\n", stderr);
    return static_cast<int>(ExitCode::unavailable);
  }
  return static_cast<int>(invocation.result);
}

}  // namespace kith::host
