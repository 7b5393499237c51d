// SPDX-License-Identifier: Apache-2.0
#include "text/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace kith::text {
namespace {

using testing::HasSubstr;

std::string fts5(std::string_view text) {
  const Result<Query> query = parse_query(text);
  return query ? to_fts5(*query) : "error: " + query.error().message;
}

TEST(Query, joins_words_with_and) {
  EXPECT_EQ(fts5("Refund LATE"), R"(((("refund") AND ("late"))))");
  EXPECT_EQ(fts5("  refund\u3000late\t"), fts5("refund late"));
}

TEST(Query, reads_a_quotation_as_a_phrase) {
  EXPECT_EQ(fts5(R"("where is" order)"), R"(((("where is") AND ("order"))))");
  EXPECT_EQ(fts5("“where is„ «my order»"), R"(((("where is") AND ("my order"))))");
  EXPECT_EQ(fts5(R"("where is)"), R"(((("where is"))))");
  EXPECT_EQ(fts5(R"(late"where is")"), R"(((("late") AND ("where is"))))");
}

TEST(Query, reads_a_word_that_is_cut_as_a_phrase) {
  EXPECT_EQ(fts5("wi-fi"), R"(((("wi fi"))))");
  EXPECT_EQ(fts5("東京 anna@example.com"), R"(((("東 京") AND ("anna example com"))))");
  EXPECT_EQ(fts5("don’t #Refund"), R"(((("dont") AND ("refund"))))");
}

TEST(Query, leaves_out_what_has_a_minus) {
  EXPECT_EQ(fts5(R"(refund -late -"no reply")"), R"(((("refund")) NOT ("late" OR "no reply")))");
  EXPECT_EQ(fts5("-late refund"), R"(((("refund")) NOT ("late")))");
  EXPECT_EQ(fts5("refund - late"), fts5("refund late"));
}

TEST(Query, finds_what_begins_with_a_starred_word) {
  EXPECT_EQ(fts5("refu*"), R"(((("refu"*))))");
  EXPECT_EQ(fts5(R"("late refu"* -or*)"), R"(((("late refu"*)) NOT ("or"*)))");
  EXPECT_EQ(fts5("배*"), R"(((("배"*))))");
  EXPECT_EQ(fts5("東京*"), R"(((("東 京"))))") << "a character has no beginning";
  EXPECT_EQ(fts5("re*fund"), R"(((("re fund"))))");
}

TEST(Query, joins_neighbours_with_or) {
  EXPECT_EQ(fts5("late refund OR money OR cash"),
            R"(((("late") AND ("refund" OR "money" OR "cash"))))");
  EXPECT_EQ(fts5("OR late OR"), R"(((("late"))))") << "an OR beside nothing is nothing";
  EXPECT_EQ(fts5("late or refund"), R"(((("late") AND ("or") AND ("refund"))))");
  EXPECT_EQ(fts5(R"(late "OR" refund)"), R"(((("late") AND ("or") AND ("refund"))))");
  EXPECT_EQ(fts5("late OR !!! refund"), R"(((("late") AND ("refund"))))");
}

TEST(Query, can_be_held_to_a_column) {
  EXPECT_EQ(to_fts5(*parse_query("late"), "text"), R"("text" : ((("late"))))");
  EXPECT_EQ(to_fts5(*parse_query("late"), "a\"b"), R"("a""b" : ((("late"))))");
}

TEST(Query, passes_no_operator_on) {
  EXPECT_EQ(fts5(R"(text:late NEAR(a b) ^x {y} + 'z' ; AND NOT)"),
            R"(((("text late") AND ("near a") AND ("b") AND ("x") AND ("y") AND ("z") )"
            R"(AND ("and") AND ("not"))))");
}

TEST(Query, without_a_word_says_what_to_do) {
  for (const char* text : {"", "  ", "!!!", "\"\"", "*", "-", "OR", "\xFF\xFE"}) {
    const Result<Query> query = parse_query(text);
    ASSERT_FALSE(query) << text;
    EXPECT_EQ(query.error().code, ErrorCode::invalid);
    EXPECT_THAT(query.error().message, HasSubstr("at least one word"));
  }
}

TEST(Query, of_exclusions_alone_says_what_to_do) {
  EXPECT_THAT(fts5("-late -\"no reply\""), HasSubstr("error: Add a word to search for"));
}

TEST(Query, refuses_an_exclusion_beside_or) {
  EXPECT_THAT(fts5("late OR -refund"), HasSubstr("error: OR cannot stand beside"));
  EXPECT_THAT(fts5("-late OR refund"), HasSubstr("error: OR cannot stand beside"));
}

TEST(Query, refuses_a_star_after_one_letter) {
  EXPECT_THAT(fts5("a*"), HasSubstr("error: Put at least two letters"));
  EXPECT_THAT(fts5("é*"), HasSubstr("error: Put at least two letters"));
  EXPECT_THAT(fts5("wi-f*"), HasSubstr("error: Put at least two letters"));
}

TEST(Query, has_limits) {
  std::string terms;
  for (std::size_t i = 0; i < query_terms; ++i) {
    terms += "w" + std::to_string(i) + " ";
  }
  EXPECT_TRUE(parse_query(terms));
  EXPECT_THAT(fts5(terms + "x"), HasSubstr("error: Search for at most 32"));
  EXPECT_TRUE(parse_query(std::string(query_bytes, 'x')));
  EXPECT_THAT(fts5(std::string(query_bytes + 1, 'x')), HasSubstr("error: The search is too long"));
}

}  // namespace
}  // namespace kith::text
