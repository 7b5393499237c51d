// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <kith/result.h>

namespace kith::load {

/// The end of the program with what went wrong.
[[noreturn]] inline void give_up(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::fflush(nullptr);
  std::_Exit(1);  // other threads may still be at work
}

/// The value, or the end of the program with what went wrong.
template <class T>
T need(Result<T> result) {
  if (!result) {
    give_up(result.error().message + " " + result.error().detail);
  }
  if constexpr (!std::is_void_v<T>) {
    return *std::move(result);
  }
}

/// `--name=value` pairs over `defaults`; anything else prints `usage` and ends with 2.
inline std::map<std::string, std::string> options(int count, char** words, const char* usage,
                                                  std::map<std::string, std::string> defaults) {
  for (int each = 1; each < count; ++each) {
    const std::string option = words[each];
    const std::size_t equals = option.find('=');
    const bool is_known = option.starts_with("--") && equals != option.npos &&
                          defaults.contains(option.substr(2, equals - 2));
    if (!is_known) {
      std::fprintf(stderr, "%s\n", usage);
      std::exit(2);  // NOLINT(concurrency-mt-unsafe): nothing has started yet
    }
    defaults[option.substr(2, equals - 2)] = option.substr(equals + 1);
  }
  return defaults;
}

/// The lines of a file; none for the name "".
inline std::vector<std::string> lines_of(const std::string& file) {
  std::vector<std::string> lines;
  if (file.empty()) {
    return lines;
  }
  std::ifstream stream(file);
  if (!stream) {
    give_up("The file " + file + " cannot be read.");
  }
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace kith::load
