// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "bad_modules/bad_module.h"
#include "builtin_modules.h"
#include "support/world.h"

/// A module that can digest some messages only after it was mended.
namespace kith::poisoned {
KITH_COUNTING_MODULE(poisoned)

namespace {

std::set<std::int64_t> poison;  // messages

Result<void> fold(ApplyContext& context, const Event<MessageAdded>& event) {
  if (poison.contains(event.body.message_id.value)) {
    return fail(ErrorCode::rule, "This cannot be digested.");
  }
  count(context, event);
  return {};
}

Result<void> decide(DecideContext& context, const Event<MessageAdded>& event) {
  tell(context, event);
  return {};
}

constexpr Subscription subscriptions[] = {on<&fold>(), on<&decide>()};
constexpr Module module{.name = "poisoned",
                        .version = "1",
                        .summary = "Cannot digest some messages.",
                        .migrations = migrations,
                        .statements = statements,
                        .events = events,
                        .subscriptions = subscriptions};

}  // namespace
}  // namespace kith::poisoned

namespace kith::fault {
namespace {

using http::Method;
using support::GivenPost;
using support::World;

constexpr int events = 100;

World::Settings with_poisoned() {
  const std::span<const Module* const> all = builtin_modules();
  World::Settings settings{.modules = {all.begin(), all.end()}};
  settings.modules.push_back(&poisoned::module);
  return settings;
}

class Poison : public testing::Test {
 protected:
  void SetUp() override { poisoned::poison.clear(); }

  std::int64_t held(const std::string& state) {
    return world_.number("SELECT count(*) FROM bus_hold WHERE consumer = 'poisoned' AND state = '" +
                         state + "'");
  }
  std::int64_t seen() { return world_.number("SELECT count(*) FROM poisoned_seen"); }

  World world_{with_poisoned()};
};

TEST_F(Poison, is_parked_with_its_reason_while_the_next_events_are_handled_and_replayed_once) {
  const auto& administrator = world_.colleague("administrator");
  for (int event = 0; event < events; ++event) {
    const std::string id = "bad" + std::to_string(event);
    const auto bad = world_.given_post(GivenPost{.id = id});
    poisoned::poison.insert(bad.message_id->value);
    world_.given_post(GivenPost{.id = "behind " + id, .answers = id});
    world_.given_post(GivenPost{.id = "next to " + id});
  }
  world_.run_until_idle();
  EXPECT_EQ(seen(), events) << "the next events are handled at once";
  EXPECT_EQ(held("retrying"), events);
  EXPECT_EQ(held("waiting"), events) << "what is about the same conversation waits";

  for (int second = 0; second < 30; ++second) {
    world_.clock.advance(std::chrono::seconds(1));
    world_.run_until_idle();
  }
  EXPECT_EQ(held("parked"), events) << "within half a minute";
  EXPECT_EQ(world_.number("SELECT count(*) FROM bus_hold WHERE attempts = 5 AND reason LIKE "
                          "'%cannot be digested%'"),
            events)
      << "with the reason";
  EXPECT_EQ(seen(), events);
  EXPECT_EQ(world_.behind(), "");
  const http::Response listed = world_.send(administrator, {.target = "/parked"});
  EXPECT_NE(listed.body.find("This cannot be digested."), std::string::npos) << "it is visible";

  const std::int64_t skipped = world_.number("SELECT min(sequence) FROM bus_hold");
  ASSERT_TRUE(world_.tell(administrator,
                          {Method::post, fmt::format("/parked/poisoned/{}/skip", skipped), "{}"}));
  poisoned::poison.clear();
  std::istringstream parked(
      world_.rows("SELECT sequence FROM bus_hold WHERE state = 'parked' ORDER BY sequence"));
  for (std::string sequence; std::getline(parked, sequence);) {
    ASSERT_TRUE(world_.tell(
        administrator, {Method::post, fmt::format("/parked/poisoned/{}/replay", sequence), "{}"}));
  }
  world_.run_until_idle();
  EXPECT_EQ(seen(), 3 * events - 1) << "all but the one that was skipped";
  EXPECT_EQ(world_.number("SELECT max(times) FROM poisoned_seen"), 1);
  EXPECT_EQ(world_.number("SELECT count(*) FROM bus_hold WHERE state <> 'skipped'"), 0);
  EXPECT_EQ(world_.number("SELECT count(*) FROM log_event JOIN log_event_type ON number = type "
                          "WHERE name = 'bus.event_skipped.v1'"),
            1)
      << "on the record";
  fmt::print("   {} events parked, {} replayed, 1 skipped, {} next to them handled at once\n",
             events, events - 1, events);
}

}  // namespace
}  // namespace kith::fault
