// SPDX-License-Identifier: Apache-2.0
// Ten thousand commands of chance on a whole company, and what must hold whatever was done.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>

#include "builtin_modules.h"
#include "events/tests/tally_module.h"
#include "random_company.h"
#include "world_invariants.h"

namespace kith::scenario {
namespace {

using support::Fate;
using support::World;

/// A number that whoever replays a failure may give, as KITH_SEED=7.
std::int64_t given(const char* name, std::int64_t otherwise) {
  const char* text = std::getenv(name);
  if (text == nullptr) {
    return otherwise;
  }
  const std::string_view digits(text);
  std::from_chars(digits.data(), digits.data() + digits.size(), otherwise);
  return otherwise;
}

/// The company's own modules, and one that is told to fail now and then.
std::vector<const Module*> with_tally() {
  const std::span<const Module* const> all = builtin_modules();
  std::vector<const Module*> modules(all.begin(), all.end());
  modules.push_back(&tally::module);
  return modules;
}

/// Most replies arrive; the others in every way in which they may not.
Fate any_fate(SeededRandom& chance) {
  switch (chance.below(10)) {
    case 0: return Fate::refused;
    case 1: return Fate::not_now;
    case 2: return Fate::lost_answer;
    case 3: return Fate::lost_question;
    case 4: return Fate::carrier_died;
    default: return Fate::sent;
  }
}

class RandomCommands : public testing::Test {
 protected:
  RandomCommands() { tally::orders.fail_on.clear(); }
  ~RandomCommands() override { tally::orders.fail_on.clear(); }

  std::string replay(std::int64_t command) const {
    return fmt::format(
        "\nreplay with KITH_SEED={} KITH_COMMANDS={} KITH_CHECK_EVERY=1 random_commands_test\n",
        seed_, command);
  }

  const std::uint64_t seed_ = static_cast<std::uint64_t>(given("KITH_SEED", 1));
};

TEST_F(RandomCommands, leave_every_projection_as_a_rebuild_makes_it_and_every_rule_kept) {
  const std::int64_t commands = given("KITH_COMMANDS", 10'000);
  const std::int64_t between_checks = given("KITH_CHECK_EVERY", 1000);
  constexpr std::size_t sizes[] = {1, 3, 50, 4000};
  const events::LaneSettings lanes{.most_events = sizes[seed_ % 4]};
  World world({.seed = seed_, .modules = with_tally(), .lanes = lanes});
  SeededRandom fates(seed_ + 1);
  support::FakeChannel channel(world, [&](const support::HandedReply&) { return any_fate(fates); });
  RandomCompany company(world, channel, seed_ + 2);
  for (std::int64_t command = 1; command <= commands; ++command) {
    try {
      company.act();
    } catch (const std::exception& thrown) {
      FAIL() << company.last() << ": " << thrown.what() << replay(command);
    }
    if (command % between_checks != 0 && command != commands) {
      continue;
    }
    world.run_until_idle();
    const std::string broken = broken_invariants(world, channel, company.history());
    ASSERT_EQ(broken, "") << "after " << company.last() << replay(command);
  }
  for (const auto& [name, deeds] : company.deeds()) {
    if (commands >= 10'000) {
      EXPECT_GT(deeds.done, 0) << name << " was never done";
    }
    if (std::getenv("KITH_DEEDS") != nullptr) {
      fmt::print("{:28} {:5} done {:5} refused\n", name, deeds.done, deeds.refused);
    }
  }
}

TEST_F(RandomCommands, person_merges_and_their_undoing_restore_every_projection) {
  World world({.seed = seed_, .modules = with_tally()});
  support::FakeChannel channel(world);
  RandomCompany company(world, channel, seed_ + 2);
  for (int command = 0; command < 1500; ++command) {
    company.act();
  }
  tally::orders.fail_on.clear();
  world.run_until_idle();
  const auto persons = [&] {
    return world.rows("SELECT id, name, merged_into, root FROM person ORDER BY id") +
           world.rows("SELECT id, person FROM identity ORDER BY id");
  };
  const std::string projections = world.projections();
  const std::string before = persons();
  const auto whole = [&](int place) {
    return world.number(
        fmt::format("SELECT id FROM person WHERE merged_into = 0 AND erased_at = 0 ORDER BY id "
                    "LIMIT 1 OFFSET {}",
                    place));
  };
  const support::Colleague& agent = world.colleague("agent");
  const auto merge = [&](std::int64_t from, std::int64_t into) {
    return world.tell(agent, {http::Method::post, fmt::format("/persons/{}/merge", from),
                              fmt::format(R"({{"into": "{}"}})", into)});
  };
  const auto unmerge = [&](std::int64_t from) {
    return world.tell(agent, {http::Method::post, fmt::format("/persons/{}/unmerge", from), "{}"});
  };
  for (int round = 0; round < 20; ++round) {
    const std::int64_t low = whole(round);
    const std::int64_t middle = whole(round + 1);
    const std::int64_t high = whole(round + 2);
    ASSERT_TRUE(merge(low, middle));
    ASSERT_TRUE(merge(middle, high));
    world.run_until_idle();
    EXPECT_NE(persons(), before);
    ASSERT_TRUE(unmerge(low));
    ASSERT_TRUE(unmerge(middle));
    world.run_until_idle();
    ASSERT_EQ(persons(), before);
    ASSERT_EQ(world.projections(), projections);
  }
  EXPECT_EQ(broken_invariants(world, channel, company.history()), "");
}

}  // namespace
}  // namespace kith::scenario
