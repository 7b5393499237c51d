// SPDX-License-Identifier: Apache-2.0
// The attacks that metrics.md section 2 makes part of the definition.
#include "mention_test.h"

namespace kith::marketing {
namespace {

class AttackTest : public MentionTest {
 protected:
  /// Twenty-five people, each with a word of their own, so that there is a figure.
  void SetUp() override {
    bench.add_persons(1, 25);
    for (std::int64_t person = 1; person <= 25; ++person) {
      bench.clock.advance(hours(7));
      said_.push_back(bench.writes({.person = person, .text = own_word(person)}));
    }
    before_ = bench.word_of_mouth();
    ASSERT_EQ(before_.status, FigureStatus::ok);
    ASSERT_EQ(before_.persons, 25);
    ASSERT_EQ(before_.positive, 25 * 600'000);
    experiences_ = bench.experiences().size();
    ASSERT_EQ(experiences_, 25U);
  }

  /// A recommendation in words that no other person uses.
  static std::string own_word(std::int64_t person) {
    std::string made;
    for (int word = 0; word < 12; ++word) {
      made += " w" + std::to_string(person * 7919 + word * 104729);
    }
    return "I bought mine years ago" + made + ". I recommend it to all.";
  }

  std::vector<MessageId> said_;
  WordOfMouthView before_;
  std::size_t experiences_ = 0;
};

TEST_F(AttackTest, ten_thousand_likes_change_nothing) {
  // A like is no post, so it is no event that marketing hears: nothing it listens to, and nothing
  // it keeps, has a place for one.
  for (const Subscription& each : module().subscriptions) {
    for (const char* vanity : {"like", "follow", "reaction", "share", "reach", "view"}) {
      EXPECT_EQ(each.event_type.find(vanity), std::string_view::npos) << each.event_type;
    }
  }
  for (const Statement* each : module().statements) {
    for (const char* vanity : {"likes", "followers", "reactions", "impressions"}) {
      EXPECT_EQ(each->text.find(vanity), std::string_view::npos) << each->name;
    }
  }
  // Even where a network tells a like as a message of ten thousand people, it holds no words.
  bench.add_persons(1001, 1100);
  const std::int64_t thread = bench.open({});
  for (int like = 0; like < 10'000; ++like) {
    bench.writes({.person = 1001 + like % 100, .text = "\xF0\x9F\x91\x8D", .thread = thread});
  }
  const WordOfMouthView after = bench.word_of_mouth();
  EXPECT_EQ(after.positive, before_.positive);
  EXPECT_EQ(after.net, before_.net);
  EXPECT_EQ(after.persons, before_.persons);
  EXPECT_EQ(bench.told<MentionNoted>().size(), 25U);
}

TEST_F(AttackTest, five_hundred_copies_by_fifty_accounts_change_at_most_one_act) {
  bench.add_persons(101, 150);
  for (int copy = 0; copy < 500; ++copy) {
    const std::string own = " " + std::to_string(copy % 3);
    bench.writes({.person = 101 + copy % 50, .text = good_word + own});
    bench.clock.advance(std::chrono::milliseconds(1200));
  }
  const WordOfMouthView after = bench.word_of_mouth();
  EXPECT_LE(std::abs(after.positive - before_.positive), 600'000);
  EXPECT_EQ(after.positive, before_.positive) << "they acted together, so they weigh nothing";
  EXPECT_EQ(after.copied, 500);
  EXPECT_LE(bench.experiences().size(), experiences_ + 1);
}

TEST_F(AttackTest, copies_that_are_spread_in_time_change_at_most_one_act_too) {
  bench.add_persons(101, 150);
  for (int copy = 0; copy < 50; ++copy) {
    bench.writes({.person = 101 + copy, .text = good_word});
    bench.clock.advance(minutes(55));
    bench.settle();
  }
  const WordOfMouthView after = bench.word_of_mouth();
  EXPECT_GT(after.positive, before_.positive);
  EXPECT_LE(after.positive - before_.positive, 600'000 + 50);
  EXPECT_EQ(bench.experiences().size(), experiences_ + 1);
}

TEST_F(AttackTest, a_staff_list_changes_nothing) {
  for (std::int64_t person = 201; person <= 230; ++person) {
    bench.add_person(person, true);
    bench.writes({.person = person, .text = own_word(person)});
  }
  EXPECT_EQ(bench.word_of_mouth().positive, before_.positive);
  EXPECT_EQ(bench.word_of_mouth().persons, before_.persons);
  // Staff that repeat what a customer said take nothing from that customer either.
  bench.writes({.person = 201, .text = own_word(25)});
  EXPECT_EQ(bench.word_of_mouth().positive, before_.positive);
  EXPECT_EQ(bench.experiences().size(), experiences_);
}

TEST_F(AttackTest, who_turns_out_to_be_staff_is_out_for_all_time) {
  bench.exclude(3);
  EXPECT_EQ(bench.word_of_mouth().positive, before_.positive - 600'000);
}

TEST_F(AttackTest, a_reward_recorded_afterwards_moves_the_act_out) {
  bench.clock.advance(hours(24 * 10));
  const MentionView shown = bench.shows(said_[4]);
  ASSERT_TRUE(bench.corrects(said_[4], {shown.kind, shown.experience, Independence::rewarded}));
  const WordOfMouthView after = bench.word_of_mouth();
  EXPECT_EQ(after.positive, before_.positive - 600'000);
  EXPECT_EQ(after.incentivised, 1);
  EXPECT_EQ(bench.experiences().size(), experiences_ - 1);
  // It was a mistake: back it comes.
  ASSERT_TRUE(bench.corrects(said_[4], {shown.kind, shown.experience, Independence::earned}));
  EXPECT_EQ(bench.word_of_mouth().positive, before_.positive);
}

TEST_F(AttackTest, one_loud_person_counts_one_and_a_half_times) {
  for (int again = 0; again < 30; ++again) {
    bench.clock.advance(minutes(30));
    bench.writes({.person = 7, .text = own_word(5000 + again)});
  }
  const WordOfMouthView after = bench.word_of_mouth();
  EXPECT_EQ(after.positive, before_.positive + 300'000);
  EXPECT_EQ(after.persons, before_.persons);
  EXPECT_EQ(bench.experiences().size(), experiences_);
}

}  // namespace
}  // namespace kith::marketing
