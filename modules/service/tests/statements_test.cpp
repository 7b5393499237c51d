// SPDX-License-Identifier: Apache-2.0
#include "service_test.h"

#include "audit_measure.h"
#include "cases_api.h"
#include "closing.h"
#include "closing_measures.h"
#include "facets.h"
#include "measures.h"
#include "survey_measures.h"
#include "surveying.h"

namespace kith::service {
namespace {

class StatementsTest : public ServiceTest {};

// Making the bench prepares every statement under the module's own rights, so a refused one would
// throw there; this names the rule.
TEST_F(StatementsTest, are_prepared_under_the_modules_rights_alone) {
  for (const Statement* statement : module().statements) {
    EXPECT_NO_THROW(bench.plan_of(*statement)) << statement->name;
  }
  const Statement foreign{"foreign", "SELECT text FROM message"};
  const Statement* statements[] = {&foreign};
  const Module trespasser{.name = "trespasser", .statements = statements};
  EXPECT_THROW(support::ModuleBench{trespasser}, std::runtime_error);
}

TEST_F(StatementsTest, have_names_of_their_own) {
  std::set<std::string_view> names;
  for (const Statement* statement : module().statements) {
    EXPECT_TRUE(names.insert(statement->name).second) << statement->name;
  }
}

TEST_F(StatementsTest, behind_lists_run_along_an_index_and_sort_nothing) {
  for (const Statement* statement :
       {&list_by_age, &list_by_due, &list_assigned_by_age, &list_assigned_by_due}) {
    const std::string plan = bench.plan_of(*statement);
    EXPECT_EQ(plan.find("SCAN"), std::string::npos) << statement->name << "\n" << plan;
    EXPECT_EQ(plan.find("B-TREE"), std::string::npos) << statement->name << "\n" << plan;
    EXPECT_NE(plan.find("USING INDEX service_case_"), std::string::npos) << plan;
  }
}

TEST_F(StatementsTest, behind_facets_and_measures_scan_no_table) {
  for (const Statement* statement : {&find_ask,
                                     &find_answered_by,
                                     &find_opened_by,
                                     &list_person_cases,
                                     &list_openings,
                                     &list_resolutions,
                                     &list_asks,
                                     &find_last_mark,
                                     &list_rated,
                                     &list_asked,
                                     &list_closings,
                                     &list_questions_of_persons,
                                     &list_new_cases,
                                     &list_returns,
                                     &list_late,
                                     &list_audited,
                                     &find_opener,
                                     &find_asking,
                                     &count_reasons_against,
                                     &count_same_person}) {
    const std::string plan = bench.plan_of(*statement);
    for (const char* table :
         {"SCAN service_", "SCAN conversation", "SCAN person", "SCAN message"}) {
      EXPECT_EQ(plan.find(table), std::string::npos) << statement->name << "\n" << plan;
    }
  }
}

TEST_F(StatementsTest, of_the_fold_find_rows_by_key_or_index) {
  for (const Statement* statement :
       {&find_case, &change_ask, &move_ask, &change_left_out, &move_left_out,
        &move_left_out_of_thread, &list_pauses, &reopen_closing, &return_to_closing, &end_late}) {
    const std::string plan = bench.plan_of(*statement);
    EXPECT_EQ(plan.find("SCAN"), std::string::npos) << statement->name << "\n" << plan;
    EXPECT_EQ(plan.find("B-TREE"), std::string::npos) << statement->name << "\n" << plan;
  }
}

}  // namespace
}  // namespace kith::service
