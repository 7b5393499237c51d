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

}  // namespace
}  // namespace kith::marketing
