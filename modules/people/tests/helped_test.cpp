// SPDX-License-Identifier: Apache-2.0
#include "helped_api.h"
#include "measures.h"
#include "people_test.h"
#include "share.h"

namespace kith::people {
namespace {

class HelpedTest : public PeopleTest {
 protected:
  HelpedList list(const ListHelped& input, MemberId who = anna) {
    bench.clock.advance(minutes(1));
    auto found = bench.get<HelpedList>("/helped", input, who);
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    return found ? *std::move(found) : HelpedList{};
  }
  void help(std::int64_t thread, MemberId member, int thanked, int asked_again) {
    for (; thanked > 0; --thanked) {
      bench.asks(thread);
      bench.answers(thread, member);
      bench.thanks(thread);
    }
    for (; asked_again > 0; --asked_again) {
      bench.asks(thread);
      bench.answers(thread, member);
    }
  }
};

TEST_F(HelpedTest, shows_each_colleagues_questions_verdicts_and_newest_evidence) {
  bench.joins(ben, Department::logistics);
  help(1, anna, 4, 2);
  help(2, ben, 1, 1);
  const HelpedList found = list({});
  EXPECT_EQ(found.metric, "people.helped");
  EXPECT_EQ(found.counted, 8);
  EXPECT_FALSE(found.is_cut);
  ASSERT_EQ(found.colleagues.size(), 2U);
  const Help& first = found.colleagues[0];
  EXPECT_EQ(first.member_id, anna);
  EXPECT_EQ(first.questions, 6);
  EXPECT_EQ(first.answers, 6);
  EXPECT_EQ(first.helped, 4);
  EXPECT_EQ(first.did_not, 1);
  EXPECT_EQ(first.open, 1) << "the last one, which nobody has come back on";
  EXPECT_EQ(first.share.value, 8'000);
  EXPECT_EQ(first.newest.size(), 3U);
  EXPECT_GT(first.newest[0].question_id, first.newest[1].question_id);
  EXPECT_EQ(found.colleagues[1].department, Department::logistics);
  EXPECT_EQ(found.colleagues[1].share.status, FigureStatus::insufficient);
  EXPECT_EQ(found.colleagues[1].share.missing,
            "4 more answers of which somebody can say whether they helped");
}

TEST_F(HelpedTest, looks_at_its_window_alone_and_at_one_colleague_where_asked) {
  help(1, anna, 1, 0);
  bench.clock.advance(days(10));
  help(2, anna, 1, 0);
  help(3, ben, 1, 0);
  EXPECT_EQ(list({.days = 5}).counted, 2);
  EXPECT_EQ(list({.days = 11}).counted, 3);
  EXPECT_EQ(list({.member = "me"}, ben).counted, 1);
  EXPECT_EQ(list({.member = "11"}, ben).counted, 2);
  EXPECT_EQ(bench.get<HelpedList>("/helped", ListHelped{.member = "anna"}).error().code,
            ErrorCode::invalid);
}

TEST_F(HelpedTest, shows_a_colleague_their_own_and_nobody_elses) {
  help(1, anna, 2, 0);
  help(2, ben, 1, 0);
  bench.clock.advance(minutes(1));
  const auto own = bench.call<HelpedList>(HttpMethod::get, "/mine", ListMine{},
                                          bench.caller(ben, {"people.own.read"}));
  ASSERT_TRUE(own);
  ASSERT_EQ(own->colleagues.size(), 1U);
  EXPECT_EQ(own->colleagues[0].member_id, ben);
  EXPECT_EQ(bench
                .call<HelpedList>(HttpMethod::get, "/helped", ListHelped{},
                                  bench.caller(ben, {"people.own.read"}))
                .error()
                .code,
            ErrorCode::forbidden);
}

TEST_F(HelpedTest, observes_what_the_list_shows) {
  help(1, anna, 2, 2);
  bench.settle();
  const auto observed = bench.ask([&](QueryContext& context) {
    return observe_helped(context, {bench.clock.now() - days(1), bench.clock.now() + days(1)});
  });
  ASSERT_TRUE(observed);
  int helped = 0;
  int censored = 0;
  for (const Observation& each : *observed) {
    helped += each.is_censored ? 0 : static_cast<int>(each.value);
    censored += each.is_censored ? 1 : 0;
  }
  EXPECT_EQ(observed->size(), 4U);
  EXPECT_EQ(helped, 2);
  EXPECT_EQ(censored, 1);
}

// 0.8 of 10, by hand: centre .8 + 2.706025/20 = .93530, spread 1.645 * sqrt(.016 + .00676506)
// = .24820, scale 1.2706025.
TEST(Share, has_the_bounds_of_wilson) {
  const Share share = share_of(8, 10, 5, "answer", "answers");
  EXPECT_EQ(share.status, FigureStatus::ok);
  EXPECT_EQ(share.value, 8'000);
  EXPECT_EQ(share.lo, 5'408);
  EXPECT_EQ(share.hi, 9'314);
  EXPECT_EQ(share_of(1, 4, 5, "answer", "answers").missing, "1 more answer");
  EXPECT_EQ(share_of(0, 0, 3, "answer", "answers").missing, "3 more answers");
  EXPECT_FALSE(share_of(0, 0, 3, "answer", "answers").value);
}

}  // namespace
}  // namespace kith::people
