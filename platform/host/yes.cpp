// SPDX-License-Identifier: Apache-2.0
#include "host/yes.h"

#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <string>

namespace kith::host {

Result<void> ask_for_yes(bool said_already, std::string_view what) {
  if (said_already) {
    return {};
  }
  if (::isatty(STDIN_FILENO) != 1) {
    return fail(ErrorCode::invalid,
                fmt::format("{} Nobody is at a terminal to agree: say --yes.", what));
  }
  fmt::print(stderr, "{} Type yes to go on: ", what);
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "yes" ? Result<void>() : fail(ErrorCode::conflict, "Nothing was done.");
}

}  // namespace kith::host
