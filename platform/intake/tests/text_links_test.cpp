// SPDX-License-Identifier: Apache-2.0
#include "intake/text_links.h"

#include <gtest/gtest.h>

#include <limits>

namespace kith::intake {
namespace {

TEST(TextLinks, leads_from_the_bytes_that_a_link_names) {
  // The umlaut has two bytes and the parcel four.
  const std::string text = "Gerät 📦 ist <kaputt>, see here";
  const auto place = static_cast<std::int64_t>(text.find("here"));
  EXPECT_EQ(
      html_with_links(text, {{place, place + 4, "https://a.example/?x=1&y=\"2\""}}),
      "Gerät 📦 ist &lt;kaputt&gt;, see <a href=\"https://a.example/?x=1&amp;y=&quot;2&quot;\">"
      "here</a>");
}

TEST(TextLinks, passes_over_offsets_outside_the_text_or_inside_a_character) {
  const std::string text = "ä!";
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const std::int64_t least = std::numeric_limits<std::int64_t>::min();
  for (const auto& [begin, end] : std::vector<std::pair<std::int64_t, std::int64_t>>{
           {1, 3}, {0, 1}, {0, 4}, {-1, 2}, {2, 2}, {3, 2}, {least, most}, {most, least}}) {
    EXPECT_EQ(html_with_links(text, {{begin, end, "https://a.example"}}), "")
        << begin << " " << end;
  }
  EXPECT_EQ(html_with_links(text, {{0, 2, "x:"}}), "<a href=\"x:\">ä</a>!");
}

TEST(TextLinks, keeps_the_first_of_links_that_overlap) {
  EXPECT_EQ(html_with_links("abcd", {{1, 4, "late"}, {0, 2, "early"}, {2, 4, "next"}}),
            "<a href=\"early\">ab</a><a href=\"next\">cd</a>");
}

TEST(TextLinks, keeps_line_breaks) {
  EXPECT_EQ(html_with_links("a\nb", {{2, 3, "x"}}), "a<br><a href=\"x\">b</a>");
}

TEST(TextLinks, ends_linking_before_the_html_grows_without_bound) {
  std::vector<TextLink> links;
  for (std::int64_t place = 0; place < 3000; ++place) {
    links.push_back({place, place + 1, "https://a.example/" + std::string(2000, 'a')});
  }
  const std::string html = html_with_links(std::string(3000, 'x'), std::move(links));
  EXPECT_LT(html.size(), most_linked_bytes + 10'000);
  EXPECT_TRUE(html.ends_with("xxx"));
}

TEST(TextLinks, writes_any_text_as_a_part_of_an_address) {
  EXPECT_EQ(address_part("Größe 1/2"), "Gr%C3%B6%C3%9Fe%201%2F2");
}

}  // namespace
}  // namespace kith::intake
