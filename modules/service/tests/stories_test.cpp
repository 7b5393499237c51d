// SPDX-License-Identifier: Apache-2.0
// Long stories of chance with merges, edits and deletions, folded in runs of every size, against a
// small model of who waits, and against a rebuild.
#include "counter.h"
#include "service_test.h"

namespace kith::service {
namespace {

/// Who waits in which thread, told in the plainest way.
class Model {
 public:
  static constexpr int threads = 6;

  struct Question {
    int thread;
    MessageId message;
    Time asked_at;
    bool waits;
    bool is_open;
  };

  /// Which thread this one was merged into, 0 if none.
  int target(int thread) const { return merged_into[static_cast<std::size_t>(thread)]; }
  int root(int thread) const {
    while (target(thread) != 0) {
      thread = target(thread);
    }
    return thread;
  }
  bool is_within(int thread, int part) const {
    while (thread != part && target(thread) != 0) {
      thread = target(thread);
    }
    return thread == part;
  }
  /// Since when somebody waits in a thread and all that is part of it.
  std::optional<Time> waits(int part) const {
    std::optional<Time> since;
    for (const Question& each : questions) {
      if (each.waits && is_within(each.thread, part)) {
        since = since ? std::min(*since, each.asked_at) : each.asked_at;
      }
    }
    return since;
  }
  template <class Change>
  void change(int part, Change change) {
    for (Question& each : questions) {
      if (is_within(each.thread, part)) {
        change(each);
      }
    }
  }

  std::vector<Question> questions;
  std::array<int, threads + 1> merged_into{};
};

/// Tells one story of chance to a bench and keeps the model beside it.
class ChanceStory {
 public:
  ChanceStory(ServiceBench& bench, std::uint64_t seed) : bench_(bench), random_(seed) {}

  void tell(int steps) {
    for (int step = 0; step < steps; ++step) {
      bench_.clock.advance(minutes(random_.below(90)));
      happen();
      if (random_.below(4) == 0) {
        bench_.settle();
      }
      if (random_.below(10) == 0) {
        bench_.fire_timers();
      }
    }
    bench_.settle();
  }

  const Model& model() const { return model_; }

 private:
  void happen() {
    const int thread = 1 + static_cast<int>(random_.below(Model::threads));
    switch (random_.below(9)) {
      case 0:
      case 1:
      case 2: ask(thread); break;
      case 3: answer(thread); break;
      case 4: change_status(thread); break;
      case 5: merge(thread); break;
      case 6: unmerge(thread); break;
      case 7: touch_message(thread); break;
      default:
        bench_.happens(model_.root(thread),
                       AssigneeChanged{.to = {static_cast<std::int64_t>(random_.below(3))}});
    }
  }

  void ask(int thread) {
    const MessageId message = bench_.asks(model_.root(thread), thread);
    model_.questions.push_back({thread, message, bench_.clock.now(), true, true});
  }

  void answer(int thread) {
    MessageId reply = bench_.next_message();
    if (random_.below(4) == 0) {
      ask(thread);
    }
    bench_.sends(model_.root(thread), reply);
    model_.change(model_.root(thread), [&](Model::Question& question) {
      if (question.message < reply) {
        question.waits = question.is_open = false;
      }
    });
  }

  void change_status(int thread) {
    const int root = model_.root(thread);
    const auto to = static_cast<Status>(random_.below(4));
    bench_.becomes(root, to);
    if (to == Status::resolved) {
      model_.change(root, [](Model::Question& question) { question.waits = false; });
      bench_.becomes(root, Status::open);
    }
  }

  void merge(int thread) {
    const int into = model_.root(1 + static_cast<int>(random_.below(Model::threads)));
    const int from = model_.root(thread);
    if (from != into) {
      model_.merged_into[static_cast<std::size_t>(from)] = into;
      bench_.merges(from, into, model_.waits(into));
    }
  }

  void unmerge(int thread) {
    const int into = model_.target(thread);
    if (into == 0) {
      return;
    }
    const int stays = model_.root(into);
    model_.merged_into[static_cast<std::size_t>(thread)] = 0;
    bench_.happens(stays, ConversationUnmerged{.from = {thread},
                                               .into = {into},
                                               .from_waiting_since = model_.waits(thread),
                                               .into_waiting_since = model_.waits(stays)});
  }

  void touch_message(int thread) {
    for (Model::Question& question : model_.questions) {
      if (question.thread == thread && question.waits) {
        question.waits = false;
        const int root = model_.root(thread);
        if (random_.below(2) == 0) {
          bench_.happens(root, MessageDeleted{question.message});
        } else {
          question.is_open = false;
          bench_.happens(root, MessageEdited{.message_id = question.message});
        }
        return;
      }
    }
  }

  ServiceBench& bench_;
  SeededRandom random_;
  Model model_;
};

class StoriesTest : public testing::TestWithParam<std::uint64_t> {};

TEST_P(StoriesTest, end_the_same_however_they_were_cut_into_runs) {
  const std::uint64_t seed = GetParam();
  const std::size_t most_events = seed % 3 == 0 ? 1 : seed % 3 == 1 ? 3 : 4000;
  ServiceBench bench(most_events);
  ChanceStory story(bench, seed);
  story.tell(250);
  ASSERT_EQ(bench.held(), "");
  EXPECT_EQ(bench.rebuild_difference(), "") << "a rebuild folds it all in one run";
  Counter all;
  for (int thread = 1; thread <= Model::threads; ++thread) {
    const Case row = bench.case_now(thread);
    SCOPED_TRACE(thread);
    if (story.model().root(thread) != thread) {
      EXPECT_EQ(row.state(), CaseState::merged);
      continue;
    }
    EXPECT_EQ(row.waiting_since, story.model().waits(thread).value_or(Time{}));
    all += counted(row);
  }
  EXPECT_EQ(bench.number("SELECT sum(waiting) FROM service_counter"), all.waiting);
  EXPECT_EQ(bench.number("SELECT sum(answered) FROM service_counter"), all.answered);
  EXPECT_EQ(bench.number("SELECT sum(resolved) FROM service_counter"), all.resolved);
  EXPECT_EQ(bench.number("SELECT sum(overdue) FROM service_counter"), all.overdue);
  std::int64_t open = 0;
  std::int64_t waiting = 0;
  for (const Model::Question& question : story.model().questions) {
    open += question.is_open ? 1 : 0;
    waiting += question.waits ? 1 : 0;
  }
  EXPECT_EQ(bench.number("SELECT count(*) FROM service_ask WHERE state < 2"), open);
  EXPECT_EQ(bench.number("SELECT count(*) FROM service_ask WHERE state = 0"), waiting);
}

INSTANTIATE_TEST_SUITE_P(Seeds, StoriesTest, testing::Range<std::uint64_t>(1, 61));

}  // namespace
}  // namespace kith::service
