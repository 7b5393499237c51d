// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "draft.h"
#include "evidence_store.h"
#include "facets.h"
#include "measures.h"
#include "product_test.h"
#include "standing.h"
#include "telling.h"

namespace kith::product {
namespace {

class StatementsTest : public ProductTest {
 protected:
  void expect_no_scan(const Statement& statement) {
    const std::string plan = bench.plan_of(statement);
    for (const char* table : {"SCAN product_", "SCAN part", "SCAN asker", "SCAN own", "SCAN named",
                              "SCAN message", "SCAN conversation", "SCAN person"}) {
      EXPECT_EQ(plan.find(table), std::string::npos) << statement.name << "\n" << plan;
    }
  }
};

TEST_F(StatementsTest, have_names_of_their_own) {
  std::set<std::string_view> names;
  for (const Statement* statement : module().statements) {
    EXPECT_TRUE(names.insert(statement->name).second) << statement->name;
  }
}

TEST_F(StatementsTest, behind_lists_run_along_an_index_and_sort_nothing) {
  for (const Statement* statement : {&list_newest, &list_most_asked, &list_wishes_newest}) {
    const std::string plan = bench.plan_of(*statement);
    EXPECT_EQ(plan.find("SCAN"), std::string::npos) << statement->name << "\n" << plan;
    EXPECT_EQ(plan.find("B-TREE"), std::string::npos) << statement->name << "\n" << plan;
  }
}

TEST_F(StatementsTest, find_what_they_need_by_key_or_index) {
  for (const Statement* statement : {&find_request,
                                     &list_parts,
                                     &move_parts,
                                     &find_message,
                                     &find_evidence_in,
                                     &count_evidence_of,
                                     &list_evidence_rows,
                                     &list_untold,
                                     &note_telling,
                                     &list_tellings,
                                     &forget_tellings,
                                     &join_standings,
                                     &recount_standing,
                                     &find_draft,
                                     &list_askers,
                                     &count_told,
                                     &count_drafted,
                                     &list_requests_of_message,
                                     &list_requests_of_person,
                                     &list_requests_of_conversation,
                                     &count_open_wishes,
                                     &list_asker_outcomes}) {
    expect_no_scan(*statement);
  }
}

}  // namespace
}  // namespace kith::product
