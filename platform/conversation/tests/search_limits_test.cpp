// SPDX-License-Identifier: Apache-2.0
// Whatever is typed, a search ends soon and says what it left out.

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "conversation/tests/search_fixture.h"
#include "text/tests/test_data.h"

namespace kith::conversation {
namespace {

using testing::ElementsAre;

class SearchLimitsTest : public SearchFixture {
 protected:
  void SetUp() override {
    SearchFixture::SetUp();
    thread = add_conversation(add_person("Ada"));
  }
  ConversationId thread;
};

TEST_F(SearchLimitsTest, stops_after_so_many_candidates_and_goes_on_from_there) {
  const MessageId first = write(thread, {.text = "parcel", .language = "de"});
  for (int each = 0; each < 30; ++each) {
    write(thread, {.text = "parcel"});
  }
  index_all();
  execute("UPDATE message SET direction = 1 WHERE id <> " + std::to_string(first.value));
  SearchRequest request = request_for("parcel");
  request.filter.direction = Direction::inbound;
  int pages = 0;
  std::vector<MessageId> seen;
  while (true) {
    const SearchResult page = try_search(request, {.candidates = 10}).value();
    ++pages;
    for (const Found& each : page.found) {
      seen.push_back(each.row.message);
    }
    if (!page.next) {
      EXPECT_TRUE(page.is_complete);
      break;
    }
    EXPECT_FALSE(page.is_complete);
    ASSERT_LT(*page.next, request.before);
    request.before = *page.next;
  }
  EXPECT_EQ(pages, 4);
  EXPECT_THAT(seen, ElementsAre(first));
}

TEST_F(SearchLimitsTest, frequent_beginnings_of_words_are_read_along_not_looked_up) {
  for (int each = 0; each < 40; ++each) {
    write(thread, {.text = "parcel number" + std::to_string(each)});
  }
  const MessageId letter = write(thread, {.text = "number of the letter"});
  index_all();
  EXPECT_EQ(find("num*").size(), 41U);
  EXPECT_THAT(find("letter num*"), ElementsAre(letter));
  EXPECT_THAT(find("num* -parc*"), ElementsAre(letter));
  EXPECT_EQ(find("num* OR zzz").size(), 41U);
  EXPECT_TRUE(find("num* lett* zzz*").empty());
  const SearchResult cut = try_search(request_for("num* parc*"), {.text_bytes = 2'000}).value();
  EXPECT_FALSE(cut.is_complete);
  EXPECT_TRUE(cut.next);
  const SearchResult rare = try_search(request_for("num* zzz*"), {.text_bytes = 2'000}).value();
  EXPECT_TRUE(rare.is_complete) << "the index knows that nothing begins with zzz";
  EXPECT_EQ(rare.cost.candidates, 0U);
}

TEST_F(SearchLimitsTest, the_best_are_chosen_among_so_many_of_the_newest) {
  const MessageId best = write(thread, {.text = "parcel parcel"});
  for (int each = 0; each < 10; ++each) {
    write(thread, {.text = "parcel of somebody"});
  }
  index_all();
  SearchRequest request = request_for("parcel");
  request.order = SearchOrder::best;
  request.limit = 1;
  EXPECT_THAT(ids_of(request), ElementsAre(best));
  const SearchResult cut = try_search(request, {.ranked = 10}).value();
  EXPECT_FALSE(cut.is_complete);
  EXPECT_FALSE(cut.next);
  EXPECT_NE(cut.found.at(0).row.message, best);
}

TEST_F(SearchLimitsTest, a_huge_message_is_shown_by_a_short_snippet) {
  std::string text;
  while (text.size() < 500'000) {
    text += "word ";
  }
  write(thread, {.text = text + "needle"});
  write(thread, {.text = std::string(300'000, 'x') + " needle"});
  index_all();
  const SearchResult result = try_search(request_for("needle")).value();
  ASSERT_EQ(result.found.size(), 2U);
  for (const Found& each : result.found) {
    EXPECT_LT(each.snippet.text.size(), 600U);
    EXPECT_TRUE(each.snippet.is_cut_after);
  }
}

TEST_F(SearchLimitsTest, of_many_long_messages_behind_the_index_so_many_bytes_are_read) {
  const std::string text(20'000, 'x');
  for (int each = 0; each < 50; ++each) {
    write(thread, {.text = text + " needle"});
  }
  SearchRequest request = request_for("nothing");
  const SearchResult cut = try_search(request, {.text_bytes = 100'000}).value();
  EXPECT_FALSE(cut.is_complete);
  EXPECT_LT(cut.cost.text_bytes, 125'000U);
  EXPECT_EQ(cut.cost.candidates, 5U);
  request.order = SearchOrder::best;
  EXPECT_LT(try_search(request, {.text_bytes = 100'000}).value().cost.text_bytes, 125'000U);
}

TEST_F(SearchLimitsTest, the_texts_that_are_weighed_against_each_other_count_too) {
  for (int each = 0; each < 50; ++each) {
    write(thread, {.text = "needle " + std::string(20'000, 'x')});
  }
  index_all();
  SearchRequest request = request_for("needle");
  request.order = SearchOrder::best;
  const SearchResult cut = try_search(request, {.text_bytes = 100'000}).value();
  EXPECT_FALSE(cut.is_complete);
  EXPECT_FALSE(cut.found.empty());
  EXPECT_LT(cut.cost.text_bytes, 125'000U);
}

std::vector<std::string> hostile_texts() {
  std::vector<std::string> texts;
  for (const auto& each : nlohmann::json::parse(
           text::read_file(text::test_data("hostile/complexity/long-inputs.json")))) {
    texts.push_back(each.at("v"));
    texts.push_back(texts.back().substr(0, text::query_bytes));
  }
  std::istringstream lines(text::read_file(text::test_data("hostile/sql/sqli.txt")));
  for (std::string line; std::getline(lines, line);) {
    texts.push_back(line);
  }
  const auto strings =
      nlohmann::json::parse(text::read_file(text::test_data("hostile/strings/blns.json")));
  for (const auto& each : strings) {
    texts.push_back(each);
  }
  return texts;
}

TEST_F(SearchLimitsTest, hostile_searches_are_refused_or_answered_within_their_limits) {
  if (text::test_data("hostile/sql/sqli.txt").empty()) {
    GTEST_SKIP() << "KITH_TEST_DATA has no hostile";
  }
  const std::vector<std::string> texts = hostile_texts();
  ASSERT_GT(texts.size(), 500U);
  for (std::size_t each = 0; each < texts.size(); ++each) {
    write(thread, {.text = texts[each]});
    if (each == texts.size() - 60) {
      index_all();
    }
  }
  const SearchLimits limits;
  const std::size_t longest = std::ranges::max(texts, {}, &std::string::size).size();
  std::size_t answered = 0;
  std::size_t found = 0;
  for (const std::string& typed : texts) {
    const Result<text::Query> query = text::parse_query(typed);
    if (!query) {
      EXPECT_EQ(query.error().code, ErrorCode::invalid) << typed;
      continue;
    }
    for (const SearchOrder order : {SearchOrder::newest, SearchOrder::best}) {
      const SearchRequest request{.query = *query, .order = order};
      const Result<SearchResult> result = try_search(request);
      ASSERT_TRUE(result) << typed << " " << result.error().detail;
      found += result->found.size();
      EXPECT_LE(result->cost.candidates, limits.candidates) << typed.substr(0, 200);
      EXPECT_LT(result->cost.text_bytes, limits.text_bytes + longest + 1'000)
          << typed.substr(0, 200);
    }
    ++answered;
  }
  EXPECT_GT(answered, 400U);
  EXPECT_GT(found, answered) << "each search was made from a text that is stored";
}

}  // namespace
}  // namespace kith::conversation
