// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "access/owner_link.h"
#include "host/command_line.h"

namespace kith::host {
namespace {

Logger::Level level_of(LogLevel level) {
  return static_cast<Logger::Level>(level);
}

// The link is on the console alone: who can read that owns the machine.
void offer_first_owner(Server& server, const std::string& url) {
  const Result<bool> needed = access::needs_owner(server.access());
  if (!needed || !*needed) {
    return;
  }
  const Result<access::OneTimeLink> link = access::create_owner_link(server.access());
  if (link) {
    fmt::print(
        "No one can sign in yet. Make the first owner within a day, with this one-time "
        "token:\n  POST {}/api/v1/links/owner\n  token: {}\nOr at this machine: kith member "
        "add --email E --name N --role owner --password-stdin --data DIR\n",
        url, link->token);
  }
}

void wait_for_signals(Server& server, const sigset_t& signals, const Logger& log) {
  while (true) {
    int signal = 0;
    sigwait(&signals, &signal);
    if (signal != SIGHUP) {
      log.info("server.stopping", {{"signal", static_cast<std::int64_t>(signal)}});
      return;
    }
    const Result<void> reloaded = server.reload();
    if (reloaded) {
      log.info("server.reloaded");
    } else {
      log.error("server.not_reloaded", {{"reason", reloaded.error().message}});
    }
  }
}

// Each client takes a descriptor; shells often allow a process no more than 1024 until it asks.
void allow_many_descriptors() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
  }
}

void serve(Invocation& invocation) {
  // Blocked before any thread starts, so that only wait_for_signals takes them.
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    sigaddset(&signals, signal);
  }
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  allow_many_descriptors();

  const Result<ReadSettings> read = invocation.settings();
  if (!read) {
    invocation.refuse(read.error());
    invocation.result = ExitCode::settings;
    return;
  }
  const Settings& settings = read->settings;
  const Logger log(invocation.clock, level_of(settings.log_level), standard_error_sink());
  Result<std::unique_ptr<Server>> created = Server::create(settings, invocation.services(log));
  if (!created) {
    invocation.refuse(created.error());
    return;
  }
  Server& server = **created;
  // At once: what is in memory may be ahead of the disk. The reason is in the log already.
  server.on_fatal([] { std::_Exit(static_cast<int>(ExitCode::unavailable)); });
  server.start();
  const std::string host = settings.http.listen.substr(0, settings.http.listen.rfind(':'));
  const std::string url = fmt::format(
      "{}://{}:{}", settings.http.tls_certificate.empty() ? "http" : "https", host, server.port());
  log.info("server.ready", {{"port", static_cast<std::int64_t>(server.port())}});
  fmt::print("kith serves {} from {}\n", url, settings.data);
  offer_first_owner(server, url);
  std::fflush(stdout);
  wait_for_signals(server, signals, log);
  server.stop();
  if (server.abandoned() > 0) {
    // Threads of modules that hang would outlive what they work on.
    std::_Exit(static_cast<int>(ExitCode::done));
  }
}

}  // namespace

void add_serve(CLI::App& program, Invocation& invocation) {
  CLI::App* command = program.add_subcommand("serve", "Serves until it is told to stop.");
  command->add_option_function<std::string>(
      "--listen",
      [&invocation](const std::string& listen) {
        invocation.sources.flags["http.listen"] = listen;
      },
      "Address and port, as 127.0.0.1:8080.");
  command->callback([&invocation] { serve(invocation); });
}

}  // namespace kith::host
