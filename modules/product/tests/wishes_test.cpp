// SPDX-License-Identifier: Apache-2.0
#include "product_test.h"

#include "facets.h"

namespace kith::product {
namespace {

class WishesTest : public ProductTest {
 protected:
  WishesTest() { bench.add_person(1); }

  Result<MessageFacet> made_of(MessageId message) {
    bench.settle();
    return bench.ask([&](QueryContext& context) { return message_facet(context, message); });
  }
};

TEST_F(WishesTest, are_found_in_four_languages_with_their_place) {
  const std::pair<const char*, const char*> said[] = {
      {"Hi there! I wish there was a dark mode. Greetings", "I wish there was a dark mode."},
      {"Hallo. Es wäre schön, wenn es einen Dunkelmodus gäbe! Danke",
       "Es wäre schön, wenn es einen Dunkelmodus gäbe!"},
      {"Hola. Sería genial tener un modo oscuro", "Sería genial tener un modo oscuro"},
      {"Bonjour.\nCe serait bien d’avoir un mode sombre", "Ce serait bien d’avoir un mode sombre"}};
  for (const auto& [text, wish] : said) {
    bench.writes(1, text);
    const std::vector<WishView> found = bench.wishes(WishState::unmatched);
    ASSERT_FALSE(found.empty()) << text;
    EXPECT_EQ(found.front().quote, wish);
  }
  EXPECT_EQ(bench.told<WishFound>().back().second.model, "wish-cues-1");
}

TEST_F(WishesTest, are_not_found_in_what_holds_none) {
  for (const char* text :
       {"Where is my order?", "I wish you a nice day", "Wann kommt mein Paket?", "¡Muchas gracias!",
        "Merci beaucoup, tout va bien", "My wishes came true", ""}) {
    bench.writes(1, text);
  }
  bench.writes(1, "I wish there was a dark mode", 1, Direction::note);
  bench.writes(1, "I wish there was a dark mode", 1, Direction::outbound);
  EXPECT_TRUE(bench.wishes(WishState::unmatched).empty());
}

TEST_F(WishesTest, like_an_open_request_are_suggested_and_confirmed) {
  const RequestId request = bench.creates("Dark mode for the app");
  const MessageId message =
      bench.writes(1, "Hello. It would be great if the app had a dark mode. Bye");
  const std::vector<WishView> suggested = bench.wishes(WishState::suggested);
  ASSERT_EQ(suggested.size(), 1U);
  EXPECT_EQ(suggested[0].request_id, request);
  EXPECT_EQ(suggested[0].request_title, "Dark mode for the app");
  EXPECT_GE(suggested[0].likeness, 3'000);
  const auto facet = made_of(message);
  ASSERT_TRUE(facet) << facet.error().message;
  EXPECT_EQ(facet->like_request_id, request);
  EXPECT_EQ(facet->links.at(0), "/api/v1/product/requests/1");

  const auto confirmed = bench.says("confirm", message);
  ASSERT_TRUE(confirmed) << confirmed.error().message;
  EXPECT_EQ(confirmed->state, WishState::evidence);
  EXPECT_EQ(bench.shows(request).evidence.at(0).quote,
            "It would be great if the app had a dark mode.");
  EXPECT_EQ(made_of(message)->evidence_of.at(0).request_id, request);
  EXPECT_EQ(bench.says("confirm", message).error().code, ErrorCode::conflict);
  ASSERT_TRUE(bench.takes_back(request, message));
  EXPECT_EQ(bench.wishes(WishState::suggested).size(), 1U);
}

TEST_F(WishesTest, that_were_rejected_are_not_suggested_for_that_request_again) {
  const RequestId app = bench.creates("Dark mode for the app");
  const RequestId site = bench.creates("Dark mode for the web site");
  const MessageId message = bench.writes(1, "I wish there was a dark mode for the app");
  EXPECT_EQ(bench.wishes(WishState::suggested).at(0).request_id, app);
  const auto rejected = bench.says("reject", message);
  ASSERT_TRUE(rejected) << rejected.error().message;
  EXPECT_EQ(bench.wishes(WishState::suggested).at(0).request_id, site) << "the next nearest";
  ASSERT_TRUE(bench.says("reject", message));
  EXPECT_EQ(bench.wishes(WishState::unmatched).size(), 1U);
  EXPECT_EQ(bench.says("reject", message).error().code, ErrorCode::rule);
  bench.edits(message, "I wish there was a dark mode for the app!");
  EXPECT_EQ(bench.wishes(WishState::unmatched).size(), 1U);
  EXPECT_EQ(bench.told<LikenessFound>().size(), 2U);
}

TEST_F(WishesTest, are_compared_with_open_requests_alone) {
  const RequestId request = bench.creates("Dark mode for the app");
  ASSERT_TRUE(bench.decides(request, RequestState::declined, "Too much to keep."));
  bench.writes(1, "I wish there was a dark mode for the app");
  EXPECT_EQ(bench.wishes(WishState::unmatched).size(), 1U);
  ASSERT_TRUE(bench.decides(request, RequestState::planned));
  bench.writes(1, "I wish there was a dark mode for the app");
  EXPECT_EQ(bench.wishes(WishState::suggested).size(), 1U);
}

TEST_F(WishesTest, like_a_merged_request_are_for_the_whole) {
  const RequestId dark = bench.creates("Dark mode for the app");
  const RequestId whole = bench.creates("Looks and colours");
  const MessageId before = bench.writes(1, "I wish there was a dark mode for the app");
  bench.settle();
  ASSERT_TRUE(bench.merges(dark, whole));
  const MessageId after = bench.writes(1, "Please add a dark mode for the app");
  for (const WishView& each : bench.wishes(WishState::suggested)) {
    EXPECT_EQ(each.request_id, whole);
  }
  ASSERT_TRUE(bench.says("confirm", before));
  ASSERT_TRUE(bench.says("confirm", after));
  EXPECT_EQ(bench.shows(whole).request.evidence, 2);
}

TEST_F(WishesTest, follow_what_their_authors_do_with_the_message) {
  bench.creates("Dark mode for the app");
  const MessageId message = bench.writes(1, "Where is my order?");
  EXPECT_FALSE(made_of(message));
  bench.edits(message, "I wish there was a dark mode for the app");
  EXPECT_EQ(bench.wishes(WishState::suggested).size(), 1U);
  bench.edits(message, "I wish the box was smaller");
  EXPECT_EQ(bench.wishes(WishState::unmatched).at(0).quote, "I wish the box was smaller");
  bench.edits(message, "Never mind");
  EXPECT_FALSE(made_of(message));
  bench.edits(message, "I wish the box was smaller");
  bench.deletes(message);
  EXPECT_FALSE(made_of(message));
  EXPECT_EQ(bench.number("SELECT count(*) FROM product_wish"), 0);
}

TEST_F(WishesTest, that_are_none_leave_the_queue) {
  const MessageId message = bench.writes(1, "I wish the box was smaller");
  ASSERT_TRUE(bench.says("dismiss", message));
  EXPECT_TRUE(bench.wishes(WishState::unmatched).empty());
  EXPECT_EQ(bench.wishes(WishState::dismissed).size(), 1U);
  EXPECT_FALSE(made_of(message));
  EXPECT_EQ(bench.says("dismiss", message).error().code, ErrorCode::conflict);
  EXPECT_EQ(bench.says("dismiss", MessageId{5}).error().code, ErrorCode::not_found);
}

TEST_F(WishesTest, are_told_of_their_conversation) {
  const RequestId request = bench.creates("Dark mode");
  const MessageId message = bench.writes(1, "I wish the box was smaller");
  ASSERT_TRUE(bench.adds(request, bench.writes(1, "Dark mode?")));
  const auto facet = bench.ask(
      [](QueryContext& context) { return conversation_facet(context, ConversationId{1}); });
  ASSERT_TRUE(facet) << facet.error().message;
  EXPECT_EQ(facet->open_wishes, 1);
  EXPECT_EQ(facet->requests.at(0).request_id, request);
  ASSERT_TRUE(bench.says("dismiss", message));
}

}  // namespace
}  // namespace kith::product
