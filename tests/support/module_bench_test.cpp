// SPDX-License-Identifier: Apache-2.0
#include "support/module_bench.h"

#include "events/tests/ledger_module.h"

namespace kith::support {
namespace {

TEST(ModuleBench, says_which_statement_a_handler_may_not_run) {
  ModuleBench bench(ledger::module);
  bench.happens(1, ledger::Misused{.how = 1});
  bench.settle();
  EXPECT_EQ(bench.held(),
            "1 held: The statement read_person of ledger reads a view of the platform; an apply "
            "may not run it.");
}

TEST(ModuleBench, runs_erasers_and_leaves_them_out_of_its_rebuild) {
  ModuleBench bench(ledger::module);
  bench.happens(1, MessageAdded{.message_id = {5}});
  bench.settle();
  bench.happens(1, MessageDeleted{.message_id = {5}});
  bench.settle();
  EXPECT_EQ(bench.held(), "");
  EXPECT_EQ(bench.rows_of("ledger_quote"), "5 ''\n");
  bench.execute("UPDATE ledger_quote SET quote = 'entered later'");
  EXPECT_EQ(bench.rebuild_difference(), "");
  EXPECT_EQ(bench.rows_of("ledger_quote"), "5 'entered later'\n");
}

}  // namespace
}  // namespace kith::support
