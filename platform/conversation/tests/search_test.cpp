// SPDX-License-Identifier: Apache-2.0
#include "conversation/search.h"

#include <gmock/gmock.h>

#include "conversation/tests/search_fixture.h"

namespace kith::conversation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Every test runs with its messages in the index, behind it, and half and half.
enum class Stored { indexed, in_tail, mixed };

class Search : public SearchFixture, public testing::WithParamInterface<Stored> {
 protected:
  void SetUp() override {
    SearchFixture::SetUp();
    thread = add_conversation(add_person("Ada"));
  }

  MessageId add(const std::string& text) {
    const MessageId id = write(thread, {.text = text});
    ++added;
    if (GetParam() == Stored::indexed || (GetParam() == Stored::mixed && added % 2 == 1)) {
      index_all();
    }
    return id;
  }

  ConversationId thread;
  int added = 0;
};

std::string name_of(const testing::TestParamInfo<Stored>& param) {
  constexpr const char* names[] = {"indexed", "in_tail", "mixed"};
  return names[static_cast<int>(param.param)];
}
INSTANTIATE_TEST_SUITE_P(, Search, testing::Values(Stored::indexed, Stored::in_tail, Stored::mixed),
                         name_of);

TEST_P(Search, folds_accents_and_case) {
  const MessageId id = add("Der KÖNIG aß Crème brûlée");
  EXPECT_THAT(find("konig"), ElementsAre(id));
  EXPECT_THAT(find("König"), ElementsAre(id));
  EXPECT_THAT(find("CREME Brulee"), ElementsAre(id));
  EXPECT_THAT(find("kong"), IsEmpty());
}

TEST_P(Search, finds_any_part_of_a_text_without_spaces) {
  const MessageId japanese = add("東京都の配送が遅れています");
  const MessageId thai = add("สินค้าเสียหาย");
  EXPECT_THAT(find("配送"), ElementsAre(japanese));
  EXPECT_THAT(find("京都"), ElementsAre(japanese));
  EXPECT_THAT(find("東都"), IsEmpty());
  EXPECT_THAT(find("เสีย"), ElementsAre(thai));
}

TEST_P(Search, finds_all_words_in_any_order_and_phrases_in_theirs) {
  const MessageId straight = add("where is my parcel");
  const MessageId turned = add("my parcel, is it where?");
  EXPECT_THAT(find("parcel where"), ElementsAre(turned, straight));
  EXPECT_THAT(find("\"my parcel\""), ElementsAre(turned, straight));
  EXPECT_THAT(find("\"is my parcel\""), ElementsAre(straight));
  EXPECT_THAT(find("\"parcel my\""), IsEmpty());
  EXPECT_THAT(find("parcel letter"), IsEmpty());
}

TEST_P(Search, leaves_out_what_is_excluded) {
  const MessageId kept = add("refund for the lamp");
  add("refund for the chair");
  EXPECT_THAT(find("refund -chair"), ElementsAre(kept));
  EXPECT_THAT(find("refund -\"for the chair\""), ElementsAre(kept));
  EXPECT_THAT(find("refund -the"), IsEmpty());
}

TEST_P(Search, finds_beginnings_of_words) {
  const MessageId one = add("delivered yesterday");
  const MessageId two = add("delivery is late");
  add("deliberately");
  EXPECT_THAT(find("deliver*"), ElementsAre(two, one));
  EXPECT_THAT(find("\"delivery is\""), ElementsAre(two));
  EXPECT_THAT(find("delivers*"), IsEmpty());
}

TEST_P(Search, takes_either_word) {
  const MessageId lamp = add("a lamp");
  const MessageId chair = add("a chair");
  const MessageId both = add("lamp and chair, broken");
  EXPECT_THAT(find("lamp OR chair"), ElementsAre(both, chair, lamp));
  EXPECT_THAT(find("broken lamp OR table"), ElementsAre(both));
}

TEST_P(Search, answers_in_pages_without_gap_or_repeat) {
  std::vector<MessageId> written;
  for (int each = 0; each < 25; ++each) {
    written.push_back(add("number " + std::to_string(each)));
  }
  std::vector<MessageId> seen;
  SearchRequest request = request_for("number");
  request.limit = 7;
  for (int page = 0; page < 4; ++page) {
    const SearchResult result = try_search(request).value();
    EXPECT_TRUE(result.is_complete);
    EXPECT_EQ(result.found.size(), page == 3 ? 4U : 7U);
    EXPECT_EQ(result.next.has_value(), page < 3);
    for (const Found& each : result.found) {
      seen.push_back(each.row.message);
    }
    request.before = result.next.value_or(0);
  }
  std::ranges::reverse(written);
  EXPECT_EQ(seen, written);
}

TEST_P(Search, has_no_next_page_where_the_last_one_is_just_full) {
  add("only one");
  SearchRequest request = request_for("one");
  request.limit = 1;
  const SearchResult result = try_search(request).value();
  EXPECT_EQ(result.found.size(), 1U);
  EXPECT_FALSE(result.next);
}

TEST_P(Search, orders_imported_history_by_its_own_time) {
  const MessageId now = add("parcel of today");
  const Time past = clock.now() - std::chrono::days(400);
  const MessageId old = write(thread, {.text = "parcel of last year", .posted_at = past});
  const MessageId later = add("parcel of tonight");
  EXPECT_LT(old, now);
  EXPECT_THAT(find("parcel"), ElementsAre(later, now, old));
}

TEST_P(Search, forgets_old_words_and_erased_messages_at_once) {
  const MessageId changed = add("about a lamp");
  const MessageId erased = add("about a lamp too");
  const auto done = in_transaction([&](store::Transaction& transaction) -> Result<bool> {
    KITH_TRY(replace_text(transaction, changed, {.text = "about a chair", .language = "en"}));
    return erase_text(transaction, erased);
  });
  ASSERT_TRUE(done.value());
  EXPECT_THAT(find("lamp"), IsEmpty());
  EXPECT_THAT(find("chair"), ElementsAre(changed));
  index_all();
  EXPECT_THAT(find("lamp"), IsEmpty());
  EXPECT_THAT(find("chair"), ElementsAre(changed));
  expect_whole_index();
}

TEST_P(Search, finds_no_tags) {
  add("plain words");
  EXPECT_THAT(find("kithlangen"), IsEmpty());
  EXPECT_THAT(find("kithchannel1"), IsEmpty());
}

TEST_P(Search, shows_where_the_words_stand) {
  add("Hello.\n\nThe  Parcel with the r\u00e9fund \U0001F600 came late");
  const SearchResult result = try_search(request_for("refund \"the parcel\" came")).value();
  ASSERT_EQ(result.found.size(), 1U);
  const Snippet& snippet = result.found[0].snippet;
  EXPECT_EQ(snippet.text, "Hello. The Parcel with the r\u00e9fund \U0001F600 came late");
  EXPECT_THAT(snippet.matches,
              ElementsAre(SnippetMatch{7, 17}, SnippetMatch{27, 33}, SnippetMatch{37, 41}));
}

TEST_P(Search, puts_the_best_of_the_newest_hits_first) {
  const MessageId dense = add("refund refund lamp");
  const MessageId thin =
      add("there was something about a refund in the long letter that came with the parcel of last "
          "week and was not read by anybody until today");
  add("nothing");
  SearchRequest request = request_for("refund");
  EXPECT_THAT(ids_of(request), ElementsAre(thin, dense));
  request.order = SearchOrder::best;
  EXPECT_THAT(ids_of(request), ElementsAre(dense, thin));
}

}  // namespace
}  // namespace kith::conversation
