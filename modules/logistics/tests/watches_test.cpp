// SPDX-License-Identifier: Apache-2.0
#include "logistics_test.h"

namespace kith::logistics {
namespace {

class WatchesTest : public LogisticsTest {
 protected:
  Result<WatchView> create(const CreateWatch& input) {
    return bench.call<WatchView>(HttpMethod::post, "/watches", input, bench.caller(anna));
  }
  Result<WatchView> change(const ChangeWatch& input, std::int64_t revision) {
    return bench.call<WatchView>(HttpMethod::patch, "/watches/{watch_id}", input,
                                 bench.caller(anna), revision);
  }
  std::int64_t noted(WatchId watch) {
    bench.settle();
    return bench.number("SELECT count(*) FROM logistics_noted WHERE watch = " +
                        std::to_string(watch.value));
  }
};

TEST_F(WatchesTest, are_made_changed_and_ended) {
  const auto made = create({.name = "Cracked lids",
                            .topic = "cracks",
                            .product = "Kettle 2",
                            .topic_terms = {"crack", "cracked lid"},
                            .product_terms = {"kettle"}});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->revision, 1);
  EXPECT_EQ(made->alarm_at, usual_alarm);
  EXPECT_TRUE(made->is_learning);
  EXPECT_EQ(made->topic_terms, (std::vector<std::string>{"crack", "cracked lid"}));

  const auto stale = change({.watch_id = made->id, .name = "Lids"}, 7);
  EXPECT_EQ(stale.error().code, ErrorCode::stale);
  const auto changed =
      change({.watch_id = made->id, .name = "Lids", .topic_terms = {{"lid"}}, .alarm_at = 500}, 1);
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_EQ(changed->name, "Lids");
  EXPECT_EQ(changed->topic_terms, std::vector<std::string>{"lid"});
  EXPECT_EQ(changed->product_terms, std::vector<std::string>{"kettle"});
  EXPECT_EQ(changed->revision, 2);

  // Answered without a body.
  (void)bench.call<Nothing>(HttpMethod::del, "/watches/{watch_id}", OneWatch{made->id},
                            bench.caller(anna), 2);
  const auto listed =
      bench.call<Page<WatchView>>(HttpMethod::get, "/watches", Nothing{}, bench.caller(anna));
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->items.size(), 1U);
  EXPECT_FALSE(listed->items[0].is_active);
  EXPECT_EQ(bench.told<WatchChanged>().size(), 3U);
}

TEST_F(WatchesTest, have_names_of_their_own) {
  ASSERT_TRUE(create({.name = "a", .topic = "t", .topic_terms = {"x"}}));
  const auto twice = create({.name = "a", .topic = "t", .topic_terms = {"x"}});
  EXPECT_EQ(twice.error().code, ErrorCode::conflict);
  EXPECT_EQ(twice.error().field, "/name");
}

TEST_F(WatchesTest, are_two_hundred_at_most) {
  for (std::size_t watch = 0; watch < most_watches; ++watch) {
    ASSERT_TRUE(create({.name = std::to_string(watch), .topic = "t", .topic_terms = {"x"}}));
  }
  EXPECT_EQ(create({.name = "more", .topic = "t", .topic_terms = {"x"}}).error().code,
            ErrorCode::rule);
  bench.add_person(1);
  bench.says(1, "x");
  bench.settle();
  EXPECT_EQ(bench.told<MessageNoted>().size(), most_watches_of_message)
      << "one message counts for eight watches at most";
}

TEST_F(WatchesTest, hear_a_message_that_holds_a_term_of_each_kind) {
  const auto made = create({.name = "w",
                            .topic = "cracks",
                            .topic_terms = {"crack", "broken lid"},
                            .product_terms = {"kettle"},
                            .region_terms = {"Berlin", "Potsdam"}});
  bench.add_persons(1, 3);
  bench.says(1, "My kettle has a crack");
  bench.says(1, "a crack in Berlin");
  EXPECT_EQ(noted(made->id), 0);
  bench.says(2, "Crack in my KETTLE, bought in berlin");
  bench.says(3, "broken lid on a kettle from Potsdam");
  bench.says(3, "the lid is broken, kettle from Potsdam");
  EXPECT_EQ(noted(made->id), 2);
}

TEST_F(WatchesTest, hear_whole_words_from_outside_and_nobody_who_is_excluded) {
  const WatchId watch = bench.watches("w", {"crack"});
  bench.add_persons(1, 1);
  bench.add_person(2, true);
  bench.add_person(3);
  bench.becomes_part_of(3, 2);
  bench.says(1, "crackers are fine");
  bench.says(1, "we found no crack", {}, Direction::outbound);
  bench.says(1, "crack?", {}, Direction::note);
  bench.says(2, "crack");
  bench.says(3, "crack");
  EXPECT_EQ(noted(watch), 0);
  bench.says(1, "crack");
  EXPECT_EQ(noted(watch), 1);
}

TEST_F(WatchesTest, hear_nothing_once_they_are_ended_and_go_on_when_they_listen_again) {
  const WatchId watch = bench.watches("w", {"crack"});
  bench.add_persons(1, 2);
  bench.says(1, "crack");
  EXPECT_EQ(noted(watch), 1);
  ASSERT_TRUE(change({.watch_id = watch, .is_active = false}, 1));
  bench.says(2, "crack");
  EXPECT_EQ(noted(watch), 1);
  ASSERT_TRUE(change({.watch_id = watch, .is_active = true}, 2));
  bench.says(2, "crack");
  EXPECT_EQ(noted(watch), 2);
}

TEST_F(WatchesTest, learn_from_messages_and_from_silence) {
  const WatchId watch = bench.watches("w", {"crack"});
  bench.add_person(1);
  bench.says(1, "crack");
  bench.settle();
  const auto view = [&] {
    return bench.call<WatchView>(HttpMethod::get, "/watches/{watch_id}", OneWatch{watch},
                                 bench.caller(anna));
  };
  EXPECT_TRUE(view()->is_learning);
  bench.clock.advance(hours(61));
  EXPECT_FALSE(view()->is_learning) << "nothing happened, and it has learnt that";
  EXPECT_LT(view()->people_usual, 100);
}

}  // namespace
}  // namespace kith::logistics
