// SPDX-License-Identifier: Apache-2.0
#include "host/command_line.h"

/// kith without any module built in: all of them come by --module.
int main(int argc, char** argv) {
  return kith::host::run(argc, argv, {});
}
