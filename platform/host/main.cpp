// SPDX-License-Identifier: Apache-2.0
#include "builtin_modules.h"
#include "host/command_line.h"

int main(int argc, char** argv) {
  return kith::host::run(argc, argv, kith::builtin_modules());
}
