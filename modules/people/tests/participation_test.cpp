// SPDX-License-Identifier: Apache-2.0
#include "participation_api.h"
#include "people_test.h"

namespace kith::people {
namespace {

class ParticipationTest : public PeopleTest {
 protected:
  Participation take(std::int32_t days = 28) {
    bench.clock.advance(minutes(1));
    auto found = bench.get<Participation>("/participation", GetParticipation{.days = days});
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    return found ? *std::move(found) : Participation{};
  }
  static DepartmentPart part_of(const Participation& all, Department department) {
    for (const DepartmentPart& each : all.departments) {
      if (each.department == department) {
        return each;
      }
    }
    return {};
  }
};

TEST_F(ParticipationTest, counts_who_of_each_department_did_something) {
  for (std::int64_t member = 1; member <= 4; ++member) {
    bench.joins({member}, Department::service);
  }
  bench.joins({5}, Department::none);
  bench.asks(1);
  bench.asks(1);
  bench.answers(1, {1});
  bench.answers(1, {1});
  bench.notes(1, {2});
  bench.answers_handoff(9, HandoffState::declined, {2});
  bench.answers(2, {5});
  const Participation all = take();
  const DepartmentPart service = part_of(all, Department::service);
  EXPECT_EQ(service.colleagues, 4);
  EXPECT_EQ(service.active, 2);
  EXPECT_EQ(service.share.value, 5'000);
  EXPECT_EQ(service.answers, 2);
  EXPECT_EQ(service.questions, 2);
  EXPECT_EQ(service.notes, 1);
  EXPECT_EQ(service.handoffs, 1);
  EXPECT_EQ(part_of(all, Department::none).active, 1) << "the chief executive helps, too";
  EXPECT_EQ(all.company.colleagues, 5);
  EXPECT_EQ(all.company.active, 3);
  EXPECT_EQ(all.company.share.value, 6'000);
  EXPECT_EQ(all.counted, 5);
}

TEST_F(ParticipationTest, says_what_is_missing_where_a_share_would_point_at_one) {
  bench.joins(anna, Department::sales);
  bench.joins(ben, Department::sales);
  bench.answers(1, anna);
  const DepartmentPart sales = part_of(take(), Department::sales);
  EXPECT_EQ(sales.share.status, FigureStatus::insufficient);
  EXPECT_EQ(sales.share.missing, "1 more colleague");
  EXPECT_FALSE(sales.share.value);
}

TEST_F(ParticipationTest, counts_an_act_for_the_department_of_the_time) {
  bench.joins(anna, Department::service);
  bench.clock.advance(hours(1));
  bench.answers(1, anna);
  bench.clock.advance(days(2));
  bench.joins(anna, Department::product);
  bench.clock.advance(hours(1));
  bench.notes(1, anna);
  bench.clock.advance(hours(1));
  Participation all = take();
  EXPECT_EQ(part_of(all, Department::service).answers, 1);
  EXPECT_EQ(part_of(all, Department::product).notes, 1);
  EXPECT_EQ(all.company.colleagues, 1);
  all = take(1);
  EXPECT_EQ(part_of(all, Department::service).colleagues, 0) << "nothing of hers in this window";
  EXPECT_EQ(part_of(all, Department::product).active, 1);
}

TEST_F(ParticipationTest, counts_imported_acts_for_the_first_department_that_is_known) {
  bench.joins(anna, Department::logistics);
  bench.imports(1, anna, bench.clock.now() - days(5));
  EXPECT_EQ(part_of(take(), Department::logistics).answers, 1);
}

TEST_F(ParticipationTest, leaves_out_who_left_unless_they_did_something_before) {
  bench.joins(anna, Department::sales);
  bench.joins(ben, Department::sales);
  bench.answers(1, anna);
  bench.clock.advance(hours(1));
  bench.joins(anna, Department::sales, false);
  bench.joins(ben, Department::sales, false);
  const DepartmentPart sales = part_of(take(), Department::sales);
  EXPECT_EQ(sales.colleagues, 1);
  EXPECT_EQ(sales.active, 1);
}

TEST_F(ParticipationTest, leaves_out_answers_to_staff_bots_and_test_accounts) {
  bench.add_person(7, true);
  bench.answers(1, anna, 7);
  EXPECT_EQ(take().counted, 0);
}

}  // namespace
}  // namespace kith::people
