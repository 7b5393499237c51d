// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "marketing_test.h"

namespace kith::marketing {
namespace {

using StatementsTest = MarketingTest;

TEST_F(StatementsTest, have_names_of_their_own) {
  std::set<std::string_view> names;
  for (const Statement* statement : module().statements) {
    EXPECT_TRUE(names.insert(statement->name).second) << statement->name;
  }
}

TEST_F(StatementsTest, behind_lists_run_along_an_index_and_sort_nothing) {
  for (const Statement* statement :
       {&list_gate_days, &list_overrides_before, &list_stories_before, &list_quotes}) {
    const std::string plan = bench.plan_of(*statement);
    EXPECT_EQ(plan.find("SCAN marketing_"), std::string::npos) << statement->name << "\n" << plan;
    EXPECT_EQ(plan.find("B-TREE"), std::string::npos) << statement->name << "\n" << plan;
  }
}

TEST_F(StatementsTest, find_what_a_story_quotes_by_index_when_it_goes) {
  for (const Statement* statement :
       {&find_quotable, &withdraw_stories_with_message, &withdraw_stories_with_person}) {
    const std::string plan = bench.plan_of(*statement);
    for (const char* table : {"SCAN marketing_", "SCAN message", "SCAN conversation"}) {
      EXPECT_EQ(plan.find(table), std::string::npos) << statement->name << "\n" << plan;
    }
  }
}

}  // namespace
}  // namespace kith::marketing
