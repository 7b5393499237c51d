// SPDX-License-Identifier: Apache-2.0
#include "facets.h"
#include "logistics_test.h"
#include "measures.h"

namespace kith::logistics {
namespace {

class AlarmsTest : public LogisticsTest {
 protected:
  EpisodeView only_episode() {
    const auto all = bench.episodes();
    EXPECT_TRUE(all) << all.error().message;
    EXPECT_EQ(all->size(), 1U);
    return all && !all->empty() ? all->front() : EpisodeView{};
  }
  std::vector<EvidenceView> evidence(EpisodeId id) {
    std::vector<EvidenceView> all;
    ListEvidence input{.episode_id = id, .limit = 4};
    do {
      const auto page = bench.call<Page<EvidenceView>>(
          HttpMethod::get, "/episodes/{episode_id}/messages", input, bench.caller(anna));
      if (!page) {
        ADD_FAILURE() << page.error().message;
        break;
      }
      all.insert(all.end(), page->items.begin(), page->items.end());
      input.cursor = page->next;
    } while (input.cursor);
    return all;
  }
};

TEST_F(AlarmsTest, open_an_episode_once_more_speak_than_chance_explains) {
  const WatchId watch = quiet_watch();
  bench.storm(1, 6, "crack");
  EXPECT_TRUE(bench.episodes()->empty());
  bench.storm(7, 50, "crack");
  const EpisodeView episode = only_episode();
  EXPECT_EQ(episode.watch_id, watch);
  EXPECT_EQ(episode.state, EpisodeState::open);
  EXPECT_EQ(episode.opened_at, bench.clock.now());
  EXPECT_EQ(episode.people, 50);
  EXPECT_EQ(episode.people_seen, 50);
  EXPECT_LT(episode.people_usual, 100);
  EXPECT_EQ(episode.alarms, 44);
  EXPECT_EQ(episode.detector, Detector::burst) << "at its worst";
  const auto told = bench.told<EpisodeOpened>();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].second.episode_id, episode.id);
  EXPECT_EQ(told[0].first.subject, watch.value);
  EXPECT_EQ(told[0].second.people, 7);
}

TEST_F(AlarmsTest, come_of_a_slow_rise_too) {
  quiet_watch();
  for (int day = 0; day < 6; ++day) {
    bench.storm(1 + 3 * day, 3 + 3 * day, "crack");
    bench.clock.advance(hours(24));
  }
  const EpisodeView episode = only_episode();
  EXPECT_EQ(episode.detector, Detector::drift);
  EXPECT_EQ(episode.people_seen, 3) << "on its day";
  EXPECT_LT(episode.opened_at, bench.clock.now() - hours(48));
}

TEST_F(AlarmsTest, are_not_raised_by_one_loud_author) {
  quiet_watch();
  for (int message = 0; message < 80; ++message) {
    bench.says(1, "crack");
  }
  EXPECT_TRUE(bench.episodes()->empty());
}

TEST_F(AlarmsTest, are_not_raised_while_a_watch_is_learning) {
  bench.watches("cracks", {"crack"});
  bench.add_persons(1, 40);
  bench.storm(1, 40, "crack");
  EXPECT_TRUE(bench.episodes()->empty());
}

TEST_F(AlarmsTest, join_the_open_episode_and_begin_another_after_a_quiet_day) {
  quiet_watch();
  bench.storm(1, 20, "crack");
  bench.clock.advance(hours(20));
  bench.storm(21, 50, "crack");
  EXPECT_EQ(only_episode().people, 50);
  bench.clock.advance(hours(49));
  bench.storm(1, 50, "crack");
  const auto all = bench.episodes();
  ASSERT_EQ(all->size(), 2U);
  EXPECT_GT(all->at(0).opened_at, all->at(1).opened_at) << "newest first";
  EXPECT_EQ(bench.told<EpisodeOpened>().size(), 2U);
}

TEST_F(AlarmsTest, of_one_run_or_of_many_runs_make_the_same_episode) {
  std::vector<std::string> rows;
  for (const std::size_t most : {std::size_t{1}, std::size_t{3}, std::size_t{4000}}) {
    LogisticsBench each(most);
    each.watches("cracks", {"crack"});
    each.add_persons(1, 60);
    each.says(60, "crack");
    each.settle();
    each.clock.advance(std::chrono::days(10));
    each.storm(1, 40, "crack");
    EXPECT_EQ(each.told<EpisodeOpened>().size(), 1U);
    EXPECT_EQ(each.rebuild_difference(), "");
    rows.push_back(each.rows_of("logistics_pulse").substr(0, 60));
  }
  EXPECT_EQ(rows[0], rows[1]);
  EXPECT_EQ(rows[1], rows[2]);
}

TEST_F(AlarmsTest, are_seen_to_step_by_step) {
  quiet_watch();
  bench.storm(1, 20, "crack");
  const EpisodeId id = only_episode().id;
  ASSERT_TRUE(bench.act("acknowledge", OneEpisode{id}));
  EXPECT_EQ(bench.act("acknowledge", OneEpisode{id}).error().code, ErrorCode::rule);
  EXPECT_EQ(bench.act("own", OneEpisode{id}, 7).error().code, ErrorCode::stale);
  EXPECT_EQ(bench.act("own", OneEpisode{id}, 1)->owner_id, anna);
  ASSERT_TRUE(bench.act("mitigate", OneEpisode{id}));
  ASSERT_TRUE(bench.act("told", OneEpisode{id}));
  ASSERT_TRUE(bench.act("shelve", ShelveEpisode{id, bench.clock.now() + hours(48), "planned"}));
  ASSERT_TRUE(bench.act("unshelve", OneEpisode{id}));
  EXPECT_EQ(bench.act("close", CloseEpisode{id, "supplier_lot"})->cause, "supplier_lot");
  const auto reviewed = bench.act("review", ReviewEpisode{id, true});
  ASSERT_TRUE(reviewed) << reviewed.error().message;
  EXPECT_EQ(reviewed->state, EpisodeState::reviewed);
  EXPECT_EQ(reviewed->verdict, Verdict::right);
  EXPECT_EQ(bench.told<EpisodeMoved>().size(), 8U);
  EXPECT_EQ(bench.episodes({.state = EpisodeState::reviewed})->size(), 1U);
  EXPECT_EQ(bench.episodes({.state = EpisodeState::open})->size(), 0U);
  EXPECT_EQ(bench.act("acknowledge", OneEpisode{{99}}).error().code, ErrorCode::not_found);
}

TEST_F(AlarmsTest, open_a_closed_episode_again_when_it_grows_worse_by_two) {
  quiet_watch();
  bench.storm(1, 15, "crack");
  const EpisodeId id = only_episode().id;
  ASSERT_TRUE(bench.act("close", CloseEpisode{id, "one_shop"}));
  bench.add_persons(100, 499);
  bench.storm(100, 120, "crack");
  EXPECT_EQ(only_episode().state, EpisodeState::closed);
  bench.storm(121, 499, "crack");
  EXPECT_EQ(only_episode().state, EpisodeState::open);
  EXPECT_EQ(only_episode().reopened, 1);
  const auto told = bench.told<EpisodeReopened>();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].second.episode_id, id);
}

TEST_F(AlarmsTest, show_the_people_and_messages_behind_them) {
  quiet_watch();
  bench.says(59, "crack", bench.clock.now() - hours(30));
  const MessageId before = bench.says(58, "crack", bench.clock.now() - hours(3));
  bench.storm(1, 20, "crack");
  const MessageId gone = bench.says(21, "crack");
  bench.deletes(21, gone);
  const EpisodeView episode = *bench.episode(only_episode().id);
  const std::vector<EvidenceView> messages = evidence(episode.id);
  ASSERT_EQ(messages.size(), 21U);
  EXPECT_EQ(messages[0].message_id, before) << "the day before belongs to it";
  EXPECT_EQ(episode.persons, 21);

  bench.becomes_part_of(2, 1);
  EXPECT_EQ(bench.episode(episode.id)->persons, 20) << "one person, however many accounts";
  EXPECT_EQ(evidence(episode.id)[2].person_id, PersonId{1});
  bench.becomes_part_of(2, 2);
  EXPECT_EQ(bench.episode(episode.id)->persons, 21) << "undoing a merge gives them back";
}

TEST_F(AlarmsTest, are_told_of_the_message_and_of_the_person) {
  const WatchId watch = quiet_watch();
  const MessageId other = bench.says(1, "fine");
  const MessageId lone = bench.says(2, "crack", bench.clock.now() - hours(40));
  bench.storm(1, 20, "crack");
  const MessageId part = bench.says(30, "crack");
  const auto of = [&](MessageId message) {
    bench.settle();
    return bench.ask([&](QueryContext& context) { return message_facet(context, message); });
  };
  EXPECT_EQ(of(other).error().code, ErrorCode::not_found);
  ASSERT_TRUE(of(lone));
  EXPECT_EQ(of(lone)->watches[0].watch_id, watch);
  EXPECT_FALSE(of(lone)->watches[0].episode_id);
  ASSERT_TRUE(of(part));
  EXPECT_EQ(of(part)->watches[0].episode_id, only_episode().id);
  EXPECT_EQ(of(part)->watches[0].state, EpisodeState::open);
  EXPECT_EQ(of(part)->watches[0].people, 21);

  const auto person = [&](std::int64_t id) {
    return bench.ask([&](QueryContext& context) { return person_facet(context, PersonId{id}); });
  };
  EXPECT_EQ(person(40).error().code, ErrorCode::not_found);
  ASSERT_TRUE(person(2));
  EXPECT_EQ(person(2)->messages, 2);
  EXPECT_EQ(person(2)->watch_ids, std::vector<WatchId>{watch});
  bench.becomes_part_of(3, 2);
  EXPECT_EQ(person(3)->messages, 3) << "what the whole person said";
}

TEST_F(AlarmsTest, have_figures_of_their_own_worth) {
  quiet_watch();
  bench.storm(1, 20, "crack");
  const EpisodeView episode = only_episode();
  const Window window{bench.clock.now() - hours(24), bench.clock.now() + hours(24)};
  const auto acknowledged = [&] {
    return bench
        .ask([&](QueryContext& context) { return observe_acknowledgements(context, window); })
        ->at(0);
  };
  bench.clock.advance(minutes(12));
  EXPECT_TRUE(acknowledged().is_censored);
  ASSERT_TRUE(bench.act("acknowledge", OneEpisode{episode.id}));
  bench.clock.advance(minutes(12));
  EXPECT_FALSE(acknowledged().is_censored);
  EXPECT_EQ(acknowledged().value, 12);
  EXPECT_EQ(acknowledged().message, episode.opened_by);
  ASSERT_TRUE(bench.act("close", CloseEpisode{episode.id, "x"}));
  ASSERT_TRUE(bench.act("review", ReviewEpisode{episode.id, false}));
  const auto verdicts =
      bench.ask([&](QueryContext& context) { return observe_verdicts(context, window); });
  EXPECT_EQ(verdicts->at(0).value, 0);
  EXPECT_FALSE(verdicts->at(0).is_censored);
}

TEST_F(AlarmsTest, are_critical_once_they_are_owned_and_until_they_are_over) {
  quiet_watch();
  bench.add_persons(100, 299);
  bench.storm(100, 299, "crack");
  const EpisodeView episode = only_episode();
  ASSERT_GE(episode.severity, 600);
  const auto critical = [&](Time to) {
    return bench.ask(
        [&](QueryContext& context) { return observe_critical(context, {to - hours(24), to}); });
  };
  const Time alarmed = bench.clock.now();
  EXPECT_TRUE(critical(alarmed + hours(1))->empty()) << "nobody has confirmed it";
  bench.clock.advance(hours(2));
  ASSERT_TRUE(bench.act("own", OneEpisode{episode.id}));
  const auto owned = critical(bench.clock.now());
  ASSERT_EQ(owned->size(), 1U);
  EXPECT_EQ(owned->at(0).message, episode.opened_by);
  EXPECT_EQ(critical(bench.clock.now() + hours(24 * 40))->size(), 1U) << "however long it lasts";
  bench.clock.advance(hours(2));
  ASSERT_TRUE(bench.act("close", CloseEpisode{episode.id, "x"}));
  EXPECT_TRUE(critical(bench.clock.now())->empty());
  EXPECT_EQ(critical(bench.clock.now() - hours(1))->size(), 1U) << "it was, an hour ago";
  EXPECT_TRUE(critical(alarmed + hours(1))->empty()) << "and was not before it was owned";
}

TEST_F(AlarmsTest, of_a_lower_severity_are_not_critical) {
  quiet_watch();
  bench.storm(1, 15, "crack");
  const EpisodeView episode = only_episode();
  ASSERT_LT(episode.severity, 600);
  ASSERT_TRUE(bench.act("own", OneEpisode{episode.id}));
  const Window window{bench.clock.now() - hours(24), bench.clock.now()};
  EXPECT_TRUE(
      bench.ask([&](QueryContext& context) { return observe_critical(context, window); })->empty());
}

}  // namespace
}  // namespace kith::logistics
