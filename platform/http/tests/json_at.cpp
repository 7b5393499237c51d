// SPDX-License-Identifier: Apache-2.0
#include "http/tests/json_at.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace kith::http {
namespace {

nlohmann::json find(std::string_view json, std::string_view pointer) {
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  EXPECT_FALSE(parsed.is_discarded()) << json;
  const nlohmann::json::json_pointer place{std::string(pointer)};
  return !parsed.is_discarded() && parsed.contains(place) ? parsed.at(place) : nlohmann::json();
}

}  // namespace

std::string json_at(std::string_view json, std::string_view pointer) {
  const nlohmann::json found = find(json, pointer);
  return found.is_null() ? "" : found.is_string() ? found.get<std::string>() : found.dump();
}

std::size_t json_size_at(std::string_view json, std::string_view pointer) {
  return find(json, pointer).size();
}

}  // namespace kith::http
