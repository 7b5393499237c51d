// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/module_loader.h"

namespace kith::host {
namespace {

using testing::HasSubstr;

Result<std::vector<Observation>> nothing_seen(QueryContext&, Window) {
  return std::vector<Observation>();
}

constexpr Permission foreign_right{"elsewhere.thing.read", "see things elsewhere"};

std::string fault_of_measure(const Measure& measure) {
  const Module module{.name = "garden", .measures = std::span(&measure, 1)};
  const Module* const modules[] = {&module};
  const Result<void> checked = check_modules(modules);
  return checked ? "" : checked.error().message;
}

TEST(ModuleChecks, take_a_measure_that_is_the_modules_own) {
  EXPECT_EQ(fault_of_measure(
                {"garden.bloom", "share", "How much blooms.", Statistic::share, &nothing_seen}),
            "");
}

TEST(ModuleChecks, refuse_a_measure_that_is_not_its_own_or_looks_at_nothing) {
  Measure measure{"service.bloom", "share", "How much blooms.", Statistic::share, &nothing_seen};
  EXPECT_THAT(fault_of_measure(measure), HasSubstr("service.bloom"));
  measure.name = "garden.bloom";
  measure.observe = nullptr;
  EXPECT_THAT(fault_of_measure(measure), HasSubstr("garden.bloom"));
  measure.observe = &nothing_seen;
  measure.growth.days = 0;
  EXPECT_THAT(fault_of_measure(measure), HasSubstr("looks back no day"));
}

TEST(ModuleChecks, refuse_a_measure_whose_permission_nobody_declares) {
  Measure measure{"garden.bloom", "share", "How much blooms.", Statistic::share, &nothing_seen};
  measure.permission = &foreign_right;
  EXPECT_THAT(fault_of_measure(measure), HasSubstr("a permission that it does not declare"));
}

}  // namespace
}  // namespace kith::host
