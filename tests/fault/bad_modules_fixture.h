// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <utility>

#include "shop.h"
#include "store/sqlite.h"

namespace kith::fault {

/// How many posts tell how long a department takes.
inline int posts_measured() {
  return trials("KITH_LAG_POSTS", 60);
}

// Below this a doubling says more of the machine than of kith: a poll, a commit and a turn of the
// scheduler of two busy cores.
inline constexpr double floor_of_median = 5;
inline constexpr double floor_of_tail = 25;

/// The departments, and how many of the posts below each has made something of.
inline const std::map<std::string, std::string> watched = {
    {"service", "SELECT count(*) FROM service_case"},
    {"product", "SELECT count(*) FROM product_wish"},
    {"sales", "SELECT count(*) FROM sales_thread"},
    {"logistics", "SELECT count(*) FROM logistics_noted"},
    {"people", "SELECT count(*) FROM people_thread"},
    {"marketing", "SELECT count(*) FROM marketing_mention"}};

/// How many of a hundred posts the tail leaves out; the last of few says little.
inline int tail_percent() {
  return posts_measured() < 300 ? 95 : 99;
}

/// How long it took until a department had handled a post, in milliseconds.
struct Lag {
  double median = 0;
  double tail = 0;  ///< by `tail_percent`
};
using Lags = std::map<std::string, Lag>;

/// What the departments have handled, as it is committed now.
class Cursors {
 public:
  explicit Cursors(const std::string& file)
      : connection_(store::Connection::open(file, store::OpenMode::read_only)) {}

  /// The event of the newest message after `sequence`.
  std::int64_t newest_message(std::int64_t sequence) {
    return connection_
        ->number("SELECT max(sequence) FROM log_event WHERE sequence > " +
                 std::to_string(sequence) +
                 " AND type = (SELECT number FROM log_event_type WHERE name = "
                 "'message.added.v1')")
        .value_or(0);
  }
  std::map<std::string, std::int64_t> read() {
    std::map<std::string, std::int64_t> cursors;
    auto rows = connection_->prepare("SELECT consumer, sequence FROM bus_cursor");
    while (rows && rows->step().value_or(false)) {
      cursors[std::string(rows->text(0))] = rows->integer(1);
    }
    return cursors;
  }

 private:
  Result<store::Connection> connection_;
};

/// A company with a module that misbehaves while a file is there, watched by how long each
/// department takes for a post.
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

  // Serves, and gives every department something to do at each post.
  void serve(const std::vector<std::string>& modules = {},
             const std::vector<std::string>& options = {}) {
    start(modules, options);
    const auto made = KeepAlive(data_).post(
        "/api/v1/logistics/watches",
        {{"name", "Parcels"}, {"topic", "delivery"}, {"topic_terms", {"parcel"}}});
    ASSERT_TRUE(made);
    ASSERT_LT(made->status, 300) << made->body;
  }

  static nlohmann::json wish(const std::string& id) {
    nlohmann::json post = question(id);
    post["text"] = "Where is my parcel " + id + "? Could you add a map? I recommend this shop.";
    return post;
  }

  // Waits until all departments have handled the event; when each had, in milliseconds from now.
  static std::map<std::string, double> wait_for_all(Cursors& cursors, std::int64_t event) {
    const auto began = std::chrono::steady_clock::now();
    std::map<std::string, double> took;
    while (true) {
      const std::map<std::string, std::int64_t> now = cursors.read();
      const std::chrono::duration<double, std::milli> passed =
          std::chrono::steady_clock::now() - began;
      for (const auto& [department, handled] : watched) {
        const auto cursor = now.find(department);
        if (cursor != now.end() && cursor->second >= event) {
          took.emplace(department, passed.count());
        }
      }
      if (took.size() == watched.size() || passed > std::chrono::seconds(30)) {
        return took;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  // Posts one question after the other, each as soon as all departments are done with the one
  // before.
  Lags measure(const std::string& name, int posts = posts_measured()) {
    KeepAlive api(data_);
    Cursors cursors(workspace_file());
    std::map<std::string, std::vector<double>> took;
    std::int64_t event = 0;
    for (int post = 0; post < posts; ++post) {
      const auto stored =
          api.post("/api/v1/intake", {{"posts", {wish(name + std::to_string(post))}}});
      if (!stored || stored->status != 200 || stored->body["results"][0]["status"] != "stored") {
        ADD_FAILURE() << "post " << post
                      << " was not stored: " << (stored ? stored->body.dump() : "no answer");
        return {};
      }
      event = cursors.newest_message(event);
      const std::map<std::string, double> each = wait_for_all(cursors, event);
      if (each.size() < watched.size()) {
        ADD_FAILURE() << "post " << post << " is not handled by all after 30 s";
        return {};
      }
      for (const auto& [department, lag] : each) {
        took[department].push_back(lag);
      }
    }
    posted_ += posts;
    return lags_of(name, took);
  }

  static Lags lags_of(const std::string& name, std::map<std::string, std::vector<double>>& took) {
    Lags lags;
    fmt::print("   {:<12}", name);
    for (auto& [department, each] : took) {
      std::sort(each.begin(), each.end());
      const Lag lag{each[each.size() / 2],
                    each[each.size() * static_cast<std::size_t>(tail_percent()) / 100]};
      fmt::print("  {} {:.1f}/{:.1f}", department, lag.median, lag.tail);
      lags[department] = lag;
    }
    fmt::print("  ms, median/{}th of 100; {} posts\n", tail_percent(),
               took.empty() ? 0 : took.begin()->second.size());
    return lags;
  }

  // What was measured last with nobody misbehaving; the test before this one ended with it.
  Lags alone_before() { return last_alone_.empty() ? measure_alone("alone") : last_alone_; }

  // The same with nobody misbehaving, on a folder of its own.
  Lags measure_alone(const std::string& name) {
    const std::string data = std::exchange(data_, (folder_ / name).string());
    const int posted = posted_;
    found(data_);
    serve();
    const Lags lags = measure(name);
    EXPECT_EQ(stop(), 0);
    std::filesystem::remove_all(data_);
    data_ = data;
    posted_ = posted;
    last_alone_ = lags;
    return lags;
  }

  // The machine does other things, too: alone is measured before and after, and the worse counts.
  static void expect_at_most_doubled(const Lags& before, const Lags& with, const Lags& after) {
    ASSERT_EQ(with.size(), watched.size());
    for (const auto& [department, lag] : with) {
      SCOPED_TRACE(department);
      const Lag& first = before.at(department);
      const Lag& last = after.at(department);
      EXPECT_LE(lag.median, 2 * std::max(first.median, last.median) + floor_of_median);
      EXPECT_LE(lag.tail, 2 * std::max(first.tail, last.tail) + floor_of_tail);
    }
  }

  void expect_others_unharmed() {
    EXPECT_TRUE(is_ready());
    for (const auto& [department, handled] : watched) {
      // Some fold what they decided, an event later.
      EXPECT_TRUE(wait_for(handled, posted_, std::chrono::seconds(10))) << department;
    }
    for (const std::string& department : departments()) {
      EXPECT_TRUE(watched.contains(department)) << department;
      EXPECT_EQ(number("SELECT count(*) FROM bus_hold WHERE consumer = '" + department + "'"), 0)
          << department;
    }
  }

  std::int64_t cursor_of(const std::string& module) {
    return number("SELECT sequence FROM bus_cursor WHERE consumer = '" + module + "'");
  }

  void expect_each_handled_once(const std::string& module) {
    EXPECT_TRUE(
        wait_for("SELECT count(*) FROM " + module + "_seen", posted_, std::chrono::seconds(60)));
    EXPECT_EQ(number("SELECT max(times) FROM " + module + "_seen"), 1);
    EXPECT_TRUE(wait_for("SELECT count(*) FROM bus_hold WHERE consumer = '" + module + "'", 0,
                         std::chrono::seconds(10)));
    EXPECT_EQ(stop(), 0);
    std::vector<std::string> all = departments();
    all.push_back(module);
    for (const std::string& each : all) {
      const scenario::Ran check = scenario::run_kith(
          {"rebuild", each, "--check", "--data", data_, "--module", module_file(module)});
      EXPECT_EQ(check.exit_code, 0) << each << ": " << check.output << check.errors;
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
  inline static Lags last_alone_;
};

}  // namespace kith::fault
