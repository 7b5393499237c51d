// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <set>

#include "colleagues.h"
#include "flood.h"
#include "shop.h"

/// A server that the system allows 256 MB, while far more comes in than it can store.
namespace kith::fault {
namespace {

constexpr std::int64_t allowed = std::int64_t{256} << 20;

/// A group of processes that may use so much memory together; nothing where the system lets nobody
/// make one.
class MemoryGroup {
 public:
  MemoryGroup() {
    std::error_code failed;
    const std::string name = "/kith-test-" + std::to_string(::getpid());
    if (std::filesystem::exists("/sys/fs/cgroup/memory/tasks")) {
      folder_ = "/sys/fs/cgroup/memory" + name;
      limit_ = "/memory.limit_in_bytes";
      peak_ = "/memory.max_usage_in_bytes";
    } else {
      folder_ = "/sys/fs/cgroup" + name;
      limit_ = "/memory.max";
      peak_ = "/memory.peak";
    }
    std::filesystem::create_directory(folder_, failed);
    std::ofstream limit(folder_ + limit_);
    limit << allowed << std::flush;
    is_there_ = !failed && limit.good();
  }
  ~MemoryGroup() { ::rmdir(folder_.c_str()); }
  MemoryGroup(const MemoryGroup&) = delete;
  MemoryGroup& operator=(const MemoryGroup&) = delete;

  bool is_there() const { return is_there_; }
  /// What puts the program that follows into the group.
  std::vector<std::string> entrance() const {
    return {"sh", "-c", "echo $$ > " + folder_ + "/cgroup.procs && exec \"$@\"", "sh"};
  }
  std::int64_t peak() const {
    std::int64_t bytes = 0;
    std::ifstream(folder_ + peak_) >> bytes;
    return bytes;
  }

 private:
  std::string folder_;
  std::string limit_;
  std::string peak_;
  bool is_there_ = false;
};

class Memory : public Shop {
 protected:
  // For some seconds, and until there was some of either.
  static void wait_until_stored_and_refused(const Flood& flood) {
    for (int second = 0;
         second < 30 && (second < 3 || flood.accepted() == 0 || flood.refused() == 0); ++second) {
      std::this_thread::sleep_for(std::chrono::seconds(1));
    }
  }
};

TEST_F(Memory, of_256_mb_is_enough_to_refuse_what_is_too_much) {
  const int runs = trials("KITH_MEMORY_RUNS", 1);
  std::int64_t accepted = 0;
  std::int64_t refused = 0;
  std::int64_t peak = 0;
  int ended = 0;
  for (int run = 0; run < runs && !HasFailure(); ++run) {
    const MemoryGroup group;
    if (!group.is_there()) {
      fmt::print("   nobody may make a group of processes with a limit of its own here\n");
      return;
    }
    output_ = (folder_ / "said").string();
    before_.clear();
    found((folder_ / ("run" + std::to_string(run))).string());
    const std::string token = make_token();
    before_ = group.entrance();
    start({}, {"http.writes_per_minute=100000000"});
    // Long requests, short posts, and long ones.
    struct Shape {
      int connections;
      int posts;
      std::size_t letters;
    };
    static constexpr Shape shapes[] = {{16, 400, 18'000}, {128, 100, 0}, {128, 200, 3000}};
    const auto [connections, posts, letters] = shapes[run % 3];
    AtAScreen colleague(data_, token);
    Flood flood({.port = port(),
                 .token = token,
                 .name = "run" + std::to_string(run) + "-",
                 .connections = connections,
                 .posts_in_a_request = posts,
                 .letters = letters});
    wait_until_stored_and_refused(flood);
    const FloodResult& result = flood.stop();
    colleague.stop();
    for (const auto& [status, times] : result.requests) {
      EXPECT_TRUE(status == 200 || status == 503) << status;
      refused += status == 200 ? 0 : times;
    }
    EXPECT_EQ(result.without_retry_after, 0);
    ASSERT_FALSE(result.accepted.empty()) << "some of it is stored, always";
    EXPECT_GT(colleague.served(), 0) << "whoever is there is served";
    EXPECT_EQ(colleague.failed(), 0);
    accepted += static_cast<std::int64_t>(result.accepted.size());
    peak = std::max(peak, group.peak());
    if (!server_->is_running()) {
      ++ended;
      start();
    }
    EXPECT_TRUE(
        wait_for("SELECT min(sequence) >= (SELECT max(sequence) FROM log_event JOIN log_event_type "
                 "ON number = type WHERE name = 'message.added.v1') FROM bus_cursor",
                 1, std::chrono::seconds(60)));
    EXPECT_EQ(number("SELECT count(*) FROM bus_hold"), 0);
    const std::vector<std::string> stored = texts("SELECT text FROM message");
    const std::set<std::string> once(stored.begin(), stored.end());
    EXPECT_EQ(once.size(), stored.size()) << "nothing is here twice";
    for (const std::string& text : result.accepted) {
      ASSERT_TRUE(once.contains(text)) << text.substr(0, 60) << " was lost";
    }
    EXPECT_EQ(stop(), 0);
    EXPECT_EQ(scenario::run_kith({"verify", "--data", data_}).exit_code, 0);
    std::filesystem::remove_all(data_);
  }
  fmt::print(
      "   {} runs: {} posts accepted, {} requests refused, at most {} MB of {} used, the "
      "system ended {}\n",
      runs, accepted, refused, peak >> 20, allowed >> 20, ended);
  EXPECT_EQ(ended, 0);
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace kith::fault
