// SPDX-License-Identifier: Apache-2.0
#include "ledger_fixture.h"

namespace kith::events {
namespace {

class StatementRulesTest : public LedgerTest {
 protected:
  // Why the event by which a handler misbehaves is held, "" when it is not.
  std::string fault_of(std::int64_t how) {
    append(100 + how, ledger::Misused{.how = how});
    settle();
    return held();
  }
};

TEST_F(StatementRulesTest, an_apply_reads_no_view_of_the_platform) {
  EXPECT_EQ(fault_of(1),
            "The statement read_person of ledger reads a view of the platform; an apply may not "
            "run it.");
}

TEST_F(StatementRulesTest, an_apply_reads_no_record) {
  EXPECT_EQ(fault_of(2),
            "The statement count_quotes of ledger reads a record; an apply may not run it.");
}

TEST_F(StatementRulesTest, an_apply_reads_nothing_that_is_not_the_modules) {
  EXPECT_EQ(fault_of(3),
            "The statement unlisted of ledger is not in its list; an apply may not run it.");
}

TEST_F(StatementRulesTest, an_apply_writes_no_record) {
  append(1, MessageAdded{.message_id = {1}});
  EXPECT_EQ(fault_of(4),
            "The statement forget_quote of ledger writes a record; an apply may not run it.");
  EXPECT_EQ(rows("SELECT quote FROM ledger_quote"), "as it was said;");
}

TEST_F(StatementRulesTest, a_row_is_saved_in_a_projection_alone) {
  append(1, MessageAdded{.message_id = {1}});
  EXPECT_NE(fault_of(7).find("The statement keep_quote of ledger writes a record"),
            std::string::npos);
  EXPECT_EQ(rows("SELECT quote FROM ledger_quote"), "as it was said;") << "the rest goes on";
}

TEST_F(StatementRulesTest, an_apply_may_read_an_immutable_record) {
  EXPECT_EQ(fault_of(5), "");
}

TEST_F(StatementRulesTest, a_decide_reads_what_it_likes_and_writes_no_projection) {
  change(1, 1, ledger::Deed::add, 5);
  EXPECT_EQ(fault_of(0), "");
  EXPECT_EQ(fault_of(6),
            "The statement remove_all of ledger writes a projection; a decide may not run it.");
  EXPECT_EQ(entries(), "1 1 5;");
}

TEST_F(StatementRulesTest, an_eraser_writes_no_projection) {
  change(1, 1, ledger::Deed::add, 5);
  append(1, PersonErased{});
  settle();
  EXPECT_EQ(held(),
            "The statement remove_all of ledger writes a projection; an eraser may not run it.");
  EXPECT_EQ(entries(), "1 1 5;");
}

TEST_F(StatementRulesTest, a_command_writes_no_projection) {
  change(1, 1, ledger::Deed::add, 5);
  Result<Answer> answer;
  Object input(TypeOf<ledger::Clear>::type);
  static_cast<ledger::Clear*>(input.get())->person = {1};
  lane->execute({.route = &ledger::clear_route,
                 .caller = {.permissions = std::make_shared<const PermissionSet>(
                                std::vector<std::string>{"ledger.entry.change"})},
                 .input = std::move(input),
                 .done = [&](Result<Answer> given) { answer = std::move(given); }});
  settle();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message,
            "The statement remove_all of ledger writes a projection; a command may not run it.");
  EXPECT_EQ(entries(), "1 1 5;");
}

TEST_F(StatementRulesTest, a_rebuild_holds_to_them_too) {
  EXPECT_NE(fault_of(1), "");
  ASSERT_TRUE(writer->connection().execute("DELETE FROM bus_hold"));
  EXPECT_NE(rebuild_difference().find("reads a view of the platform"), std::string::npos)
      << rebuild_difference();
}

TEST_F(StatementRulesTest,
       a_statement_that_changes_an_immutable_record_stops_the_lane_from_starting) {
  static constexpr Statement change_rate{"change_rate", "UPDATE ledger_rate SET rate = 1"};
  static constexpr const Statement* statements[] = {&change_rate};
  Module other = ledger::module;
  other.statements = statements;
  const auto made = Lane::create(other,
                                 {.path = path(),
                                  .writer = *writer,
                                  .ring = *ring,
                                  .registry = registry,
                                  .clock = clock,
                                  .verbs = verbs,
                                  .codec = codec},
                                 settings);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message,
            "Statement change_rate of ledger changes rows of ledger_rate, which is immutable.");
}

}  // namespace
}  // namespace kith::events
