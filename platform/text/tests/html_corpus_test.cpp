// SPDX-License-Identifier: Apache-2.0
// Payloads that others collected, alone and inside of markup that changes how they are read.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "html_check.h"
#include "test_data.h"
#include "text/html.h"
#include "text/tokens.h"

namespace kith::text {
namespace {

using testing::IsEmpty;

std::vector<std::string> payloads() {
  std::vector<std::string> out;
  const std::string purify = test_data("hostile/html/dompurify.json");
  const std::string lines = test_data("hostile/html/xss-lines.txt");
  if (purify.empty() || lines.empty()) {
    return out;
  }
  for (const auto& each : nlohmann::json::parse(read_file(purify))) {
    out.push_back(each.at("payload"));
  }
  std::istringstream file(read_file(lines));
  for (std::string line; std::getline(file, line);) {
    out.push_back(line);
  }
  return out;
}

constexpr std::pair<const char*, const char*> wrapping_pairs[] = {
    {"", ""},
    {"<table><tr>", "</table>"},
    {"<b><p><i>", "</b></p></i>"},
    {"<svg><foreignObject>", "</svg>"},
    {"<math><mtext>", "</math>"},
    {"<p title=\"", "\">x</p>"},
    {"<noscript><p title='", "'></noscript>"},
    {"<!--", "-->"},
    {"<pre>\n", ""},
    {"<select><template>", ""},
};

TEST(SanitiseHtml, leaves_nothing_forbidden_of_known_payloads) {
  const std::vector<std::string> all = payloads();
  if (all.empty()) {
    GTEST_SKIP() << "KITH_TEST_DATA has no hostile/html";
  }
  EXPECT_GT(all.size(), 3000U);
  std::size_t wrapping = 0;
  std::size_t dangerous = 0;
  for (const std::string& payload : all) {
    dangerous += forbidden_in(payload).empty() ? 0 : 1;
    // Each payload alone and in one of the wrappings by turns.
    const auto& [before, after] = wrapping_pairs[wrapping++ % std::size(wrapping_pairs)];
    for (const std::string& html : {payload, before + payload + after}) {
      const std::string once = sanitise_html(html).html;
      ASSERT_THAT(forbidden_in(once), IsEmpty()) << html << "\n" << once;
      ASSERT_EQ(sanitise_html(once).html, once) << html;
      html_to_text(html);
    }
  }
  EXPECT_GT(dangerous, all.size() / 2) << "the check hardly sees what the payloads are";
  RecordProperty("payloads", static_cast<int>(all.size()));
  RecordProperty("dangerous", static_cast<int>(dangerous));
}

TEST(SanitiseHtml, reads_long_inputs_to_their_end) {
  const std::string path = test_data("hostile/complexity/long-inputs.json");
  if (path.empty()) {
    GTEST_SKIP() << "KITH_TEST_DATA has no hostile/complexity";
  }
  for (const auto& each : nlohmann::json::parse(read_file(path))) {
    const std::string input = each.at("v");
    const std::string once = sanitise_html(input).html;
    EXPECT_EQ(sanitise_html(once).html, once);
    EXPECT_LE(html_to_text(input).size(), input.size());
    for_each_token(input, [](const Token& token) { EXPECT_LE(token.text.size(), token_bytes); });
  }
}

}  // namespace
}  // namespace kith::text
