// SPDX-License-Identifier: Apache-2.0
#include "bad_modules_fixture.h"

/// Modules that come back late, wait for ever or end the process: what the others feel of it, how
/// soon the bad one is left alone, and that it handles everything once when it was mended.
namespace kith::fault {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class WorseModules : public BadModules {
 protected:
  // Posts, and posts again after a while where the server ends in between.
  void post_until_stored(const std::string& id) {
    for (int attempt = 0; attempt < 600; ++attempt) {
      supervise();
      const auto answer = KeepAlive(data_).post("/api/v1/intake", {{"posts", {wish(id)}}});
      if (answer && answer->status == 200) {
        ++posted_;
        return;
      }
      std::this_thread::sleep_for(milliseconds(50));
    }
    ADD_FAILURE() << id << " was never stored";
  }

  // Whoever runs a server starts it again when it ends.
  void supervise() {
    if (server_ == nullptr || !server_->is_running()) {
      ++starts_;
      launch(modules_);
    }
  }

  std::int64_t fatal(const std::string& module) {
    return number("SELECT count(*) FROM bus_hold WHERE state = 'fatal' AND consumer = '" + module +
                  "'");
  }

  void replay_all(const std::string& module) {
    EXPECT_EQ(scenario::run_kith({"parked", "replay", module, "--all", "--data", data_}).exit_code,
              0);
  }

  std::vector<std::string> modules_;
  int starts_ = 0;
};

TEST_F(WorseModules, one_that_ends_the_process_is_set_aside_and_handles_each_once_when_mended) {
  const Lags before = alone_before();
  found(data_);
  start();
  EXPECT_EQ(stop(), 0);
  misbehave();
  modules_ = {"aborts"};
  const auto began = std::chrono::steady_clock::now();
  for (int post = 0; post < 10 || fatal("aborts") < 2; ++post) {
    post_until_stored("early" + std::to_string(post));
    ASSERT_LT(std::chrono::steady_clock::now() - began, seconds(30)) << "it still ends the process";
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  fmt::print("   set aside after {} starts and {:.1f} s\n", starts_, took.count());
  EXPECT_LE(starts_, 6);
  const int starts = starts_;
  ASSERT_TRUE(KeepAlive(data_).post(
      "/api/v1/logistics/watches",
      {{"name", "Parcels"}, {"topic", "delivery"}, {"topic_terms", {"parcel"}}}));
  const scenario::Ran listed = scenario::run_kith({"parked", "list", "--data", data_});
  EXPECT_NE(listed.output.find("The process ended while"), std::string::npos) << listed.output;
  const scenario::Ran looked = scenario::run_kith({"doctor", "--data", data_});
  EXPECT_NE(looked.output.find("aborts is set aside"), std::string::npos) << looked.output;
  const int without_watch = posted_;
  const Lags with = measure("set aside");
  supervise();
  EXPECT_EQ(starts_, starts) << "it does not end any more";
  EXPECT_LT(cursor_of("aborts"), cursor_of("service")) << "its backlog waits behind its cursor";
  EXPECT_EQ(number("SELECT count(*) FROM aborts_seen"), 0);
  for (const std::string& department : departments()) {
    EXPECT_EQ(number("SELECT count(*) FROM bus_hold WHERE consumer = '" + department + "'"), 0)
        << department;
  }
  EXPECT_TRUE(wait_for("SELECT count(*) FROM service_case", posted_, seconds(10)));
  // Of the posts before the watch those that were handled after it, too.
  EXPECT_TRUE(
      wait_for(fmt::format("SELECT ({}) >= {}", watched.at("logistics"), posted_ - without_watch),
               1, seconds(10)));

  mend();
  replay_all("aborts");
  expect_each_handled_once("aborts");
  EXPECT_EQ(told("aborts"), posted_);
  expect_at_most_doubled(before, with, measure_alone("alone"));
}

TEST_F(WorseModules, one_that_returns_late_is_not_heard_and_handles_each_once_when_mended) {
  const Lags before = alone_before();
  found(data_);
  misbehave();
  serve({"lags"}, {"modules.handler_seconds=1"});
  const Lags with = measure("late");
  expect_others_unharmed();
  EXPECT_EQ(number("SELECT count(*) FROM lags_seen"), 0) << "what comes late is refused";
  mend();
  EXPECT_TRUE(
      wait_for("SELECT (SELECT count(*) FROM lags_seen) + (SELECT count(*) FROM bus_hold "
               "WHERE consumer = 'lags' AND state = 'parked')",
               posted_, seconds(90)));
  replay_all("lags");
  expect_each_handled_once("lags");
  EXPECT_EQ(told("lags"), posted_);
  expect_at_most_doubled(before, with, measure_alone("alone"));
}

TEST_F(WorseModules, one_that_waits_for_ever_stands_still_until_the_next_start) {
  const Lags before = alone_before();
  found(data_);
  misbehave();
  serve({"deadlocks"}, {"modules.handler_seconds=1"});
  const Lags with = measure("deadlocks");
  std::this_thread::sleep_for(seconds(4));
  const Lags at_rest = measure("left behind");
  expect_others_unharmed();
  EXPECT_LT(cursor_of("deadlocks"), cursor_of("service"));
  mend();
  EXPECT_EQ(stop(), 0) << "nobody waits for the threads that hang";
  start({"deadlocks"});
  EXPECT_TRUE(
      wait_for("SELECT (SELECT count(*) FROM deadlocks_seen) + (SELECT count(*) FROM bus_hold "
               "WHERE consumer = 'deadlocks' AND state = 'parked')",
               posted_, seconds(60)));
  replay_all("deadlocks");
  expect_each_handled_once("deadlocks");
  EXPECT_EQ(told("deadlocks"), posted_);
  const Lags after = measure_alone("alone");
  expect_at_most_doubled(before, with, after);
  expect_at_most_doubled(before, at_rest, after);
}

}  // namespace
}  // namespace kith::fault
