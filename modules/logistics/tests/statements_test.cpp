// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "episode_store.h"
#include "facets.h"
#include "follow.h"
#include "logistics_test.h"
#include "measures.h"
#include "noted.h"
#include "pulse_store.h"

namespace kith::logistics {
namespace {

using StatementsTest = LogisticsTest;

TEST_F(StatementsTest, have_names_of_their_own) {
  std::set<std::string_view> names;
  for (const Statement* statement : module().statements) {
    EXPECT_TRUE(names.insert(statement->name).second) << statement->name;
  }
}

TEST_F(StatementsTest, behind_lists_run_along_an_index_and_sort_nothing) {
  for (const Statement* statement :
       {&list_hours, &list_all_episodes, &list_episodes_of_state, &list_evidence,
        &list_opened_episodes, &list_critical_episodes}) {
    const std::string plan = bench.plan_of(*statement);
    EXPECT_EQ(plan.find("SCAN logistics_"), std::string::npos) << statement->name << "\n" << plan;
    EXPECT_EQ(plan.find("B-TREE"), std::string::npos) << statement->name << "\n" << plan;
  }
}

TEST_F(StatementsTest, of_the_fold_and_the_facets_find_rows_by_key_or_index) {
  for (const Statement* statement :
       {&find_pulse, &find_noted, &find_voice, &find_hour, &find_episode, &find_message,
        &list_noted_of, &list_watches_of_message, &list_person_notes, &count_persons}) {
    const std::string plan = bench.plan_of(*statement);
    for (const char* table :
         {"SCAN logistics_noted", "SCAN logistics_episode", "SCAN logistics_pulse",
          "SCAN logistics_hour", "SCAN person", "SCAN message", "SCAN conversation"}) {
      EXPECT_EQ(plan.find(table), std::string::npos) << statement->name << "\n" << plan;
    }
  }
}

}  // namespace
}  // namespace kith::logistics
