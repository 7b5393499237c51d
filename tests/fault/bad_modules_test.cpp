// SPDX-License-Identifier: Apache-2.0
#include "bad_modules_fixture.h"

/// What a module that throws, hangs or floods costs the departments, and that nothing is lost or
/// done twice for it.
namespace kith::fault {
namespace {

using std::chrono::seconds;

TEST_F(BadModules, one_that_throws_has_its_events_parked_and_handles_each_once_when_mended) {
  const Lags before = alone_before();
  found(data_);
  misbehave();
  serve({"throws"});
  const Lags with = measure("throws");
  expect_others_unharmed();
  const auto last_post = std::chrono::steady_clock::now();
  EXPECT_TRUE(
      wait_for("SELECT count(*) FROM bus_hold WHERE consumer = 'throws' AND state = "
               "'parked' AND reason LIKE '%bad in its%'",
               posted_, seconds(30)));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - last_post;
  fmt::print("   all parked {:.1f} s after the last post\n", took.count());
  EXPECT_EQ(number("SELECT count(*) FROM throws_seen"), 0);
  const scenario::Ran listed = scenario::run_kith({"parked", "list", "--data", data_});
  EXPECT_NE(listed.output.find("The module throws threw: bad in its apply"), std::string::npos);
  expect_others_unharmed();

  mend();
  const std::string first =
      std::to_string(number("SELECT min(sequence) FROM bus_hold WHERE consumer = 'throws'"));
  EXPECT_EQ(scenario::run_kith({"parked", "replay", "throws", first, "--data", data_}).exit_code,
            0);
  EXPECT_TRUE(wait_for("SELECT count(*) FROM throws_seen", 1, seconds(10)));
  EXPECT_EQ(scenario::run_kith({"parked", "replay", "throws", "--all", "--data", data_}).exit_code,
            0);
  expect_each_handled_once("throws");
  EXPECT_EQ(told("throws"), posted_);
  expect_at_most_doubled(before, with, measure_alone("alone"));
}

TEST_F(BadModules, one_that_never_ends_is_left_behind_and_handles_each_once_when_mended) {
  const Lags before = alone_before();
  found(data_);
  misbehave();
  serve({"hangs"}, {"modules.handler_seconds=1"});
  const Lags hanging = measure("hangs");
  EXPECT_TRUE(
      wait_for("SELECT count(*) > 0 FROM bus_hold WHERE consumer = 'hangs'", 1, seconds(10)))
      << "what it hung on is held";
  std::this_thread::sleep_for(seconds(3));
  const Lags left_behind = measure("left behind");
  expect_others_unharmed();
  EXPECT_LT(cursor_of("hangs"), cursor_of("service")) << "the rest waits behind its cursor";
  EXPECT_EQ(number("SELECT count(*) FROM hangs_seen"), 0);

  mend();
  // What hung twice was parked; the rest goes on by itself.
  EXPECT_TRUE(
      wait_for("SELECT (SELECT count(*) FROM hangs_seen) + (SELECT count(*) FROM bus_hold "
               "WHERE consumer = 'hangs' AND state = 'parked')",
               posted_, seconds(60)));
  EXPECT_EQ(scenario::run_kith({"parked", "replay", "hangs", "--all", "--data", data_}).exit_code,
            0);
  expect_each_handled_once("hangs");
  EXPECT_EQ(told("hangs"), posted_);
  const Lags after = measure_alone("alone");
  expect_at_most_doubled(before, hanging, after);
  expect_at_most_doubled(before, left_behind, after);
}

TEST_F(BadModules, one_that_floods_is_paced_and_handles_each_once_when_mended) {
  const Lags before = alone_before();
  found(data_);
  misbehave();
  serve({"floods"});
  const auto began = std::chrono::steady_clock::now();
  // What it had saved up comes at once, and is to be a small part.
  const Lags with = measure("floods", std::max(120, posts_measured()));
  const double took =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  const std::int64_t flood = told("floods");
  fmt::print("   {} events of floods in {:.1f} s\n", flood, took);
  EXPECT_GT(flood, posted_) << "it does flood";
  EXPECT_LT(static_cast<double>(flood), 1000 * (took + 2) + 8 * posted_) << "at its pace";
  expect_others_unharmed();
  EXPECT_LT(cursor_of("floods"), cursor_of("service")) << "what it has not answered waits";

  mend();
  expect_each_handled_once("floods");
  expect_at_most_doubled(before, with, measure_alone("alone"));
}

}  // namespace
}  // namespace kith::fault
