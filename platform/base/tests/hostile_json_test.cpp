// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/described_reader.h"
#include "base/described_writer.h"
#include "base/tests/faults.h"
#include "base/tests/samples.h"

namespace kith {
namespace {

using namespace samples;

/// A file of the foreign data, where the machine has them.
std::optional<nlohmann::json> test_data(const std::string& path) {
  const char* folder = std::getenv("KITH_TEST_DATA");
  if (folder == nullptr) {
    return std::nullopt;
  }
  std::ifstream file(std::string(folder) + "/" + path);
  return nlohmann::json::parse(file);
}

std::string from_base64(std::string_view text) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t digit = digits.find(c);
    if (digit == std::string_view::npos) {
      break;
    }
    bits = (bits << 6) | static_cast<unsigned>(digit);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>((bits >> count) & 0xFFU);
    }
  }
  return out;
}

struct Nothing {
  static consteval auto describe() { return described("Nothing that is known."); }
};

TEST(HostileJson, is_taken_or_refused_as_the_json_test_suite_asks) {
  const auto suite = test_data("hostile/json/jsontestsuite.json");
  if (!suite) {
    GTEST_SKIP() << "KITH_TEST_DATA is not set";
  }
  JsonReader reader;
  int accepted = 0;
  int refused = 0;
  for (const auto& each : *suite) {
    const std::string name = each["name"];
    const std::string expect = each["expect"];
    const std::string text = from_base64(each["b64"].get<std::string>());
    // As the value of a member that nobody knows: all that can be wrong is the grammar.
    const auto result = reader.read<Nothing>("{\"x\":" + text + "}", Strictness::tolerant);
    if (expect == "accept") {
      EXPECT_EQ(faults_of(result), "fine") << name;
      ++accepted;
    } else if (expect == "reject") {
      EXPECT_NE(faults_of(result), "fine") << name;
      ++refused;
    }
    // As the whole document: no object of ours, and no crash.
    EXPECT_FALSE(expect == "reject" && reader.read<Nothing>(text, Strictness::tolerant)) << name;
    (void)reader.read<Everything>(text);
  }
  EXPECT_EQ(accepted, 45);
  EXPECT_EQ(refused, 101);
}

TEST(HostileJson, carries_naughty_strings_unchanged) {
  const auto strings = test_data("hostile/strings/blns.json");
  if (!strings) {
    GTEST_SKIP() << "KITH_TEST_DATA is not set";
  }
  int count = 0;
  for (const auto& each : *strings) {
    const StarRating rating{.stars = 1, .text = each.get<std::string>()};
    const auto back = read_json<StarRating>(to_json(rating));
    ASSERT_TRUE(back) << *rating.text;
    EXPECT_EQ(*back, rating);
    ++count;
  }
  EXPECT_GT(count, 200);
}

}  // namespace
}  // namespace kith
