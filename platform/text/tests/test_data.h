// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace kith::text {

/// Where a file of the foreign test data lies, or "" where it is not on this machine: then the
/// test skips.
inline std::string test_data(const std::string& name) {
  const char* folder = std::getenv("KITH_TEST_DATA");  // NOLINT(concurrency-mt-unsafe)
  const std::string path = folder == nullptr ? "" : std::string(folder) + "/" + name;
  return !path.empty() && std::ifstream(path) ? path : "";
}

inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The lines of a gzipped file.
inline std::vector<std::string> read_gzipped_lines(const std::string& path) {
  struct Close {
    void operator()(std::FILE* pipe) const { pclose(pipe); }
  };
  const std::string command = "gzip -dc '" + path + "'";
  std::FILE* opened = popen(command.c_str(), "r");  // NOLINT(cert-env33-c): a path of ours
  const std::unique_ptr<std::FILE, Close> pipe(opened);
  std::vector<std::string> lines(1);
  char buffer[65536];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe.get())) {
    for (std::size_t i = 0; i < size; ++i) {
      if (buffer[i] == '\n') {
        lines.emplace_back();
      } else {
        lines.back() += buffer[i];
      }
    }
  }
  lines.pop_back();
  return lines;
}

}  // namespace kith::text
