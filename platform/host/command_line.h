// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include <kith/module.h>

#include "base/clock.h"
#include "base/logger.h"
#include "base/random.h"
#include "host/config.h"
#include "host/server.h"

namespace CLI {
class App;
}

namespace kith::host {

/// How a command ended; documented in the README of the host.
enum class ExitCode : int {
  done = 0,
  failed = 1,       ///< it could not be done, or what was checked does not hold
  usage = 2,        ///< the command line is wrong
  settings = 3,     ///< the settings are wrong
  unavailable = 4,  ///< the store or the server cannot be reached
};

/// What every command gets: the settings as read and what the process is made of.
struct Invocation {
  SettingSources sources;
  std::span<const Module* const> built_in;
  const Clock& clock;
  Random& random;
  bool json = false;  ///< results as JSON on the standard output
  ExitCode result = ExitCode::done;

  std::vector<const Module*> modules = {};  ///< the built-in ones and the loaded ones

  /// The settings, with the modules that they name loaded into `modules`.
  Result<ReadSettings> settings();
  Server::Services services(const Logger& log) const { return {modules, clock, random, log}; }
  /// Tells an error on the standard error stream and remembers the exit code for it.
  void refuse(const Error& error);
};

/// Adds one command to the program's; each lives in its own file under commands/.
void add_serve(CLI::App& program, Invocation& invocation);
void add_import(CLI::App& program, Invocation& invocation);
void add_member(CLI::App& program, Invocation& invocation);
void add_module(CLI::App& program, Invocation& invocation);
void add_token(CLI::App& program, Invocation& invocation);
void add_verify(CLI::App& program, Invocation& invocation);
void add_rebuild(CLI::App& program, Invocation& invocation);
void add_parked(CLI::App& program, Invocation& invocation);
void add_config(CLI::App& program, Invocation& invocation);
void add_backup(CLI::App& program, Invocation& invocation);
void add_restore(CLI::App& program, Invocation& invocation);
void add_export(CLI::App& program, Invocation& invocation);
void add_figures(CLI::App& program, Invocation& invocation);
void add_erase(CLI::App& program, Invocation& invocation);
void add_demo(CLI::App& program, Invocation& invocation);
void add_doctor(CLI::App& program, Invocation& invocation);
void add_openapi(CLI::App& program, Invocation& invocation);

/// Reads the command line and does what it says. Returns the exit code.
int run(int argc, const char* const* argv, std::span<const Module* const> modules);

}  // namespace kith::host
