// SPDX-License-Identifier: Apache-2.0
#include "http/target.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace {

using namespace kith;
using namespace kith::http;

/// A fuzzer's assertion holds in every build.
void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// No segment leads elsewhere, and each path has one spelling that leads to the same place.
void read_path(std::string_view path) {
  const Result<std::vector<std::string>> segments = split_path(path);
  if (!segments) {
    require(segments.error().code == ErrorCode::invalid && !segments.error().message.empty());
    return;
  }
  require(!segments->empty() && segments->size() <= most_path_segments);
  std::string again;
  for (const std::string& segment : *segments) {
    require(segment.find_first_of(std::string_view("/\\\0\r\n\x7f", 6)) == std::string::npos);
    require(segment != "." && segment != ".." && is_valid_utf8(segment));
    again += '/' + percent_encoded(segment);
  }
  require(split_path(again) == *segments);
}

void read_query(std::string_view query) {
  const Result<DecodedParameters> parameters = parse_query(query);
  if (!parameters) {
    require(parameters.error().code == ErrorCode::invalid && !parameters.error().message.empty());
    return;
  }
  std::string again;
  for (const auto& [name, value] : *parameters) {
    require(!name.empty() && is_valid_utf8(name) && is_valid_utf8(value));
    require(name.find('\0') == std::string::npos && value.find('\0') == std::string::npos);
    again += (again.empty() ? "" : "&") + percent_encoded(name) + '=' + percent_encoded(value);
  }
  require(parse_query(again) == *parameters);
}

}  // namespace

// Path and query of a request, with the first '?' between them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view target(reinterpret_cast<const char*>(data), size);
  const std::size_t question = std::min(target.find('?'), target.size());
  read_path(target.substr(0, question));
  read_query(target.substr(std::min(question + 1, target.size())));
  return 0;
}
