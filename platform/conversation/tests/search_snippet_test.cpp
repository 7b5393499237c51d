// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_snippet.h"

#include <gmock/gmock.h>

#include <random>

#include "base/utf8.h"
#include "conversation/search_block.h"
#include "conversation/search_rank.h"
#include "conversation/tests/search_fixture.h"

namespace kith::conversation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Snippet snippet_of(std::string_view words, std::string_view text) {
  const text::Query query = text::parse_query(words).value();
  TermFinder finder(query);
  return make_snippet(finder, text);
}

std::string many(std::string_view word, int times) {
  std::string text;
  for (int each = 0; each < times; ++each) {
    text += std::string(word) + ' ';
  }
  return text;
}

TEST(SearchSnippet, of_a_short_text_is_the_text) {
  const Snippet snippet = snippet_of("lamp", "The lamp.");
  EXPECT_EQ(snippet.text, "The lamp.");
  EXPECT_THAT(snippet.matches, ElementsAre(SnippetMatch{4, 8}));
  EXPECT_FALSE(snippet.is_cut_before || snippet.is_cut_after);
}

TEST(SearchSnippet, of_a_long_text_is_whole_words_around_the_match) {
  const Snippet snippet = snippet_of("lamp", many("before", 100) + "lamp " + many("after", 100));
  EXPECT_TRUE(snippet.is_cut_before && snippet.is_cut_after);
  EXPECT_LE(snippet.text.size(), 210U);
  EXPECT_TRUE(snippet.text.starts_with("before ") && snippet.text.ends_with(" after"));
  ASSERT_THAT(snippet.matches, SizeIs(1));
  EXPECT_EQ(snippet.text.substr(static_cast<std::size_t>(snippet.matches[0].begin), 4), "lamp");
}

TEST(SearchSnippet, stands_where_the_most_different_words_are) {
  const std::string text = "lamp " + many("x", 300) + "lamp and chair " + many("y", 300) + "chair";
  const Snippet snippet = snippet_of("chair lamp", text);
  EXPECT_THAT(snippet.text, testing::HasSubstr("lamp and chair"));
  EXPECT_THAT(snippet.matches, SizeIs(2));
}

TEST(SearchSnippet, counts_as_browsers_do) {
  const Snippet snippet = snippet_of("\u00e9t\u00e9", "\U0001F600\u00df l'\u00c9t\u00e9\U0001F600");
  EXPECT_THAT(snippet.matches, ElementsAre(SnippetMatch{6, 9}));
}

TEST(SearchSnippet, is_one_line_without_control_characters) {
  const Snippet snippet = snippet_of("b", "\r\n\ta\x01\x7f  b\u2028\u00a0c\n\n");
  EXPECT_EQ(snippet.text, "a b c");
  EXPECT_THAT(snippet.matches, ElementsAre(SnippetMatch{2, 3}));
}

TEST(SearchSnippet, marks_phrases_and_beginnings_as_a_whole_and_nothing_twice) {
  EXPECT_THAT(snippet_of("\"my lamp\" lam*", "my lamp, lamps").matches,
              ElementsAre(SnippetMatch{0, 7}, SnippetMatch{9, 14}));
  EXPECT_THAT(snippet_of("lamp -chair", "lamp").matches, SizeIs(1));
}

TEST(SearchSnippet, of_any_bytes_is_valid_text_and_its_matches_lie_in_it) {
  std::mt19937_64 engine{3};
  const std::vector<std::string> parts = {
      "lamp",       " ", "\n",       "\xff",    "\xc3",  "東京",
      "\U0001F600", "x", "\xe6\x9d", "e\u0301", "lamps", std::string(1, '\0')};
  for (int round = 0; round < 3'000; ++round) {
    std::string text;
    for (std::size_t left = engine() % 200; left > 0; --left) {
      text += parts[engine() % parts.size()];
    }
    const Snippet snippet = snippet_of("lamp* OR 東京 OR x", text);
    ASSERT_TRUE(is_valid_utf8(snippet.text));
    std::int64_t end = 0;
    for (const SnippetMatch& match : snippet.matches) {
      ASSERT_TRUE(end <= match.begin && match.begin < match.end);
      end = match.end;
    }
    ASSERT_LE(end, static_cast<std::int64_t>(snippet.text.size()));
  }
}

TEST(SearchRank, puts_short_texts_with_many_and_rare_words_first) {
  const text::Query query = text::parse_query("lamp OR the").value();
  Ranking ranking(query);
  ranking.add(1, many("the", 3) + many("thing", 5));
  ranking.add(2, "a lamp for the table");
  ranking.add(3, many("the", 3) + many("thing", 50) + "lamp");
  ranking.add(4, "a lamp for the chairs");
  EXPECT_THAT(ranking.best_first(), ElementsAre(4, 2, 3, 1));
}

TEST(SearchRank, of_nothing_is_nothing) {
  const text::Query query = text::parse_query("lamp").value();
  EXPECT_THAT(Ranking(query).best_first(), IsEmpty());
}

class SearchBlock : public SearchFixture {
 protected:
  std::vector<IdRange> between(Time from, Time to) {
    auto lease = readers.acquire();
    return ranges_between(**lease, from, to).value();
  }
};

TEST_F(SearchBlock, passes_over_stretches_without_a_message_of_these_days) {
  const ConversationId thread = add_conversation(add_person("Ada"));
  const Time start = clock.now();
  std::vector<MessageId> ids;
  for (int day = 0; day < 10; ++day) {
    ids.push_back(write(thread, {.text = "x"}));
    clock.advance(std::chrono::days(1));
  }
  index_all();
  EXPECT_THAT(between({}, {}), ElementsAre(IdRange{}));
  const auto holds = [](const std::vector<IdRange>& ranges, MessageId id) {
    return std::ranges::any_of(ranges, [&](const IdRange& range) {
      return range.first <= id.value && id.value <= range.last;
    });
  };
  const std::vector<IdRange> some =
      between(start + std::chrono::days(3), start + std::chrono::days(5));
  for (std::size_t day = 0; day < ids.size(); ++day) {
    EXPECT_EQ(holds(some, ids[day]), day == 3 || day == 4) << day;
  }
  EXPECT_THAT(between(start + std::chrono::days(90), {}), IsEmpty());
  EXPECT_TRUE(holds(between({}, start + std::chrono::hours(1)), ids[0]));
}

}  // namespace
}  // namespace kith::conversation
