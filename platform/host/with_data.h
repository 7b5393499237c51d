// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/command_line.h"

namespace kith::host {

/// Runs what a command does with the data folder's files themselves, named by its path; errors are
/// told and become the exit code.
template <class Work>
void with_data(Invocation& invocation, Work work) {
  const Result<ReadSettings> read = invocation.settings();
  if (!read) {
    invocation.refuse(read.error());
    invocation.result = ExitCode::settings;
    return;
  }
  const Result<void> done = work(read->settings.data);
  if (!done) {
    invocation.refuse(done.error());
  }
}

}  // namespace kith::host
