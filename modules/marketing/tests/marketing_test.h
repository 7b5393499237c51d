// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "events.h"
#include "gate_api.h"
#include "gate_events.h"
#include "module.h"
#include "override_events.h"
#include "owners_api.h"
#include "stories_api.h"
#include "support/module_bench.h"
#include "told_days.h"

namespace kith::marketing {

using std::chrono::days;
using std::chrono::hours;

inline constexpr MemberId anna{11};

/// Marketing on the bench, with the words in which its stories are told.
class MarketingBench : public support::ModuleBench {
 public:
  explicit MarketingBench(std::size_t most_events = 4000)
      : ModuleBench(marketing::module(), most_events) {}

  /// A colleague works here, or does not any more.
  void works_here(MemberId member, bool is_active = true) {
    const std::string number = std::to_string(member.value);
    const std::string active = is_active ? "1" : "0";
    execute("INSERT INTO member_place(member, department, is_active) VALUES(" + number + ", 1, " +
            active + ") ON CONFLICT(member) DO UPDATE SET is_active = " + active);
  }

  Result<OwnerView> owner(Department department) {
    return call<OwnerView>(HttpMethod::get, "/owners/{department}", OneOwner{department},
                           caller(anna));
  }
  Result<OwnerView> name(Department department, std::optional<MemberId> member,
                         std::int64_t revision = 0) {
    return call<OwnerView>(HttpMethod::put, "/owners/{department}", NameOwner{department, member},
                           caller(anna), revision);
  }
  /// Anna answers for every department.
  void owns_all() {
    works_here(anna);
    for (const Department department : departments_with_owner) {
      ASSERT_TRUE(name(department, anna));
    }
  }

  /// Insight tells the figures of a day.
  void tells(int number, const reference::Day& day) {
    const Time end = end_of_day(number);
    for (FigureComputed& figure : figures_told(day, end)) {
      happens(workspace.value, std::move(figure));
    }
    happens(workspace.value, FiguresCompleted{end, static_cast<std::int64_t>(input_names.size())});
  }
  /// A day ends, and a little later its figures are told.
  void ends(int number, const reference::Day& day = {}) {
    clock.set(end_of_day(number) + std::chrono::minutes(5));
    tells(number, day);
    settle();
  }
  void end_days(int first, int last, const reference::Day& day = {}) {
    for (int number = first; number <= last; ++number) {
      ends(number, day);
    }
  }

  GateView gate() {
    return call<GateView>(HttpMethod::get, "/gate", Nothing{}, caller(anna)).value();
  }
  std::vector<GateDayView> history() {
    return call<Page<GateDayView>>(HttpMethod::get, "/gate/history", ListGateDays{.limit = 200},
                                   caller(anna))
        ->items;
  }
  Result<OverrideView> grants(int days = 7) {
    return call<OverrideView>(
        HttpMethod::post, "/overrides",
        GrantOverride{.reason = "The fair begins before the figures do.", .days = days},
        caller(anna));
  }
  Result<Nothing> ends_override(OverrideId id, std::int64_t revision) {
    return call<Nothing>(HttpMethod::del, "/overrides/{override_id}", OneOverride{id}, caller(anna),
                         revision);
  }
  Result<StoryView> adds_story(std::vector<MessageId> messages = {}) {
    return call<StoryView>(HttpMethod::post, "/stories",
                           AddStory{.title = "Ten years with one bottle",
                                    .text = "She says it never leaked.",
                                    .message_ids = std::move(messages)},
                           caller(anna));
  }
  Result<StoryView> story(StoryId id) {
    return call<StoryView>(HttpMethod::get, "/stories/{story_id}", OneStory{id}, caller(anna));
  }
};

class MarketingTest : public testing::Test {
 protected:
  void TearDown() override {
    bench.settle();
    EXPECT_EQ(bench.held(), "");
    EXPECT_EQ(bench.rebuild_difference(), "");
  }

  MarketingBench bench;
};

}  // namespace kith::marketing
