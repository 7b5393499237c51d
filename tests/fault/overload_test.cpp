// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <set>

#include "colleagues.h"
#include "flood.h"
#include "shop.h"

/// Ten times what can be stored, thousands of slow clients, few descriptors: who is refused and
/// told so, who is served, and how soon all is as before.
namespace kith::fault {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int slow_clients = 2000;
constexpr double slowest_answer = 1000;  // ms
constexpr seconds longest_recovery{10};

class Overload : public Shop {
 protected:
  void SetUp() override {
    Shop::SetUp();
    output_ = (folder_ / "said").string();
    found(data_);
    token_ = make_token();
  }

  // No limit for each token alone, so that the limits of the whole are met.
  void serve() { start({}, {"http.writes_per_minute=100000000"}); }

  FloodSettings flood(const std::string& name) const {
    return {.port = port(), .token = token_, .name = name};
  }

  // Posts a second that are stored when a few ask for no more than that.
  double capacity() {
    FloodSettings settings = flood("calm");
    settings.connections = 8;
    Flood calm(settings);
    std::this_thread::sleep_for(seconds(1));
    const auto before = calm.accepted();
    std::this_thread::sleep_for(seconds(1));
    const auto stored = calm.accepted() - before;
    remember(calm.stop());
    return std::max(1000.0, static_cast<double>(stored));
  }

  void remember(const FloodResult& result) {
    accepted_.insert(accepted_.end(), result.accepted.begin(), result.accepted.end());
  }

  // How long until every module has seen everything.
  milliseconds wait_for_modules() {
    const auto began = std::chrono::steady_clock::now();
    EXPECT_TRUE(
        wait_for("SELECT min(sequence) >= (SELECT max(sequence) FROM log_event JOIN log_event_type "
                 "ON number = type WHERE name = 'message.added.v1') FROM bus_cursor",
                 1, seconds(60)));
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began);
  }

  void expect_whole() {
    std::vector<std::string> stored = texts("SELECT text FROM message");
    const std::size_t all = stored.size();
    const std::set<std::string> once(stored.begin(), stored.end());
    EXPECT_EQ(once.size(), all) << "nothing is here twice";
    std::size_t lost = 0;
    for (const std::string& text : accepted_) {
      lost += once.contains(text) ? 0U : 1U;
    }
    EXPECT_EQ(lost, 0U);
    EXPECT_EQ(number("SELECT count(*) FROM bus_hold"), 0);
    EXPECT_EQ(stop(), 0);
    const scenario::Ran verified = scenario::run_kith({"verify", "--data", data_});
    EXPECT_EQ(verified.exit_code, 0) << verified.output;
  }

  static void expect_quick(const char* what, const std::vector<double>& took) {
    fmt::print("   {}: {} answers, median {:.0f} ms, 99th {:.0f} ms, longest {:.0f} ms\n", what,
               took.size(), share_of(took, 0.5), share_of(took, 0.99), share_of(took, 1));
    EXPECT_GE(took.size(), 10U) << what;
    EXPECT_LE(share_of(took, 0.99), slowest_answer) << what;
  }

  std::string token_;
  std::vector<std::string> accepted_;
};

TEST_F(Overload, by_ten_times_what_can_be_stored_refuses_the_rest_and_serves_whoever_is_there) {
  serve();
  const double most = capacity();
  wait_for_modules();
  FloodSettings settings = flood("flood");
  settings.connections = 256;
  settings.posts_per_second = 10 * most;
  AtAScreen colleague(data_, token_);
  Flood flooded(settings);
  std::this_thread::sleep_for(seconds(trials("KITH_OVERLOAD_SECONDS", 3)));
  const FloodResult& result = flooded.stop();
  const auto began = std::chrono::steady_clock::now();
  colleague.stop();
  remember(result);
  accepted_.insert(accepted_.end(), colleague.replied().begin(), colleague.replied().end());

  std::int64_t refused = 0;
  for (const auto& [status, times] : result.requests) {
    EXPECT_TRUE(status == 200 || status == 429 || status == 503) << status;
    refused += status == 200 ? 0 : times;
  }
  fmt::print("   {:.0f} posts a second stored, {:.0f} offered: {} accepted, {} requests refused\n",
             most, settings.posts_per_second, result.accepted.size(), refused);
  EXPECT_GT(refused, 0) << "it is more than can be stored";
  EXPECT_EQ(result.without_retry_after, 0);
  EXPECT_EQ(result.broken, 0);
  EXPECT_EQ(colleague.refused() + colleague.failed(), 0);
  expect_quick("reads", colleague.reads());
  expect_quick("replies", colleague.writes());
  const milliseconds recovery = wait_for_modules();
  fmt::print("   all modules have seen everything {} ms after\n", recovery.count());
  EXPECT_LE(recovery, longest_recovery);
  EXPECT_LE(std::chrono::steady_clock::now() - began, longest_recovery + seconds(5));
  expect_whole();
}

TEST_F(Overload, by_one_who_posts_too_often_refuses_that_one_alone) {
  start({}, {"http.writes_per_minute=600"});
  const std::string other = make_token();
  FloodSettings settings = flood("often");
  settings.connections = 8;
  settings.posts_in_a_request = 1;
  AtAScreen colleague(data_, other);
  Flood often(settings);
  // A burst is allowed.
  for (int wait = 0; wait < 300 && (often.refused() == 0 || wait < 10); ++wait) {
    std::this_thread::sleep_for(milliseconds(100));
  }
  const FloodResult& result = often.stop();
  colleague.stop();
  remember(result);
  EXPECT_TRUE(result.requests.contains(429));
  EXPECT_EQ(result.without_retry_after, 0);
  EXPECT_EQ(colleague.refused() + colleague.failed(), 0);
  expect_quick("reads", colleague.reads());
  wait_for_modules();
  expect_whole();
}

TEST_F(Overload, by_slow_clients_beyond_the_descriptors_still_serves_whoever_asks) {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  if (files.rlim_max < slow_clients + 100 || ::setrlimit(RLIMIT_NOFILE, &files) != 0) {
    fmt::print("   this machine allows a test {} descriptors, too few\n", files.rlim_max);
    return;
  }
  before_ = {"prlimit", "--nofile=500:500"};
  serve();
  FloodSettings settings = flood("few");
  settings.connections = 4;
  settings.posts_in_a_request = 5;
  settings.posts_per_second = 200;
  SlowClients slow(port(), slow_clients);
  std::this_thread::sleep_for(seconds(1));
  AtAScreen colleague(data_, token_);
  Flood posts(settings);
  std::this_thread::sleep_for(seconds(trials("KITH_OVERLOAD_SECONDS", 3)));
  const FloodResult& result = posts.stop();
  colleague.stop();
  remember(result);
  fmt::print(
      "   {} slow clients, ended {} times; {} posts accepted, {} connections ended before "
      "an answer; {} requests served, {} refused, {} failed\n",
      slow_clients, slow.ended(), result.accepted.size(), result.broken, colleague.served(),
      colleague.refused(), colleague.failed());
  EXPECT_GT(slow.ended(), slow_clients / 2) << "there are not so many descriptors";
  EXPECT_GT(result.accepted.size(), 100U);
  expect_quick("reads", colleague.reads());
  expect_quick("replies", colleague.writes());
  EXPECT_LE(colleague.refused() + colleague.failed(), colleague.served() / 20);
  slow.stop();
  const auto began = std::chrono::steady_clock::now();
  EXPECT_TRUE(is_ready());
  EXPECT_LE(std::chrono::steady_clock::now() - began, seconds(1));
  wait_for_modules();
  expect_whole();
}

}  // namespace
}  // namespace kith::fault
