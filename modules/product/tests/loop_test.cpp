// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include "product_test.h"
#include "telling.h"

#include "facets.h"
#include "measures.h"

namespace kith::product {
namespace {

using std::chrono::days;
using std::chrono::hours;

/// From heard to told.
class LoopTest : public ProductTest {
 protected:
  /// A request that persons 1 … `persons` asked for.
  RequestId asked_by(int persons) {
    const RequestId request = bench.creates("Dark mode");
    for (int person = 1; person <= persons; ++person) {
      bench.add_person(person);
      EXPECT_TRUE(bench.adds(request, bench.writes(person, "Dark mode?")));
    }
    return request;
  }
  std::vector<std::int64_t> drafted_in() const {
    std::vector<std::int64_t> conversations;
    for (const DraftReply& each : bench.drafts) {
      conversations.push_back(each.conversation.value);
    }
    std::ranges::sort(conversations);
    return conversations;
  }
  Result<PersonFacet> asked_for(std::int64_t person) {
    bench.settle();
    return bench.ask(
        [&](QueryContext& context) { return person_facet(context, PersonId{person}); });
  }
  std::vector<Observation> outcomes() {
    const auto seen = bench.ask([&](QueryContext& context) {
      return observe_told(context, {Time{1}, bench.clock.now() + days(1)});
    });
    EXPECT_TRUE(seen) << seen.error().message << seen.error().detail;
    return seen.value_or(std::vector<Observation>());
  }
};

using Numbers = std::vector<std::int64_t>;

TEST_F(LoopTest, runs_from_heard_to_told) {
  const RequestId request = asked_by(2);
  ASSERT_TRUE(bench.decides(request, RequestState::planned, "Many ask."));
  bench.clock.advance(hours(1));
  const auto shipped = bench.ships(request);
  ASSERT_TRUE(shipped) << shipped.error().message;
  EXPECT_EQ(shipped->state, RequestState::shipped);
  EXPECT_EQ(shipped->reason, "Many ask.");
  EXPECT_EQ(shipped->shipped_at, bench.clock.now());
  bench.drafts_all();
  EXPECT_EQ(drafted_in(), (Numbers{1, 2}));
  EXPECT_EQ(bench.drafts.at(0).text, "It is there.");
  EXPECT_EQ(bench.drafts.at(0).about, (Subject{Noun::own, request.value}));
  EXPECT_EQ(bench.shows(request).askers.drafted, 2);
  EXPECT_EQ(bench.shows(request).request.told, 0);
  EXPECT_EQ(asked_for(1)->untold, 1);

  const MessageId reply = bench.sends(1);
  const RequestDetail after = bench.shows(request);
  EXPECT_EQ(after.request.told, 1);
  EXPECT_EQ(after.askers.told, 1);
  EXPECT_EQ(after.askers.drafted, 1);
  EXPECT_EQ(asked_for(1)->untold, 0);
  EXPECT_TRUE(asked_for(1)->asked_for.at(0).told_at);
  const auto told = bench.told<AskerTold>();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].second.person_id, PersonId{1});
  EXPECT_EQ(told[0].second.message_id, reply);
}

TEST_F(LoopTest, tells_in_the_newest_conversation_that_carries_evidence) {
  const RequestId request = asked_by(1);
  bench.add_conversation(50, 1);
  bench.add_conversation(51, 1);
  ASSERT_TRUE(bench.adds(request, bench.writes(1, "Still no dark mode?", 50)));
  bench.writes(1, "Something else", 51);
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  EXPECT_EQ(drafted_in(), Numbers{50});
}

TEST_F(LoopTest, tells_a_person_once_however_many_addresses_they_asked_from) {
  const RequestId request = asked_by(3);
  bench.merge_person(1, 3);
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  EXPECT_EQ(drafted_in(), (Numbers{2, 3}));
  bench.sends(1);
  bench.sends(2);
  EXPECT_EQ(bench.shows(request).askers.told, 2);
  bench.unmerge_person(1, 3);
  EXPECT_EQ(bench.shows(request).askers.told, 3) << "who they were then, was told";
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  EXPECT_EQ(bench.drafts.size(), 2U);
}

TEST_F(LoopTest, tells_all_who_asked_in_one_conversation_by_one_reply) {
  const RequestId request = asked_by(1);
  bench.add_person(2);
  ASSERT_TRUE(bench.adds(request, bench.writes(2, "Me too, dark mode", 1)));
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  EXPECT_EQ(drafted_in(), Numbers{1});
  bench.sends(1);
  EXPECT_EQ(bench.shows(request).askers.told, 2);
}

TEST_F(LoopTest, tells_nobody_who_was_erased_excluded_or_whose_conversation_is_gone) {
  const RequestId request = asked_by(4);
  bench.execute("UPDATE person SET erased_at = 5 WHERE id = 1");
  bench.execute("UPDATE person SET is_excluded = 1 WHERE id = 2");
  bench.execute("UPDATE conversation SET deleted_at = 5 WHERE id = 3");
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  EXPECT_EQ(drafted_in(), Numbers{4});
}

TEST_F(LoopTest, drafts_for_many_in_pieces_each_once) {
  const RequestId request = asked_by(250);
  ASSERT_TRUE(bench.ships(request));
  EXPECT_TRUE(bench.drafts.empty());
  bench.fire_timers();
  bench.settle();
  EXPECT_EQ(bench.drafts.size(), most_drafts);
  bench.drafts_all();
  Numbers everybody(250);
  std::iota(everybody.begin(), everybody.end(), 1);
  EXPECT_EQ(drafted_in(), everybody);
  EXPECT_TRUE(bench.verbs.timers.empty());
}

TEST_F(LoopTest, tells_who_asked_since_when_it_is_shipped_again) {
  const RequestId request = asked_by(1);
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  bench.add_person(2);
  ASSERT_TRUE(bench.adds(request, bench.writes(2, "Dark mode, please")));
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  EXPECT_EQ(drafted_in(), (Numbers{1, 2}));
}

TEST_F(LoopTest, tells_who_asked_since_where_another_was_told_already) {
  const RequestId request = asked_by(1);
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  bench.sends(1);
  bench.add_person(2);
  ASSERT_TRUE(bench.adds(request, bench.writes(2, "Dark mode here too", 1)));
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  EXPECT_EQ(drafted_in(), (Numbers{1, 1}));
  bench.discards(2);
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  ASSERT_EQ(bench.drafts.size(), 3U) << "one for the second person, none for the first";
  bench.sends(3);
  EXPECT_EQ(bench.shows(request).request.told, 2);
  EXPECT_EQ(bench.told<AskerTold>().size(), 2U);
}

TEST_F(LoopTest, adds_who_asked_since_to_a_reply_that_waits) {
  const RequestId request = asked_by(1);
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  bench.add_person(2);
  ASSERT_TRUE(bench.adds(request, bench.writes(2, "Dark mode here too", 1)));
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  EXPECT_EQ(drafted_in(), Numbers{1});
  bench.sends(1);
  EXPECT_EQ(bench.shows(request).request.told, 2);
}

TEST_F(LoopTest, tells_nobody_again_who_was_told_of_a_part) {
  const RequestId request = asked_by(2);
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  bench.sends(1);
  const RequestId whole = bench.creates("Looks");
  ASSERT_TRUE(bench.merges(request, whole));
  ASSERT_TRUE(bench.ships(whole));
  bench.drafts_all();
  EXPECT_EQ(bench.drafts.size(), 3U) << "two before, and one for who was not told";
  EXPECT_EQ(bench.shows(whole).request.told, 1);
}

TEST_F(LoopTest, drafts_again_what_was_discarded) {
  const RequestId request = asked_by(1);
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  bench.discards(1);
  EXPECT_EQ(bench.shows(request).askers.drafted, 0);
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  EXPECT_EQ(drafted_in(), (Numbers{1, 1}));
  bench.sends(2);
  EXPECT_EQ(bench.shows(request).request.told, 1);
}

TEST_F(LoopTest, hears_of_a_reply_that_was_drafted_and_sent_while_it_was_behind) {
  const RequestId request = asked_by(1);
  ASSERT_TRUE(bench.ships(request));
  bench.happens(
      1, ReplyDrafted{
             .draft_id = {900}, .thread_id = {1}, .module = "sales", .about_id = request.value});
  bench.fire_timers();
  bench.settle();
  bench.happens(1, ReplySent{.message_id = {5000}, .member_id = anna, .draft_id = {900}});
  bench.happens(1, ReplySent{.message_id = {5001}, .member_id = anna});
  EXPECT_EQ(bench.shows(request).request.told, 0) << "those are others' replies";
  bench.sends(1);
  EXPECT_EQ(bench.shows(request).request.told, 1);
}

TEST_F(LoopTest, tells_the_askers_of_merged_requests) {
  const RequestId request = asked_by(2);
  const RequestId other = bench.creates("Night mode");
  bench.add_person(3);
  ASSERT_TRUE(bench.adds(other, bench.writes(3, "Night mode?")));
  ASSERT_TRUE(bench.merges(other, request));
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  EXPECT_EQ(drafted_in(), (Numbers{1, 2, 3}));
  bench.sends(1);
  bench.sends(2);
  bench.sends(3);
  EXPECT_EQ(bench.shows(request).request.told, 3);
  ASSERT_TRUE(bench.unmerges(other));
  EXPECT_EQ(bench.shows(request).request.told, 2);
  EXPECT_EQ(bench.shows(other).request.state, RequestState::heard);
}

TEST_F(LoopTest, is_measured_by_person) {
  const RequestId request = asked_by(3);
  bench.creates("Not shipped");
  EXPECT_TRUE(outcomes().empty());
  ASSERT_TRUE(bench.ships(request));
  bench.drafts_all();
  bench.sends(1);
  bench.settle();
  bench.clock.advance(hours(1));
  const std::vector<Observation> seen = outcomes();
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_EQ(seen[0].value + seen[1].value + seen[2].value, 1);
  EXPECT_NE(seen[0].message, seen[1].message);
}

}  // namespace
}  // namespace kith::product
