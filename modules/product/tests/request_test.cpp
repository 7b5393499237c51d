// SPDX-License-Identifier: Apache-2.0
#include "request.h"

#include <gtest/gtest.h>

#include "likeness.h"
#include "quote.h"

namespace kith::product {
namespace {

constexpr Time noon{1'000};
constexpr Time later{2'000};

TEST(Request, is_planned_or_declined_and_may_change_its_mind) {
  Request request{.id = {1}};
  ASSERT_TRUE(request.decide(RequestState::declined, "Too rare.", noon));
  EXPECT_EQ(request.reason, "Too rare.");
  ASSERT_TRUE(request.decide(RequestState::planned, "", later));
  EXPECT_EQ(request.state, RequestState::planned);
  EXPECT_EQ(request.decided_at, later);
}

TEST(Request, is_declined_for_a_reason_only) {
  Request request{.id = {1}};
  EXPECT_EQ(request.decide(RequestState::declined, "", noon).error().code, ErrorCode::rule);
  EXPECT_EQ(request.state, RequestState::heard);
}

TEST(Request, is_decided_to_be_nothing_else) {
  for (const RequestState state :
       {RequestState::heard, RequestState::shipped, RequestState::merged}) {
    Request request{.id = {1}};
    EXPECT_EQ(request.decide(state, "why", noon).error().code, ErrorCode::invalid);
  }
}

TEST(Request, is_shipped_once_and_told_again) {
  Request request{.id = {1}};
  ASSERT_TRUE(request.ship("There.", noon));
  ASSERT_TRUE(request.ship("Still there.", later));
  EXPECT_EQ(request.shipped_at, noon);
  EXPECT_EQ(request.decided_at, noon);
  EXPECT_EQ(request.reply, "Still there.");
  EXPECT_EQ(request.decide(RequestState::planned, "", later).error().code, ErrorCode::conflict);
}

TEST(Request, is_not_shipped_while_it_is_declined) {
  Request request{.id = {1}, .state = RequestState::declined};
  EXPECT_EQ(request.ship("There.", noon).error().code, ErrorCode::rule);
}

TEST(Request, is_left_alone_while_it_is_part_of_another) {
  Request request{.id = {1}, .merged_into = {2}, .root = {3}};
  EXPECT_EQ(request.decide(RequestState::planned, "", noon).error().code, ErrorCode::conflict);
  EXPECT_EQ(request.ship("There.", noon).error().code, ErrorCode::conflict);
}

TEST(Parts, leave_with_what_they_were_merged_into) {
  const std::vector<Part> parts{{{1}, {2}}, {{2}, {5}}, {{3}, {1}}, {{4}, {5}}, {{5}, {}}};
  EXPECT_EQ(leaving_with({2}, parts), (std::vector<RequestId>{{2}, {1}, {3}}));
  EXPECT_EQ(leaving_with({4}, parts), (std::vector<RequestId>{{4}}));
}

TEST(Quote, is_counted_in_code_points) {
  const std::string text = "Grüße: ich wünsche mir Käse";
  EXPECT_EQ(code_points(text), 27);
  EXPECT_EQ(quote_of(text, {0, 5}), "Grüße");
  EXPECT_EQ(quote_of(text, {23, 4}), "Käse");
  EXPECT_EQ(quote_of(text, {}), text);
  EXPECT_EQ(quote_of(text, {26, 100}), "e");
  EXPECT_EQ(quote_of(text, {27, 1}), "");
}

TEST(Quote, of_a_whole_text_has_an_end) {
  const std::string text(5'000, 'a');
  EXPECT_EQ(quote_of(text, {}).size(), static_cast<std::size_t>(longest_quote));
}

/// A sketch of which the first `bits` differ from the one that asks.
Sketch sketch_with(int bits) {
  Sketch sketch;
  sketch.fill(0x55);
  for (int bit = 0; bit < bits; ++bit) {
    sketch[static_cast<std::size_t>(bit / 8)] ^= static_cast<std::uint8_t>(1U << (bit % 8));
  }
  return sketch;
}

TEST(Nearest, are_ordered_and_speak_for_their_parts_once) {
  const Sketch far = sketch_with(256);
  const std::vector<RequestSketch> requests{{{1}, far, sketch_with(100)},
                                            {{2}, sketch_with(10), far},
                                            {{1}, sketch_with(50), far},
                                            {{3}, far, far}};
  const std::vector<Likeness> found = nearest(requests, sketch_with(0));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].request, RequestId{2});
  EXPECT_EQ(found[1].request, RequestId{1});
  EXPECT_EQ(found[1].likeness, Texts::likeness(sketch_with(0), sketch_with(50)));
}

}  // namespace
}  // namespace kith::product
