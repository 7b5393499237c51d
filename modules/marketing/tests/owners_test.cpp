// SPDX-License-Identifier: Apache-2.0
#include "marketing_test.h"

namespace kith::marketing {
namespace {

using OwnersTest = MarketingTest;

TEST_F(OwnersTest, are_nobody_for_each_of_five_departments_at_first) {
  const auto page =
      bench.call<Page<OwnerView>>(HttpMethod::get, "/owners", Nothing{}, bench.caller(anna));
  ASSERT_TRUE(page);
  ASSERT_EQ(page->items.size(), 5U);
  EXPECT_EQ(page->items.front().department, Department::service);
  EXPECT_EQ(page->items.back().department, Department::people);
  for (const OwnerView& each : page->items) {
    EXPECT_FALSE(each.member_id);
    EXPECT_FALSE(each.since);
    EXPECT_EQ(each.revision, 0);
  }
}

TEST_F(OwnersTest, are_named_changed_and_taken_away_each_on_the_record) {
  bench.works_here(anna);
  const auto named = bench.name(Department::product, anna);
  ASSERT_TRUE(named) << named.error().message;
  EXPECT_EQ(named->member_id, anna);
  EXPECT_EQ(named->since, bench.clock.now());
  EXPECT_TRUE(named->is_active);
  EXPECT_EQ(named->revision, 1);
  const auto nobody = bench.name(Department::product, std::nullopt, 1);
  ASSERT_TRUE(nobody);
  EXPECT_FALSE(nobody->member_id);
  EXPECT_EQ(nobody->revision, 2);
  const auto told = bench.told<OwnerChanged>();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].second.member_id, anna);
  EXPECT_EQ(told[1].second.member_id, MemberId{});
}

TEST_F(OwnersTest, are_colleagues_who_work_here) {
  const auto stranger = bench.name(Department::sales, anna);
  ASSERT_FALSE(stranger);
  EXPECT_EQ(stranger.error().code, ErrorCode::rule);
  EXPECT_EQ(stranger.error().field, "/member_id");
  bench.works_here(anna);
  ASSERT_TRUE(bench.name(Department::sales, anna));
  bench.works_here(anna, false);
  EXPECT_FALSE(bench.owner(Department::sales)->is_active);
}

TEST_F(OwnersTest, are_not_asked_of_a_department_that_needs_none) {
  EXPECT_EQ(bench.owner(Department::marketing).error().code, ErrorCode::not_found);
  EXPECT_EQ(bench.name(Department::none, std::nullopt).error().code, ErrorCode::not_found);
}

TEST_F(OwnersTest, are_not_changed_by_who_has_read_another_state) {
  bench.works_here(anna);
  ASSERT_TRUE(bench.name(Department::people, anna));
  EXPECT_EQ(bench.name(Department::people, std::nullopt, 0).error().code, ErrorCode::stale);
}

}  // namespace
}  // namespace kith::marketing
