// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace kith::access {

/// The names of the hostile corpus that look like "admin" or do worse; none without its data.
/// Halves of surrogates, which JSON can say and UTF-8 cannot, become bytes that are no UTF-8.
inline std::vector<std::string> hostile_names() {
  std::vector<std::string> names;
  const char* folder = std::getenv("KITH_TEST_DATA");  // NOLINT(concurrency-mt-unsafe)
  if (folder == nullptr) {
    return names;
  }
  std::ifstream file(std::string(folder) + "/hostile/unicode/identity.json");
  for (std::string line; std::getline(file, line);) {
    const std::size_t start = line.find('{');
    const std::size_t end = line.rfind('}');
    if (start == std::string::npos) {
      continue;
    }
    const auto parsed = nlohmann::json::parse(line.substr(start, end - start + 1), nullptr, false);
    names.push_back(parsed.is_discarded() ? "\xed\xbf\xbf\xed\xa0\x80"
                                          : parsed["v"].get<std::string>());
  }
  return names;
}

}  // namespace kith::access
