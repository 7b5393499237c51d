// SPDX-License-Identifier: Apache-2.0
#include "marketing_test.h"

namespace kith::marketing {
namespace {

class StoriesTest : public MarketingTest {
 protected:
  void open_gate() {
    bench.owns_all();
    bench.end_days(1, 14);
    ASSERT_EQ(bench.gate().state, GateState::open);
  }
  /// Somebody outside said something.
  void says(std::int64_t message, std::int64_t person, Direction direction = Direction::inbound) {
    const std::string id = std::to_string(person);
    bench.execute(
        "INSERT OR IGNORE INTO person(id, name, root, is_excluded, first_seen_at) VALUES(" + id +
        ", '', " + id + ", 0, 1)");
    bench.execute(
        "INSERT OR IGNORE INTO identity(id, channel, native_hash, native_id, name, person, "
        "evidence) VALUES(" +
        id + ", 1, '" + id + "', '', '', " + id + ", '')");
    bench.execute(
        "INSERT OR IGNORE INTO conversation(id, number, channel, subject, person, root, "
        "opened_at) VALUES(" +
        id + ", " + id + ", 1, '', " + id + ", " + id + ", 1)");
    bench.execute(
        "INSERT INTO message(id, conversation, identity, member, direction, delivery, "
        "needs_reply, posted_at, language, revision, erased_at, text, tags) VALUES(" +
        std::to_string(message) + ", " + id + ", " + id + ", 0, " +
        std::to_string(static_cast<int>(direction)) + ", 0, 0, 1, 'en', 1, 0, 'It is good', '')");
  }
};

TEST_F(StoriesTest, are_locked_in_a_new_workspace_with_seven_reasons_in_words) {
  const auto refused = bench.adds_story();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::locked);
  EXPECT_EQ(refused.error().message,
            "Marketing is locked. All seven have not held for 14 days running yet. It opens after "
            "14 more days on which all seven hold, one after another.");
  ASSERT_EQ(refused.error().faults.size(), 7U);
  for (std::size_t each = 0; each < 7; ++each) {
    const Fault& fault = refused.error().faults[each];
    EXPECT_EQ(fault.code, "R" + std::to_string(each + 1));
    EXPECT_GT(fault.message.size(), 60U) << fault.message;
  }
  EXPECT_NE(refused.error().faults[6].message.find("Service has no owner."), std::string::npos);
  EXPECT_TRUE(bench.told<StoryAdded>().empty());
  EXPECT_EQ(bench.number("SELECT count(*) FROM marketing_story"), 0);
}

TEST_F(StoriesTest, may_be_told_once_the_gate_is_open) {
  open_gate();
  says(500, 5);
  const auto story = bench.adds_story({MessageId{500}});
  ASSERT_TRUE(story) << story.error().message;
  EXPECT_EQ(story->title, "Ten years with one bottle");
  EXPECT_EQ(story->message_ids, std::vector<MessageId>{MessageId{500}});
  EXPECT_EQ(story->member_id, anna);
  EXPECT_FALSE(story->granted_by);
  ASSERT_EQ(bench.told<StoryAdded>().size(), 1U);
  const auto page =
      bench.call<Page<StoryView>>(HttpMethod::get, "/stories", ListStories{}, bench.caller(anna));
  ASSERT_EQ(page->items.size(), 1U);
  EXPECT_EQ(page->items[0].message_ids.size(), 1U);
}

TEST_F(StoriesTest, quote_nothing_but_what_customers_said_and_left_there) {
  open_gate();
  says(500, 5, Direction::outbound);
  EXPECT_EQ(bench.adds_story({MessageId{499}}).error().code, ErrorCode::not_found);
  EXPECT_EQ(bench.adds_story({MessageId{500}}).error().code, ErrorCode::not_found);
}

TEST_F(StoriesTest, lose_their_words_with_what_they_quote) {
  open_gate();
  says(500, 5);
  says(600, 6);
  const StoryId first = bench.adds_story({MessageId{500}})->id;
  const StoryId second = bench.adds_story({MessageId{600}})->id;
  const StoryId third = bench.adds_story()->id;
  bench.happens(5, MessageDeleted{MessageId{500}});
  bench.happens(6, PersonErased{1});
  bench.settle();
  for (const StoryId gone : {first, second}) {
    EXPECT_TRUE(bench.story(gone)->is_withdrawn);
    EXPECT_EQ(bench.story(gone)->title, "");
    EXPECT_EQ(bench.story(gone)->text, "");
  }
  EXPECT_FALSE(bench.story(third)->is_withdrawn);
}

TEST_F(StoriesTest, are_let_through_by_an_override_that_says_so_and_opens_nothing) {
  const auto granted = bench.grants();
  ASSERT_TRUE(granted) << granted.error().message;
  EXPECT_TRUE(granted->is_running);
  EXPECT_EQ(granted->until, bench.clock.now() + std::chrono::hours(24 * 7));
  const auto story = bench.adds_story();
  ASSERT_TRUE(story);
  EXPECT_EQ(story->granted_by, granted->id);
  const GateView gate = bench.gate();
  EXPECT_EQ(gate.state, GateState::locked);
  EXPECT_TRUE(gate.may_publish);
  ASSERT_TRUE(gate.running_override);
  EXPECT_EQ(gate.running_override->reason, "The fair begins before the figures do.");
  EXPECT_NE(gate.words.find("the gate stays locked"), std::string::npos);
}

TEST_F(StoriesTest, are_locked_again_when_the_override_is_over_or_was_ended) {
  const auto first = bench.grants();
  bench.clock.advance(std::chrono::hours(24 * 7));
  EXPECT_EQ(bench.adds_story().error().code, ErrorCode::locked);
  EXPECT_FALSE(bench.gate().running_override);
  const auto second = bench.grants(1);
  ASSERT_TRUE(second);
  ASSERT_TRUE(bench.adds_story());
  EXPECT_EQ(bench.ends_override(second->id, 2).error().code, ErrorCode::stale);
  (void)bench.ends_override(second->id, 1);
  EXPECT_EQ(bench.adds_story().error().code, ErrorCode::locked);
  EXPECT_EQ(bench.told<OverrideGranted>().size(), 2U);
  EXPECT_EQ(bench.told<OverrideEnded>().size(), 1U);
}

TEST_F(StoriesTest, are_overridden_once_at_a_time_and_never_while_the_gate_is_open) {
  ASSERT_TRUE(bench.grants());
  EXPECT_EQ(bench.grants().error().code, ErrorCode::conflict);
  bench.owns_all();
  bench.end_days(1, 14);
  EXPECT_EQ(bench.grants().error().code, ErrorCode::rule);
}

TEST_F(StoriesTest, wait_for_fourteen_good_days_whatever_was_overridden) {
  bench.owns_all();
  for (int week = 0; week < 4; ++week) {
    bench.end_days(week * 7 + 1, week * 7 + 7, {.median_hours = 7});
    ASSERT_TRUE(bench.grants());
    EXPECT_EQ(bench.gate().state, GateState::locked);
    bench.clock.advance(std::chrono::hours(24 * 7));
  }
  EXPECT_TRUE(bench.told<GateChanged>().empty());
}

}  // namespace
}  // namespace kith::marketing
