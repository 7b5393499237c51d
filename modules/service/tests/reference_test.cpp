// SPDX-License-Identifier: Apache-2.0
// The figures against a plain reference, written from metrics.md sections 1 and 9 alone: "first
// reply, resolution: minutes in business hours and in calendar time; pauses while pending". It
// walks minute by minute and shares no code with the product.
#include "measures.h"
#include "service_test.h"

namespace kith::service {
namespace {

/// What happened in one conversation, in minutes since Monday midnight.
struct Story {
  struct Step {
    enum class Kind : std::uint8_t { asked, answered, became };
    int minute = 0;
    Kind kind = Kind::asked;
    Status status = Status::open;
  };
  std::vector<Step> steps;

  std::optional<int> first(Step::Kind kind, int from = 0) const {
    for (const Step& step : steps) {
      if (step.kind == kind && step.minute >= from) {
        return step.minute;
      }
    }
    return std::nullopt;
  }

  Status status_at(int minute) const {
    Status status = Status::open;
    for (const Step& step : steps) {
      if (step.kind == Step::Kind::became && step.minute <= minute) {
        status = step.status;
      }
    }
    return status;
  }

  enum class Hours : std::uint8_t { all, business };

  std::int64_t minutes(int from, int to, Hours hours) const {
    std::int64_t counted = 0;
    for (int minute = from; minute < to; ++minute) {
      const Status status = status_at(minute);
      const int day = minute / (24 * 60) % 7;
      const int of_day = minute % (24 * 60);
      const bool is_business = day < 5 && of_day >= 9 * 60 && of_day < 17 * 60;
      if (status != Status::pending && status != Status::resolved &&
          (hours == Hours::all || is_business)) {
        ++counted;
      }
    }
    return counted;
  }
};

class ReferenceTest : public ServiceTest {
 protected:
  /// Tells a story of chance to the module and returns it.
  Story tell(std::int64_t conversation, Random& random) {
    Story story;
    Status status = Status::open;
    int minute = static_cast<int>(random.below(3000));
    const auto become = [&](Status to, Cause cause) {
      story.steps.push_back({minute, Story::Step::Kind::became, to});
      bench.happens(conversation, StatusChanged{.from = status, .to = to, .cause = cause}, anna);
      status = to;
    };
    for (std::uint64_t left = 3 + random.below(10); left > 0; --left) {
      minute += static_cast<int>(1 + random.below(700));
      bench.clock.set(at(0, 0, minute));
      switch (random.below(6)) {
        case 0:
        case 1:
          if (status == Status::resolved || status == Status::pending) {
            become(Status::open, Cause::message);
          }
          story.steps.push_back({minute, Story::Step::Kind::asked});
          bench.asks(conversation);
          break;
        case 2:
          story.steps.push_back({minute, Story::Step::Kind::answered});
          bench.answers(conversation, ben);
          break;
        default: {
          const auto to = static_cast<Status>(random.below(4));
          if (to != status) {
            become(to, Cause::member);
          }
        }
      }
      if (random.below(3) == 0) {
        bench.settle();
      }
    }
    bench.settle();
    return story;
  }

  template <class Body>
  std::vector<Body> told_of(std::int64_t conversation) {
    std::vector<Body> found;
    for (auto& [head, body] : bench.told<Body>()) {
      if (head.subject == conversation) {
        found.push_back(std::move(body));
      }
    }
    return found;
  }
};

TEST_F(ReferenceTest, agrees_on_first_replies_and_resolutions_of_many_stories) {
  using Kind = Story::Step::Kind;
  using Hours = Story::Hours;
  int replied = 0;
  int resolved = 0;
  for (std::int64_t conversation = 1; conversation <= 160; ++conversation) {
    SeededRandom random(static_cast<std::uint64_t>(conversation));
    const Story story = tell(conversation, random);
    SCOPED_TRACE(conversation);
    const auto first_replies = told_of<FirstReplied>(conversation);
    const auto resolutions = told_of<CaseResolved>(conversation);
    const std::optional<int> opened = story.first(Kind::asked);
    const std::optional<int> answered =
        opened ? story.first(Kind::answered, *opened) : std::nullopt;
    ASSERT_EQ(first_replies.size(), answered ? 1U : 0U);
    if (answered) {
      ++replied;
      EXPECT_EQ(first_replies[0].calendar_minutes, story.minutes(*opened, *answered, Hours::all));
      EXPECT_EQ(first_replies[0].business_minutes,
                story.minutes(*opened, *answered, Hours::business));
    }
    std::vector<int> expected;
    for (const Story::Step& step : story.steps) {
      if (opened && step.minute >= *opened && step.kind == Kind::became &&
          step.status == Status::resolved) {
        expected.push_back(step.minute);
      }
    }
    ASSERT_EQ(resolutions.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ++resolved;
      EXPECT_EQ(resolutions[i].calendar_minutes, story.minutes(*opened, expected[i], Hours::all));
      EXPECT_EQ(resolutions[i].business_minutes,
                story.minutes(*opened, expected[i], Hours::business));
    }
  }
  EXPECT_GT(replied, 50) << "the stories must tell something";
  EXPECT_GT(resolved, 50);
}

TEST_F(ReferenceTest, agrees_on_what_is_observed_in_a_window) {
  using Kind = Story::Step::Kind;
  std::map<std::int64_t, Story> stories;
  for (std::int64_t conversation = 1; conversation <= 60; ++conversation) {
    SeededRandom random(static_cast<std::uint64_t>(conversation) + 1000);
    stories[conversation] = tell(conversation, random);
    bench.clock.set(at(0, 0));
  }
  constexpr int from = 2000;
  constexpr int to = 4500;
  bench.clock.set(at(7, 0));
  std::vector<std::pair<std::int64_t, bool>> expected;
  for (const auto& [conversation, story] : stories) {
    const std::optional<int> opened = story.first(Kind::asked);
    if (!opened || *opened < from || *opened >= to) {
      continue;
    }
    const std::optional<int> answered = story.first(Kind::answered, *opened);
    const bool is_censored = !answered || *answered > to;
    expected.emplace_back(
        story.minutes(*opened, is_censored ? to : *answered, Story::Hours::business), is_censored);
  }
  const auto observed = bench.ask([&](QueryContext& context) {
    return observe_first_replies(context, {at(0, 0, from), at(0, 0, to)});
  });
  ASSERT_TRUE(observed);
  std::vector<std::pair<std::int64_t, bool>> actual;
  for (const Observation& each : *observed) {
    actual.emplace_back(each.value, each.is_censored);
  }
  std::ranges::sort(expected);
  std::ranges::sort(actual);
  EXPECT_EQ(actual, expected);
  EXPECT_GT(expected.size(), 10U);
}

}  // namespace
}  // namespace kith::service
