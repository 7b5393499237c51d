// SPDX-License-Identifier: Apache-2.0
// From what customers and colleagues do to the gate of marketing: figures are told by the modules,
// worked out by insight when a day has ended, and judged.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "support/world.h"

namespace kith::support {
namespace {

using nlohmann::json;

class GateLoop : public testing::Test {
 protected:
  void TearDown() override {
    world_.run_until_idle();
    EXPECT_EQ(world_.rebuild_and_compare("marketing"), "");
    EXPECT_EQ(world_.behind(), "");
  }

  json asks(std::string_view role, const Request& request) {
    const http::Response answer = world_.send(world_.colleague(role), request);
    return json::parse(answer.body, nullptr, false);
  }
  json gate() { return asks("marketer", {.target = "/marketing/gate"}); }
  void days_pass(int days) {
    for (int day = 0; day < days; ++day) {
      world_.clock.advance(std::chrono::hours(24));
      world_.run_until_idle();
    }
  }

  World world_;
};

TEST_F(GateLoop, judges_each_day_by_every_figure_that_it_asks_for) {
  world_.given_post(GivenPost{.id = "1", .text = "Where is my parcel?", .author = "kim"});
  days_pass(3);
  const json now = gate();
  EXPECT_EQ(now["state"], "locked");
  EXPECT_TRUE(now.contains("judged"));
  ASSERT_EQ(now["criteria"].size(), 7U);
  // What each criterion is judged by. Of R3 to R5, the modules that are there may tell a part.
  const std::map<std::size_t, std::size_t> figures{{0, 1}, {1, 2}, {5, 1}, {6, 5}};
  for (const auto& [criterion, count] : figures) {
    EXPECT_EQ(now["criteria"][criterion]["figures"].size(), count)
        << now["criteria"][criterion]["letter"];
  }
  for (const json& criterion : now["criteria"]) {
    EXPECT_NE(criterion["verdict"], "enters") << criterion;
    EXPECT_NE(criterion["shortfall"], "") << criterion;
  }
  const json history = asks("marketer", {.target = "/marketing/gate/history"});
  EXPECT_GE(history["items"].size(), 3U);
}

TEST_F(GateLoop, leads_from_each_figure_to_the_messages_behind_it) {
  world_.given_post(GivenPost{.id = "1", .text = "Where is my parcel?", .author = "kim"});
  days_pass(2);
  const json now = gate();
  for (const json& criterion : now["criteria"]) {
    for (const json& figure : criterion["figures"]) {
      std::string target = figure["inputs"];
      target.erase(0, std::string("/api/v1").size());
      const http::Response answer =
          world_.send(world_.colleague("administrator"), {.target = target});
      EXPECT_EQ(answer.status, 200) << target << " " << answer.body;
    }
  }
}

}  // namespace
}  // namespace kith::support
