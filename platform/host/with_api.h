// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/command_line.h"
#include "host/local_api.h"

namespace kith::host {

/// Runs what a command does over the API; errors are told and become the exit code. While no
/// server runs, its log stays silent but for errors: the command speaks. A server of this process
/// goes by `clock`, where there is one.
template <class Work>
void with_api(Invocation& invocation, Work work, const Clock* clock = nullptr) {
  const Result<ReadSettings> read = invocation.settings();
  if (!read) {
    invocation.refuse(read.error());
    invocation.result = ExitCode::settings;
    return;
  }
  const Logger log(invocation.clock, Logger::Level::error, standard_error_sink());
  const Server::Services usual = invocation.services(log);
  Result<std::unique_ptr<LocalApi>> api =
      LocalApi::open(read->settings, {.modules = usual.modules,
                                      .clock = clock != nullptr ? *clock : usual.clock,
                                      .random = usual.random,
                                      .log = usual.log});
  if (!api) {
    invocation.refuse(api.error());
    return;
  }
  const Result<void> done = work(**api);
  if (!done) {
    invocation.refuse(done.error());
  }
}

}  // namespace kith::host
