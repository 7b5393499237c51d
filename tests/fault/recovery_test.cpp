// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "killed_shop.h"

/// How soon a server that was killed answers again, with a long log behind it.
namespace kith::fault {
namespace {

using std::chrono::milliseconds;

constexpr int posts_in_a_file = 50'000;
constexpr int posts_under_way = 20'000;

class Recovery : public KilledShop {
 protected:
  std::int64_t events() const { return number("SELECT max(sequence) FROM log_event"); }

  std::string write_posts(int count) {
    std::string file = (folder_ / fmt::format("posts{}.jsonl", files_++)).string();
    std::ofstream out(file);
    for (int post = 0; post < count; ++post) {
      out << question(fmt::format("h{}", posts_++)).dump() << '\n';
    }
    return file;
  }

  void fill(std::int64_t wanted) {
    while (events() < wanted && !HasFailure()) {
      const auto missing = static_cast<int>(wanted - events());
      const std::string file = write_posts(std::min(missing, posts_in_a_file));
      const scenario::Ran ran = scenario::run_kith({"import", "jsonl", file, "--data", data_});
      ASSERT_EQ(ran.exit_code, 0) << ran.output << ran.errors;
    }
  }

  std::uintmax_t log_bytes() const {
    std::error_code absent;
    const std::uintmax_t bytes = std::filesystem::file_size(workspace_file() + "-wal", absent);
    return absent ? 0 : bytes;
  }

  int files_ = 0;
  int posts_ = 0;
};

TEST_F(Recovery, after_a_kill_takes_under_a_second_and_a_half) {
  ASSERT_NO_FATAL_FAILURE(open_shop(data_));
  fill(trials("KITH_RECOVERY_EVENTS", 5'000));
  const int kills = trials("KITH_RECOVERY_KILLS", 2);
  const std::int64_t before = events();
  std::vector<milliseconds> times;
  std::uintmax_t longest_log = 0;
  start();
  for (int kill = 0; kill < kills && !HasFailure(); ++kill) {
    {
      // Every other time in an import, when most is under way.
      std::unique_ptr<scenario::KithProcess> importing;
      if (kill % 2 == 1) {
        importing = std::make_unique<scenario::KithProcess>(std::vector<std::string>{
            "import", "jsonl", write_posts(posts_under_way), "--data", data_});
      }
      Clients clients(data_, token_, *ledger_, "k" + std::to_string(kill));
      std::this_thread::sleep_for(milliseconds(1000));
      this->kill();
    }
    longest_log = std::max(longest_log, log_bytes());
    times.push_back(start());
    EXPECT_EQ(lost().size(), 0U);
  }
  std::ranges::sort(times);
  fmt::print(
      "   {} kills at {} events and more, with up to {} MB of write-ahead log: ready again after "
      "{} ms (median), {} ms (longest)\n",
      kills, before, longest_log >> 20, times[times.size() / 2].count(), times.back().count());
  EXPECT_LT(times.back(), milliseconds(1500));
  const scenario::Ran verified = scenario::run_kith({"verify", "--data", data_});
  EXPECT_EQ(verified.exit_code, 0) << verified.output;
}

}  // namespace
}  // namespace kith::fault
