// SPDX-License-Identifier: Apache-2.0
#include <random>

#include "logistics_test.h"

namespace kith::logistics {
namespace {

/// A company in which anything may happen next, by seed.
class RandomStory {
 public:
  RandomStory(LogisticsBench& bench, std::uint64_t seed) : bench_(bench), random_(seed) {
    for (const char* term : {"crack", "delay", "smell"}) {
      watches_.push_back(bench_.watches(term, {term}, 150));
    }
    bench_.add_persons(1, people);
    bench_.says(1, "crack delay smell");
    bench_.clock.advance(std::chrono::days(4));
  }

  void step() {
    switch (below(12)) {
      case 0: bench_.clock.advance(minutes(below(90))); break;
      case 1: bench_.clock.advance(hours(below(40))); break;
      case 2: change(); break;
      case 3: take_back(); break;
      case 4: merge(); break;
      case 5: move(); break;
      case 6: import(); break;
      case 7: bench_.settle(); break;
      case 8: storm(); break;
      default: speak(); break;
    }
  }

 private:
  static constexpr std::int64_t people = 30;

  std::int64_t below(std::int64_t most) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(most));
  }
  std::int64_t somebody() { return 1 + below(people); }
  std::string text() {
    constexpr std::array texts{"a crack", "delay and crack", "some smell", "fine", "delay"};
    return texts[static_cast<std::size_t>(below(texts.size()))];
  }
  void speak() {
    const std::int64_t person = somebody();
    said_.emplace_back(person, bench_.says(person, text()));
  }
  void storm() {
    const std::string about = text();
    for (std::int64_t each = below(12); each > 0; --each) {
      bench_.says(somebody(), about);
    }
  }
  void import() {
    const std::int64_t person = somebody();
    said_.emplace_back(person,
                       bench_.says(person, text(), bench_.clock.now() - minutes(below(5000))));
  }
  void change() {
    if (!said_.empty()) {
      const auto& [person, message] = said_[static_cast<std::size_t>(below(size()))];
      bench_.changes(person, message, text());
    }
  }
  void take_back() {
    if (!said_.empty()) {
      const auto at = said_.begin() + below(size());
      bench_.deletes(at->first, at->second);
      said_.erase(at);
    }
  }
  void merge() {
    const std::int64_t person = somebody();
    bench_.becomes_part_of(person, below(2) == 0 ? person : somebody());
  }
  void move() {
    const auto episodes = bench_.episodes({.limit = 5});
    if (!episodes || episodes->empty()) {
      return;
    }
    const EpisodeId id =
        (*episodes)[static_cast<std::size_t>(below(static_cast<std::int64_t>(episodes->size())))]
            .id;
    switch (below(6)) {
      case 0: (void)bench_.act("acknowledge", OneEpisode{id}); break;
      case 1: (void)bench_.act("own", OneEpisode{id}); break;
      case 2: (void)bench_.act("mitigate", OneEpisode{id}); break;
      case 3: (void)bench_.act("close", CloseEpisode{id, "over"}); break;
      case 4: (void)bench_.act("review", ReviewEpisode{id, below(2) == 0}); break;
      default:
        (void)bench_.act("shelve", ShelveEpisode{id, bench_.clock.now() + hours(9), "planned"});
        break;
    }
  }
  std::int64_t size() const { return static_cast<std::int64_t>(said_.size()); }

  LogisticsBench& bench_;
  std::mt19937_64 random_;
  std::vector<WatchId> watches_;
  std::vector<std::pair<std::int64_t, MessageId>> said_;
};

TEST(RandomStories, are_rebuilt_as_they_were_lived_whatever_happened) {
  std::size_t episodes = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    LogisticsBench bench(seed % 2 == 0 ? 4000 : 1 + seed);
    RandomStory story(bench, seed);
    for (int step = 0; step < 400; ++step) {
      story.step();
    }
    bench.settle();
    EXPECT_EQ(bench.held(), "") << seed;
    EXPECT_EQ(bench.rebuild_difference(), "") << seed;
    // Who is counted is a voice of the day, and no message is noted whose author says otherwise.
    EXPECT_EQ(bench.number("SELECT count(*) FROM logistics_voice WHERE messages < 1"), 0);
    EXPECT_EQ(bench.number("SELECT count(*) FROM logistics_hour WHERE people < 0 OR "
                           "people > messages"),
              0);
    EXPECT_EQ(bench.number("SELECT count(*) FROM logistics_noted JOIN message "
                           "ON message.id = logistics_noted.message JOIN logistics_watch "
                           "ON logistics_watch.id = logistics_noted.watch "
                           "WHERE (message.text LIKE '%' || logistics_watch.name || '%') = "
                           "logistics_noted.is_withdrawn"),
              0)
        << seed;
    episodes += bench.told<EpisodeOpened>().size();
  }
  EXPECT_GT(episodes, 10U) << "stories without episodes show nothing";
}

}  // namespace
}  // namespace kith::logistics
