// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "shop.h"

/// What a module that misbehaves costs the others, and that nothing is lost or done twice for it.
namespace kith::fault {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int posts_measured = 200;
// Below this a doubling says more of the machine than of kith: a poll, a commit and a turn of the
// scheduler of two busy cores.
constexpr double floor_of_median = 5;
constexpr double floor_of_tail = 25;

/// How long it took until posts had become cases, in milliseconds.
struct Lag {
  double median = 0;
  double tail = 0;  ///< the 95th of a hundred
};

class BadModules : public Shop {
 protected:
  void SetUp() override {
    Shop::SetUp();
    switch_ = (folder_ / "bad").string();
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing has started yet
    ::setenv("BAD_MODULES_FILE", switch_.c_str(), 1);
  }
  void misbehave() const { std::ofstream(switch_) << "bad\n"; }
  void mend() const { std::filesystem::remove(switch_); }

  // Posts one question after the other, each as soon as the one before has its case.
  Lag measure(const std::string& name) {
    KeepAlive api(data_);
    std::vector<double> lags;
    for (int post = 0; post < posts_measured; ++post) {
      const auto stored =
          api.post("/api/v1/intake", {{"posts", {question(name + std::to_string(post))}}});
      const auto committed = std::chrono::steady_clock::now();
      if (!stored || stored->body["results"][0]["status"] != "stored") {
        ADD_FAILURE() << "post " << post << " was not stored";
        return {};
      }
      const std::string place = "/api/v1/service/cases/" +
                                stored->body["results"][0]["conversation_id"].get<std::string>();
      while (api.get(place).value_or(KeepAlive::Answer()).status != 200) {
        if (std::chrono::steady_clock::now() - committed > seconds(30)) {
          ADD_FAILURE() << "post " << post << " has no case after 30 s";
          return {};
        }
        std::this_thread::sleep_for(milliseconds(1));
      }
      lags.push_back(
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - committed)
              .count());
    }
    posted_ += posts_measured;
    std::sort(lags.begin(), lags.end());
    const Lag lag{lags[lags.size() / 2], lags[lags.size() * 95 / 100]};
    fmt::print("   {:<16} median {:6.1f} ms, 95th of 100 {:6.1f} ms\n", name, lag.median, lag.tail);
    return lag;
  }

  // The same with nobody misbehaving, on a folder of its own.
  Lag measure_alone(const std::string& name) {
    const std::string data = std::exchange(data_, (folder_ / name).string());
    const int posted = posted_;
    found(data_);
    start();
    const Lag lag = measure(name);
    EXPECT_EQ(stop(), 0);
    data_ = data;
    posted_ = posted;
    return lag;
  }

  // The machine does other things, too: alone is measured before and after, and the worse counts.
  void expect_at_most_doubled(const Lag& before, const Lag& with, const Lag& after) {
    EXPECT_LE(with.median, 2 * std::max(before.median, after.median) + floor_of_median);
    EXPECT_LE(with.tail, 2 * std::max(before.tail, after.tail) + floor_of_tail);
  }

  void expect_others_unharmed() {
    EXPECT_TRUE(is_ready());
    EXPECT_EQ(number("SELECT count(*) FROM service_case"), posted_);
    EXPECT_GE(cursor_of("service"), number("SELECT max(sequence) FROM log_event JOIN "
                                           "log_event_type ON number = type WHERE name = "
                                           "'message.added.v1'"));
    EXPECT_EQ(number("SELECT count(*) FROM bus_hold WHERE consumer = 'service'"), 0);
  }

  std::int64_t cursor_of(const std::string& module) {
    return number("SELECT sequence FROM bus_cursor WHERE consumer = '" + module + "'");
  }

  void expect_each_handled_once(const std::string& module) {
    EXPECT_TRUE(wait_for("SELECT count(*) FROM " + module + "_seen", posted_, seconds(60)));
    EXPECT_EQ(number("SELECT max(times) FROM " + module + "_seen"), 1);
    EXPECT_TRUE(wait_for("SELECT count(*) FROM bus_hold WHERE consumer = '" + module + "'", 0,
                         seconds(10)));
    EXPECT_EQ(stop(), 0);
    for (const std::string& each : {module, std::string("service")}) {
      const scenario::Ran check = scenario::run_kith(
          {"rebuild", each, "--check", "--data", data_, "--module", module_file(module)});
      EXPECT_EQ(check.exit_code, 0) << check.output;
    }
  }
  // What decide made of each message, which is in the log for good.
  std::int64_t told(const std::string& module) {
    return number(
        "SELECT count(*) FROM log_event JOIN log_event_type ON number = type WHERE "
        "name = '" +
        module + ".saw.v1'");
  }

  std::string switch_;
  int posted_ = 0;
};

TEST_F(BadModules, one_that_throws_has_its_events_parked_and_handles_each_once_when_mended) {
  const Lag before = measure_alone("alone");
  found(data_);
  misbehave();
  start({"throws"});
  const Lag with = measure("throws");
  expect_others_unharmed();
  EXPECT_TRUE(
      wait_for("SELECT count(*) FROM bus_hold WHERE consumer = 'throws' AND state = "
               "'parked' AND reason LIKE '%bad in its%'",
               posted_, seconds(60)));
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
  expect_at_most_doubled(before, with, measure_alone("alone again"));
}

TEST_F(BadModules, one_that_never_ends_is_left_behind_and_handles_each_once_when_mended) {
  const Lag before = measure_alone("alone");
  found(data_);
  misbehave();
  start({"hangs"}, {"modules.handler_seconds=1"});
  const Lag hanging = measure("hangs");
  EXPECT_TRUE(
      wait_for("SELECT count(*) > 0 FROM bus_hold WHERE consumer = 'hangs'", 1, seconds(10)))
      << "what it hung on is held";
  std::this_thread::sleep_for(seconds(3));
  const Lag left_behind = measure("left behind");
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
  const Lag after = measure_alone("alone again");
  expect_at_most_doubled(before, hanging, after);
  expect_at_most_doubled(before, left_behind, after);
}

TEST_F(BadModules, one_that_floods_is_paced_and_handles_each_once_when_mended) {
  const Lag before = measure_alone("alone");
  found(data_);
  misbehave();
  start({"floods"});
  const auto began = std::chrono::steady_clock::now();
  const Lag with = measure("floods");
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
  expect_at_most_doubled(before, with, measure_alone("alone again"));
}

}  // namespace
}  // namespace kith::fault
