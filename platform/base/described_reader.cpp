// SPDX-License-Identifier: Apache-2.0
#include "base/described_reader.h"

#include <simdjson.h>

#include <cstddef>
#include <string>

#include "base/described_document.h"
#include "base/described_faults.h"

namespace kith {

namespace {

constexpr std::size_t kept_bytes = std::size_t{1} << 20;

}  // namespace

/// The parser and the copy of the input that it needs, with room for its look-ahead.
struct JsonReader::State {
  simdjson::ondemand::parser parser;
  std::string buffer;

  simdjson::padded_string_view pad(std::string_view before, std::string_view json,
                                   std::string_view after) {
    buffer.clear();
    buffer.append(before).append(json).append(after);
    const std::size_t size = buffer.size();
    buffer.append(simdjson::SIMDJSON_PADDING, '\0');
    return simdjson::padded_string_view(buffer.data(), size, buffer.size());
  }

  /// One large input must not hold its memory for good.
  void let_go() {
    if (buffer.capacity() > kept_bytes) {
      buffer = {};
      parser = simdjson::ondemand::parser();
    }
  }
};

JsonReader::JsonReader() : state_(std::make_unique<State>()) {}
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;
JsonReader::~JsonReader() = default;

Result<void> JsonReader::read(std::string_view json, const Type& type, void* out,
                              Strictness strictness) {
  FaultList faults;
  std::uint64_t given = 0;
  DocumentReading(state_->parser, strictness, faults)
      .read(state_->pad({}, json, {}), type, out, given, DocumentReading::Missing::is_fault);
  state_->let_go();
  return faults.take_result();
}

Result<void> JsonReader::read_member(std::string_view json, const Field& field, void* out) {
  FaultList faults;
  DocumentReading(state_->parser, Strictness::strict, faults)
      .read_element(state_->pad("[", json, "]"), field, out);
  state_->let_go();
  return faults.take_result();
}

void JsonReader::read_rest(std::string_view json, const Type& type, void* out, std::uint64_t& given,
                           FaultList& faults) {
  DocumentReading(state_->parser, Strictness::strict, faults)
      .read(state_->pad({}, json, {}), type, out, given, DocumentReading::Missing::is_fine);
  state_->let_go();
}

}  // namespace kith
