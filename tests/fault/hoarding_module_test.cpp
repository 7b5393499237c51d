// SPDX-License-Identifier: Apache-2.0
#include "bad_modules_fixture.h"

/// A module that asks for more memory than there is.
namespace kith::fault {
namespace {

using std::chrono::seconds;

TEST_F(BadModules, one_that_takes_all_memory_has_its_events_parked_and_the_rest_goes_on) {
  found(data_);
  misbehave();
  before_ = {"prlimit", "--as=1900000000"};
  serve({"hoards"});
  const Lags with = measure("hoards");
  expect_others_unharmed();
  EXPECT_TRUE(
      wait_for("SELECT count(*) FROM bus_hold WHERE consumer = 'hoards' AND state = 'parked'",
               posted_, seconds(60)));
  EXPECT_EQ(number("SELECT count(*) FROM hoards_seen"), 0);
  mend();
  EXPECT_EQ(scenario::run_kith({"parked", "replay", "hoards", "--all", "--data", data_}).exit_code,
            0);
  before_.clear();
  expect_each_handled_once("hoards");
  EXPECT_EQ(told("hoards"), posted_);
  const Lags alone = measure_alone("alone");
  expect_at_most_doubled(alone, with, alone);
}

}  // namespace
}  // namespace kith::fault
