// SPDX-License-Identifier: Apache-2.0
#include "facets.h"
#include "measures.h"
#include "sales_test.h"

namespace kith::sales {
namespace {

using StatementsTest = SalesTest;

TEST_F(StatementsTest, have_names_of_their_own) {
  std::set<std::string_view> names;
  for (const Statement* statement : module().statements) {
    EXPECT_TRUE(names.insert(statement->name).second) << statement->name;
    EXPECT_NO_THROW(bench.plan_of(*statement)) << statement->name;
  }
}

TEST_F(StatementsTest, behind_lists_run_along_an_index_and_sort_nothing) {
  for (const Statement* statement :
       {&list_strongest, &list_cooling, &list_due, &list_own_due, &list_opt_outs_after}) {
    const std::string plan = bench.plan_of(*statement);
    EXPECT_EQ(plan.find("SCAN"), std::string::npos) << statement->name << "\n" << plan;
    EXPECT_EQ(plan.find("B-TREE"), std::string::npos) << statement->name << "\n" << plan;
  }
}

TEST_F(StatementsTest, of_the_fold_and_the_card_find_rows_by_key_or_index) {
  for (const Statement* statement :
       {&find_relationship, &find_tie, &list_ties, &list_newest_acts, &find_thread, &find_whole,
        &list_parts, &find_opt_out_of, &list_open_conversations, &sum_signs, &list_due_to,
        &list_touches_with, &find_act_of_message, &find_exchange_of_reply, &find_sides_of_message,
        &list_acts_of_kind, &forget_notes_of_person, &forget_notes_of_message}) {
    const std::string plan = bench.plan_of(*statement);
    for (const char* table : {"SCAN sales_", "SCAN conversation", "SCAN person", "SCAN message",
                              "SCAN promise", "SCAN kith_"}) {
      EXPECT_EQ(plan.find(table), std::string::npos) << statement->name << "\n" << plan;
    }
  }
}

}  // namespace
}  // namespace kith::sales
