// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "people_test.h"
#include "sketches.h"

namespace kith::people {
namespace {

using StatementsTest = PeopleTest;

TEST_F(StatementsTest, are_prepared_under_names_of_their_own) {
  std::set<std::string_view> names;
  for (const Statement* statement : module().statements) {
    EXPECT_NO_THROW(bench.plan_of(*statement)) << statement->name;
    EXPECT_TRUE(names.insert(statement->name).second) << statement->name;
  }
}

TEST_F(StatementsTest, find_rows_by_key_or_index_and_sort_nothing) {
  for (const Statement* statement :
       {&find_thread, &find_answer, &find_resolution, &find_act, &find_membership, &list_answers,
        &list_answers_of_member, &show_answer, &list_acts, &remove_sketch,
        &remove_sketches_of_message, &remove_sketches_of_person}) {
    const std::string plan = bench.plan_of(*statement);
    EXPECT_EQ(plan.find("SCAN"), std::string::npos) << statement->name << "\n" << plan;
    EXPECT_EQ(plan.find("B-TREE"), std::string::npos) << statement->name << "\n" << plan;
  }
}

TEST_F(StatementsTest, compare_sketches_newest_first_without_sorting) {
  EXPECT_EQ(bench.plan_of(list_sketches).find("B-TREE"), std::string::npos);
}

}  // namespace
}  // namespace kith::people
