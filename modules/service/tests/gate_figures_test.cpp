// SPDX-License-Identifier: Apache-2.0
// What the gate of marketing reads of service, against a plain reference written from metrics.md
// section 1 alone: R3 "re-opened, or same person again within 7 d / closed", R4 "top two of five /
// answers" and the response rate, R5 "open past SLA / weekly inflow". It looks through the whole
// story for every figure and shares no code with the product.
#include "closing_measures.h"
#include "service_test.h"
#include "survey_events.h"
#include "survey_measures.h"

namespace kith::service {
namespace {

constexpr int minutes_a_day = 24 * 60;
constexpr int seven_days = 7 * minutes_a_day;
constexpr int answer_target = 60;
constexpr int resolution_target = 600;

/// What happened in a company, in minutes since Monday midnight.
struct Told {
  enum class Kind : std::uint8_t { question, thanks, answer, resolve, reopen };
  int minute = 0;
  int conversation = 0;
  Kind kind = Kind::question;
  std::int64_t message = 0;
};

/// So many conversations, two to a person.
constexpr int conversations = 24;
int person_of(int conversation) {
  return 1 + (conversation - 1) / 2;
}

class GateFiguresTest : public ServiceTest {
 protected:
  GateFiguresTest() {
    for (int person = 1; person <= person_of(conversations); ++person) {
      bench.add_person(person);
    }
    for (int conversation = 1; conversation <= conversations; ++conversation) {
      bench.open_conversation(conversation, person_of(conversation));
    }
    bench.execute("INSERT INTO service_policy VALUES(1, 'By the clock', NULL, " +
                  std::to_string(answer_target) + ", " + std::to_string(answer_target) + ", " +
                  std::to_string(resolution_target) + ", 0, 1)");
  }

  std::vector<Observation> observe(Result<std::vector<Observation>> (*measure)(QueryContext&,
                                                                               Window),
                                   int from, int to) {
    const auto observed = bench.ask(
        [&](QueryContext& context) { return measure(context, {at(0, 0, from), at(0, 0, to)}); });
    EXPECT_TRUE(observed) << observed.error().detail;
    return observed.value_or(std::vector<Observation>{});
  }

  /// Time goes on, and every timer fires when it is due.
  void wait_until(int minute) {
    bench.settle();
    while (true) {
      Time next = at(0, 0, minute);
      for (const auto& [key, timer] : bench.verbs.timers) {
        next = std::min(next, timer.due);
      }
      bench.clock.set(std::max(next, bench.clock.now()));
      bench.fire_timers();
      bench.settle();
      if (next == at(0, 0, minute)) {
        return;
      }
    }
  }

  void tell(int steps, Random& random) {
    int minute = 0;
    for (int step = 0; step < steps; ++step) {
      minute += static_cast<int>(1 + random.below(240));
      wait_until(minute);
      happen(minute, 1 + static_cast<int>(random.below(conversations)), random);
    }
    wait_until(minute + 1);
    last_minute = minute;
  }

  Status& status(int conversation) { return statuses[conversation]; }

  void become(int conversation, Status to, Cause cause) {
    bench.happens(conversation,
                  StatusChanged{.from = status(conversation), .to = to, .cause = cause},
                  cause == Cause::member ? anna : MemberId{});
    status(conversation) = to;
  }

  void happen(int minute, int conversation, Random& random) {
    Told told{minute, conversation, static_cast<Told::Kind>(random.below(5))};
    const bool is_resolved = status(conversation) == Status::resolved;
    switch (told.kind) {
      case Told::Kind::question: told.message = bench.asks(conversation).value; break;
      case Told::Kind::thanks: bench.says(conversation); break;
      case Told::Kind::answer: bench.answers(conversation, ben); break;
      case Told::Kind::resolve:
        if (is_resolved) {
          return;
        }
        become(conversation, Status::resolved, Cause::member);
        break;
      case Told::Kind::reopen:
        if (!is_resolved) {
          return;
        }
        become(conversation, Status::open, Cause::member);
    }
    if (is_resolved && told.kind <= Told::Kind::thanks) {
      become(conversation, Status::open, Cause::message);
    }
    story.push_back(told);
  }

  bool has_asked(int conversation, int until) const {
    return std::ranges::any_of(story, [&](const Told& told) {
      return told.conversation == conversation && told.minute < until &&
             told.kind == Told::Kind::question;
    });
  }

  /// R3: 1 and 0, and how many are too young to say.
  struct Held {
    int held = 0;
    int came_back = 0;
    int open = 0;
    bool operator==(const Held&) const = default;
  };
  Held held_by_reference(int from, int to) const {
    Held held;
    for (std::size_t place = 0; place < story.size(); ++place) {
      const Told& closing = story[place];
      if (closing.kind != Told::Kind::resolve || closing.minute < from || closing.minute >= to ||
          !has_asked(closing.conversation, closing.minute)) {
        continue;
      }
      bool came_back = false;
      bool is_first = true;
      for (std::size_t later = place + 1; later < story.size(); ++later) {
        const Told& told = story[later];
        if (told.minute > std::min(closing.minute + seven_days, to)) {
          break;
        }
        came_back = came_back || (told.kind == Told::Kind::question &&
                                  person_of(told.conversation) == person_of(closing.conversation));
        if (told.conversation == closing.conversation && told.kind != Told::Kind::answer) {
          came_back = came_back || (is_first && told.kind == Told::Kind::reopen);
          is_first = false;
        }
      }
      const bool is_young = to - closing.minute < seven_days;
      ++(is_young ? held.open : came_back ? held.came_back : held.held);
    }
    return held;
  }

  /// R5: the first question of a conversation, and the first after each resolution.
  std::vector<std::int64_t> inflow_by_reference(int from, int to) const {
    std::vector<std::int64_t> messages;
    std::map<int, bool> is_new;
    for (const Told& told : story) {
      bool& next_counts = is_new.try_emplace(told.conversation, true).first->second;
      if (told.kind == Told::Kind::resolve) {
        next_counts = true;
      } else if (told.kind == Told::Kind::question && std::exchange(next_counts, false) &&
                 told.minute >= from && told.minute < to) {
        messages.push_back(told.message);
      }
    }
    std::ranges::sort(messages);
    return messages;
  }

  /// R5: open, and somebody waits longer than an hour, or it was open for ten hours in all.
  int past_due_by_reference(int to) const {
    int late = 0;
    for (int conversation = 1; conversation <= conversations; ++conversation) {
      std::optional<int> waits_since;
      std::optional<int> open_since;
      int open_for = 0;
      for (const Told& told : story) {
        if (told.conversation != conversation || told.minute >= to) {
          continue;
        }
        const bool asks = told.kind == Told::Kind::question;
        if (told.kind == Told::Kind::resolve) {
          open_for += open_since ? told.minute - *open_since : 0;
          open_since.reset();
        } else if (asks ||
                   (told.kind != Told::Kind::answer && has_asked(conversation, told.minute))) {
          open_since = open_since ? open_since : told.minute;
        }
        waits_since = !asks && told.kind != Told::Kind::reopen ? std::nullopt
                      : asks && !waits_since                   ? std::optional(told.minute)
                                                               : waits_since;
      }
      open_for += open_since ? to - *open_since : 0;
      const bool waits_long = waits_since && to - *waits_since > answer_target;
      late += open_since && (waits_long || open_for > resolution_target) ? 1 : 0;
    }
    return late;
  }

  std::vector<Told> story;
  std::map<int, Status> statuses;
  int last_minute = 0;
};

TEST_F(GateFiguresTest, agree_with_the_reference_in_many_windows) {
  SeededRandom random(7);
  tell(700, random);
  Held all;
  int late = 0;
  for (int to = 10 * minutes_a_day; to <= last_minute; to += 2 * minutes_a_day + 7) {
    const int from = std::max(0, to - 28 * minutes_a_day);
    SCOPED_TRACE(to);
    Held held;
    for (const Observation& each : observe(observe_held, from, to)) {
      ++(each.is_censored ? held.open : each.value == 1 ? held.held : held.came_back);
    }
    EXPECT_EQ(held, held_by_reference(from, to));
    all = {all.held + held.held, all.came_back + held.came_back, all.open + held.open};
    std::vector<std::int64_t> inflow;
    for (const Observation& each : observe(observe_inflow, from, to)) {
      inflow.push_back(each.message.value);
    }
    std::ranges::sort(inflow);
    EXPECT_EQ(inflow, inflow_by_reference(from, to));
    const auto past_due = static_cast<int>(observe(observe_past_due, from, to).size());
    EXPECT_EQ(past_due, past_due_by_reference(to));
    late += past_due;
  }
  EXPECT_GT(all.held, 50) << "the story must tell something";
  EXPECT_GT(all.came_back, 50);
  EXPECT_GT(late, 50);
}

TEST_F(GateFiguresTest, who_only_thanks_has_not_come_back) {
  bench.asks(1);
  bench.answers(1);
  bench.becomes(1, Status::resolved);
  bench.clock.advance(hours(1));
  bench.says(1);
  bench.becomes(1, Status::open, Cause::message);
  bench.clock.advance(std::chrono::days(8));
  bench.settle();
  const auto observed = observe(observe_held, 0, 20 * minutes_a_day);
  ASSERT_EQ(observed.size(), 1U);
  EXPECT_EQ(observed[0].value, 1);
  EXPECT_FALSE(observed[0].is_censored);
}

TEST_F(GateFiguresTest, a_merge_of_persons_moves_what_came_back) {
  bench.asks(1);
  bench.becomes(1, Status::resolved);
  bench.clock.advance(hours(1));
  bench.asks(3);
  bench.clock.advance(std::chrono::days(8));
  bench.settle();
  const auto value = [&] { return observe(observe_held, 0, 20 * minutes_a_day).at(0).value; };
  EXPECT_EQ(value(), 1);
  bench.execute("UPDATE person SET merged_into = 1, root = 1 WHERE id = 2");
  EXPECT_EQ(value(), 0);
  bench.execute("UPDATE person SET merged_into = 0, root = 2 WHERE id = 2");
  EXPECT_EQ(value(), 1);
}

TEST_F(GateFiguresTest, marks_and_responses_agree_with_the_reference) {
  SeededRandom random(11);
  struct Asked {
    int minute = 0;
    std::optional<int> rated;
    int mark = 0;
  };
  std::vector<Asked> surveys;
  for (int each = 1; each <= 120; ++each) {
    const int conversation = 1 + static_cast<int>(random.below(conversations));
    Asked asked{.minute = each * 600};
    bench.clock.set(at(0, 0, asked.minute));
    const SurveyId id{each};
    const MessageId message = bench.next_message();
    bench.happens(conversation, SurveyDrawn{.survey_id = id, .person_id = {1}});
    bench.happens(conversation, SurveyAsked{.survey_id = id, .person_id = {1}});
    bench.happens(conversation, ReplySubmitted{.message_id = message});
    bench.happens(conversation, ReplySent{.message_id = message, .thread_id = {conversation}});
    if (random.below(3) > 0) {
      asked.rated = asked.minute + static_cast<int>(random.below(500));
      bench.clock.set(at(0, 0, *asked.rated));
      asked.mark = 1 + static_cast<int>(random.below(5));
      bench.happens(conversation, Rated{.survey_id = id, .mark = asked.mark});
    }
    surveys.push_back(asked);
  }
  bench.clock.set(at(60, 0));
  bench.settle();
  int satisfied = 0;
  for (int to = 10 * minutes_a_day; to <= 55 * minutes_a_day; to += minutes_a_day) {
    SCOPED_TRACE(to);
    const int from = std::max(0, to - 28 * minutes_a_day);
    std::array<std::int64_t, 2> marks{};
    std::array<std::int64_t, 3> responses{};
    for (const Asked& each : surveys) {
      if (each.rated && *each.rated >= from && *each.rated < to) {
        ++marks.at(each.mark >= 4 ? 1 : 0);
      }
      if (each.minute >= from && each.minute < to) {
        ++responses.at(to - each.minute < seven_days ? 2 : each.rated ? 1 : 0);
      }
    }
    std::array<std::int64_t, 2> observed_marks{};
    for (const Observation& each : observe(observe_marks, from, to)) {
      ++observed_marks.at(static_cast<std::size_t>(each.value));
    }
    EXPECT_EQ(observed_marks, marks);
    std::array<std::int64_t, 3> observed_responses{};
    for (const Observation& each : observe(observe_responses, from, to)) {
      ++observed_responses.at(each.is_censored ? 2 : static_cast<std::size_t>(each.value));
    }
    EXPECT_EQ(observed_responses, responses);
    satisfied += static_cast<int>(marks[1]);
  }
  EXPECT_GT(satisfied, 100) << "the story must tell something";
}

}  // namespace
}  // namespace kith::service
