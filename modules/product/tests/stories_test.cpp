// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>

#include "product_test.h"

namespace kith::product {
namespace {

/// What the requests of a story must come to, kept as plainly as possible.
struct Model {
  struct Tracked {
    std::int64_t merged_into = 0;
    std::map<std::int64_t, std::int64_t> asked;  ///< message to person
  };
  std::map<std::int64_t, Tracked> requests;
  std::map<std::int64_t, std::int64_t> persons;  ///< to whom they belong

  std::int64_t root(std::int64_t request) const {
    const std::int64_t into = requests.at(request).merged_into;
    return into == 0 ? request : root(into);
  }
  bool is_evidence(std::int64_t whole, std::int64_t message) const {
    for (const auto& [id, request] : requests) {
      if (root(id) == whole && request.asked.contains(message)) {
        return true;
      }
    }
    return false;
  }
  std::set<std::int64_t> askers(std::int64_t whole) const {
    std::set<std::int64_t> found;
    for (const auto& [id, request] : requests) {
      for (const auto& [message, person] : request.asked) {
        if (root(id) == whole) {
          found.insert(person);
        }
      }
    }
    return found;
  }
  std::set<std::int64_t> whole_askers(std::int64_t whole) const {
    std::set<std::int64_t> found;
    for (const std::int64_t person : askers(whole)) {
      found.insert(persons.at(person));
    }
    return found;
  }
};

/// A story of chance, by seed: everything that colleagues do with requests, and what people write.
class ChanceStory {
 public:
  static constexpr std::int64_t people = 6;
  static constexpr std::int64_t requests = 6;

  ChanceStory(ProductBench& bench, std::uint64_t seed) : bench_(bench), random_(seed) {
    for (std::int64_t person = 1; person <= people; ++person) {
      bench_.add_person(person);
      model_.persons[person] = person;
    }
    for (std::int64_t request = 1; request <= requests; ++request) {
      model_.requests[bench_.creates("Dark mode number " + std::to_string(request)).value] = {};
    }
  }

  void tell(int steps) {
    for (int step = 0; step < steps; ++step) {
      happen();
    }
    bench_.drafts_all();
  }
  const Model& model() const { return model_; }

 private:
  std::int64_t one_of(std::int64_t most) {
    return 1 + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(most)));
  }

  void happen() {
    const std::int64_t request = one_of(requests);
    switch (random_.below(9)) {
      case 0:
      case 1:
      case 2: write(); break;
      case 3:
      case 4: add(request); break;
      case 5: take_back(request); break;
      case 6: merge(request); break;
      case 7: merge_persons(); break;
      default: ship_or_send(request);
    }
  }

  void write() {
    static constexpr const char* said[] = {"I wish there was a dark mode", "Where is it?",
                                           "Please add a dark mode number 3"};
    const std::int64_t person = one_of(people);
    const MessageId message = bench_.writes(person, said[random_.below(3)]);
    messages_.emplace_back(message, person);
    if (random_.below(4) == 0) {
      bench_.edits(message, said[random_.below(3)]);
    }
    if (random_.below(6) == 0) {
      bench_.deletes(message);
      messages_.pop_back();
    }
  }

  void add(std::int64_t request) {
    if (messages_.empty()) {
      return;
    }
    const auto& [message, person] = messages_[random_.below(messages_.size())];
    const bool fits =
        model_.root(request) == request && !model_.is_evidence(request, message.value);
    EXPECT_EQ(bench_.adds({request}, message).has_value(), fits);
    if (fits) {
      model_.requests[request].asked[message.value] = person;
    }
  }

  void take_back(std::int64_t request) {
    auto& asked = model_.requests[request].asked;
    if (!asked.empty()) {
      const std::int64_t message = asked.begin()->first;
      const std::int64_t whole = model_.root(request);
      EXPECT_TRUE(bench_.takes_back({whole}, {message}));
      for (auto& [id, tracked] : model_.requests) {
        if (model_.root(id) == whole) {
          tracked.asked.erase(message);
        }
      }
    }
  }

  void merge(std::int64_t request) {
    Model::Tracked& tracked = model_.requests[request];
    if (tracked.merged_into != 0) {
      EXPECT_TRUE(bench_.unmerges({request}));
      tracked.merged_into = 0;
      return;
    }
    const std::int64_t into = model_.root(one_of(requests));
    EXPECT_EQ(bench_.merges({request}, {into}).has_value(), into != request);
    tracked.merged_into = into == request ? 0 : into;
  }

  void merge_persons() {
    const std::int64_t person = 1 + one_of(people - 1);
    if (model_.persons[person] == person) {
      bench_.merge_person(person, 1);
      model_.persons[person] = 1;
    } else {
      bench_.unmerge_person(person, 1);
      model_.persons[person] = person;
    }
  }

  void ship_or_send(std::int64_t request) {
    if (model_.root(request) == request && random_.below(3) == 0) {
      EXPECT_TRUE(bench_.ships({request}));
      bench_.drafts_all();
    } else if (!bench_.drafts.empty()) {
      bench_.sends(one_of(static_cast<std::int64_t>(bench_.drafts.size())));
    }
  }

  ProductBench& bench_;
  SeededRandom random_;
  Model model_;
  std::vector<std::pair<MessageId, std::int64_t>> messages_;
};

class StoriesTest : public testing::TestWithParam<std::uint64_t> {};

TEST_P(StoriesTest, end_the_same_however_they_were_cut_into_runs) {
  const std::uint64_t seed = GetParam();
  ProductBench bench(seed % 3 == 0 ? 1 : seed % 3 == 1 ? 3 : 4000);
  ChanceStory story(bench, seed);
  story.tell(120);
  ASSERT_EQ(bench.held(), "");
  EXPECT_EQ(bench.rebuild_difference(), "") << "a rebuild folds it all in one run";
  for (const auto& [id, tracked] : story.model().requests) {
    SCOPED_TRACE(id);
    const RequestDetail shown = bench.shows({id});
    if (tracked.merged_into != 0) {
      EXPECT_EQ(shown.request.state, RequestState::merged);
      EXPECT_EQ(shown.request.merged_into, RequestId{tracked.merged_into});
      continue;
    }
    EXPECT_EQ(shown.request.asked, static_cast<std::int64_t>(story.model().askers(id).size()));
    EXPECT_EQ(shown.askers.persons,
              static_cast<std::int64_t>(story.model().whole_askers(id).size()));
    EXPECT_LE(shown.askers.told, shown.askers.persons);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, StoriesTest, testing::Range<std::uint64_t>(1, 25));

}  // namespace
}  // namespace kith::product
