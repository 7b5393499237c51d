// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "base/described_input.h"
#include "base/described_reader.h"
#include "base/described_writer.h"
#include "base/tests/samples.h"

namespace {

using namespace kith;
using samples::Everything;

/// A fuzzer's assertion holds in every build.
void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void require_faults(const Error& error) {
  require(error.code == ErrorCode::invalid && !error.faults.empty() && !error.message.empty());
}

/// What is read is JSON to somebody else too, and comes back as it was written.
void read_document(JsonReader& reader, std::string_view json, Strictness strictness) {
  const Result<Everything> value = reader.read<Everything>(json, strictness);
  if (!value) {
    require_faults(value.error());
    return;
  }
  require(nlohmann::json::accept(json));
  const Result<Everything> again = reader.read<Everything>(to_json(*value), strictness);
  require(again.has_value() && *again == *value);
}

/// "name=value&name=value" as parameters, without percent-decoding.
std::vector<InputParameter> split(std::string_view text) {
  std::vector<InputParameter> out;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    out.push_back({pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size()))});
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
  }
  return out;
}

void read_request(JsonReader& reader, std::string_view text) {
  const std::size_t query = std::min(text.find('\n'), text.size());
  const std::vector<InputParameter> parameters = split(text.substr(0, query));
  const auto input =
      read_input<samples::CloseCase>(reader, {.query = parameters,
                                              .body = text.substr(std::min(query + 1, text.size())),
                                              .body_use = BodyUse::json});
  if (!input) {
    require_faults(input.error());
    return;
  }
  const auto again = reader.read<samples::CloseCase>(to_json(*input));
  require(again.has_value() && *again == *input);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static JsonReader reader;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (text.empty()) {
    return 0;
  }
  const std::string_view rest = text.substr(1);
  switch (text[0]) {
    case 't': read_document(reader, rest, Strictness::tolerant); break;
    case 'p': read_request(reader, rest); break;
    default: read_document(reader, rest, Strictness::strict);
  }
  return 0;
}
