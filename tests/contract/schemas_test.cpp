// SPDX-License-Identifier: Apache-2.0
// What is kept in schemas/ is what this kith emits.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/random.h"
#include "scenario/kith_process.h"

namespace kith::contract {
namespace {

using nlohmann::json;

std::string text_of(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The first places where two documents differ, for who has to look.
std::string differences(const json& kept, const json& emitted) {
  std::string places;
  int most = 10;
  for (const json& each : json::diff(kept, emitted)) {
    if (most-- == 0) {
      return places + "\n  and more";
    }
    places += "\n  " + each["op"].get<std::string>() + " " + each["path"].get<std::string>();
  }
  return places;
}

TEST(Schemas, that_are_kept_are_the_ones_that_are_emitted) {
  SystemRandom random;
  const auto data = std::filesystem::temp_directory_path() / ("kith-schemas-" + random.token(9));
  const scenario::Ran openapi = scenario::run_kith({"openapi", "--data", data.string()});
  std::error_code ignored;
  std::filesystem::remove_all(data, ignored);
  std::filesystem::remove(data.string() + ".key", ignored);
  ASSERT_EQ(openapi.exit_code, 0) << openapi.errors;
  const std::string path = KITH_SCHEMAS "/openapi.json";
  if (std::getenv("KITH_WRITE_SCHEMAS") != nullptr) {
    std::ofstream(path, std::ios::binary) << json::parse(openapi.output).dump(1) << '\n';
  }
  const json kept = json::parse(text_of(path), nullptr, false);
  const json emitted = json::parse(openapi.output);
  EXPECT_EQ(differences(kept, emitted), "")
      << "schemas/openapi.json is not what kith emits. If the change is meant, write it anew:\n"
         "  KITH_WRITE_SCHEMAS=1 build/dev/bin/schemas_test\n"
         "and have whoever reviews it look at what changed for callers.";
}

}  // namespace
}  // namespace kith::contract
