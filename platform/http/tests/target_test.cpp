// SPDX-License-Identifier: Apache-2.0
#include "http/target.h"

#include <gtest/gtest.h>

namespace kith::http {
namespace {

using Segments = std::vector<std::string>;

Segments segments_of(std::string_view path) {
  return split_path(path).value_or(Segments{"(refused)"});
}

TEST(Target, decodes_the_segments_of_a_path) {
  EXPECT_EQ(segments_of("/"), Segments{""});
  EXPECT_EQ(segments_of("/a/b"), (Segments{"a", "b"}));
  EXPECT_EQ(segments_of("/a//b/"), (Segments{"a", "", "b", ""}));
  EXPECT_EQ(segments_of("/caf%C3%A9/a+b/%7e"), (Segments{"café", "a+b", "~"}));
}

TEST(Target, refuses_paths_that_could_be_read_in_two_ways) {
  for (const std::string_view path :
       {"", "a", "/a/../b", "/a/./b", "/%2e%2e/b", "/a/%2E", "/a%2fb", "/a%2Fb", "/a%5cb", "/a\\b",
        "/a%00", "/a%0ab", "/a%7f", "/%", "/a%2", "/a%zz", "/a%c0%af", "/%ff"}) {
    EXPECT_EQ(segments_of(path), Segments{"(refused)"}) << path;
  }
}

TEST(Target, refuses_paths_with_more_segments_than_any_route_has) {
  std::string path;
  for (std::size_t i = 0; i < most_path_segments; ++i) {
    path += "/a";
  }
  EXPECT_EQ(segments_of(path).size(), most_path_segments);
  EXPECT_EQ(segments_of(path + "/a"), Segments{"(refused)"});
}

TEST(Target, decodes_names_and_values_of_a_query) {
  EXPECT_EQ(parse_query("").value(), DecodedParameters{});
  EXPECT_EQ(parse_query("a=1&b=x%20y+z&a=&c").value(),
            (DecodedParameters{{"a", "1"}, {"b", "x y z"}, {"a", ""}, {"c", ""}}));
  EXPECT_EQ(parse_query("a=b=c&%61%3D=%26").value(),
            (DecodedParameters{{"a", "b=c"}, {"a=", "&"}}));
  EXPECT_EQ(parse_query("a=1&").value(), (DecodedParameters{{"a", "1"}}));
}

TEST(Target, refuses_queries_that_are_not_text) {
  for (const std::string_view query :
       {"a=%", "a=%1", "a=%gg", "a=%00", "%00=a", "a=%ff", "=a", "&a=1", "a=1&&b=2"}) {
    const auto parsed = parse_query(query);
    ASSERT_FALSE(parsed) << query;
    EXPECT_EQ(parsed.error().code, ErrorCode::invalid);
  }
}

TEST(Target, refuses_queries_with_very_many_parameters) {
  std::string query;
  for (std::size_t i = 0; i < most_query_parameters; ++i) {
    query += "a=1&";
  }
  EXPECT_TRUE(parse_query(query));
  EXPECT_FALSE(parse_query(query + "a=1"));
}

TEST(Target, encodes_what_is_no_plain_character) {
  EXPECT_EQ(percent_encoded("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encoded("a b&=é\""), "a%20b%26%3D%C3%A9%22");
}

}  // namespace
}  // namespace kith::http
