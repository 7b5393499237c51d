// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <fstream>
#include <random>
#include <sstream>

#include "killed_shop.h"
#include "power_cut_disk.h"

/// A server whose power is cut: what it acknowledged must have reached the disk.
namespace kith::fault {
namespace {

using std::chrono::milliseconds;

constexpr int cuts_of_a_disk = 5;

// A few cuts, or as many as somebody asks for, who then waits for them.
int cuts_wanted() {
  return trials("KITH_POWER_TRIALS", 3);
}
double longest_span() {
  return std::getenv("KITH_POWER_TRIALS") == nullptr ? 1500 : 5000;
}

class PowerLoss : public KilledShop {
 protected:
  void SetUp() override {
    KilledShop::SetUp();
    auto disk = PowerCutDisk::create(folder_.string(), {});
    if (disk) {
      disk_ = *std::move(disk);
      return;
    }
    fmt::print("   Power was NOT cut on this machine: {}.\n", disk.error().message);
    EXPECT_EQ(std::getenv("KITH_POWER_TRIALS"), nullptr) << "power cuts were asked for";
  }
  void TearDown() override {
    server_.reset();
    disk_.reset();
    KilledShop::TearDown();
  }

  /// A new company on an empty disk.
  void begin_anew() {
    ASSERT_TRUE(disk_->replace());
    ASSERT_NO_FATAL_FAILURE(open_shop(disk_->path() + "/data"));
  }

  /// Customers and colleagues are at work for so long, then the power goes off, and is back.
  void work_until_power_goes(milliseconds span) {
    Ledger::Moment moment;
    {
      const int posters = std::uniform_int_distribution<int>(4, 16)(random_);
      const milliseconds pause(std::uniform_int_distribution<int>(0, 40)(random_));
      Clients clients(data_, token_, *ledger_, "c" + std::to_string(cuts_), posters, pause);
      std::this_thread::sleep_for(span);
      moment = ledger_->now();
      const Result<void> cut = disk_->cut();
      kill();
      ASSERT_TRUE(cut) << cut.error().message;
    }
    const Result<void> back = disk_->come_back();
    ASSERT_TRUE(back) << back.error().message;
    ledger_->go_back_to(std::move(moment));
    ++cuts_;
    cuts_in_flight_ += ledger_->doubtful().empty() ? 0 : 1;
  }

  // Short spans as likely as long ones.
  milliseconds any_span() {
    const double exponent =
        std::uniform_real_distribution<double>(std::log(50), std::log(longest_span()))(random_);
    return milliseconds(std::lround(std::exp(exponent)));
  }

  std::unique_ptr<PowerCutDisk> disk_;
  std::mt19937 random_{static_cast<unsigned>(trials("KITH_SEED", 2026))};
  int cuts_ = 0;
  int cuts_in_flight_ = 0;
};

TEST_F(PowerLoss, loses_nothing_acknowledged_and_does_nothing_twice) {
  if (!disk_) {
    return;
  }
  const int cuts = cuts_wanted();
  std::size_t acknowledged = 0;
  std::size_t handed_out = 0;
  std::size_t lost_in_all = 0;
  milliseconds longest{};
  while (cuts_ < cuts && !HasFailure()) {
    ASSERT_NO_FATAL_FAILURE(begin_anew());
    start({"counts"});
    for (int cut = 0; cut < cuts_of_a_disk && cuts_ < cuts && !HasFailure(); ++cut) {
      work_until_power_goes(any_span());
      lost_in_all += lost().size();
      longest = std::max(longest, start({"counts"}));
      acknowledged += ledger_->acknowledged().size();
      expect_whole();
    }
    handed_out += ledger_->handed_out();
    EXPECT_EQ(stop(), 0);
    expect_rebuilt_equal();
  }
  fmt::print(
      "   {} power cuts, {} of them with something under way: {} things were acknowledged by then, "
      "{} lost; {} replies handed out, none twice; ready again after {} ms at the longest\n",
      cuts_, cuts_in_flight_, acknowledged, lost_in_all, handed_out, longest.count());
  EXPECT_EQ(lost_in_all, 0U);
  EXPECT_GE(cuts_in_flight_ * 2, cuts_);
}

// The control: a harness that does not see this would see nothing.
TEST_F(PowerLoss, would_lose_what_is_synced_too_late) {
  if (!disk_) {
    return;
  }
  const int cuts = std::max(1, cuts_wanted() / 30);
  std::size_t acknowledged = 0;
  std::size_t lost_in_all = 0;
  while (cuts_ < cuts && !HasFailure()) {
    ASSERT_NO_FATAL_FAILURE(begin_anew());
    {
      const Variable late("LD_PRELOAD", KITH_LATE_SYNC);
      start({"counts"});
    }
    work_until_power_goes(milliseconds(1000));
    acknowledged += ledger_->acknowledged().size();
    lost_in_all += lost().size();
  }
  fmt::print("   {} power cuts with synchronous=NORMAL: {} of {} acknowledged things lost\n", cuts_,
             lost_in_all, acknowledged);
  EXPECT_GT(lost_in_all, 0U);
}

/// The loop devices whose image lies in this folder.
std::string attached_in(const std::string& folder) {
  std::string found;
  std::error_code absent;
  for (const auto& entry : std::filesystem::directory_iterator("/sys/block", absent)) {
    std::ifstream file(entry.path() / "loop/backing_file");
    std::string image;
    if (std::getline(file, image) && image.starts_with(folder)) {
      found += image + '\n';
    }
  }
  return found;
}

using PowerCuts = Shop;

TEST_F(PowerCuts, say_what_a_machine_has_not) {
  const std::string folder = folder_.string();
  const auto reason = [&](const PowerCutDisk::Machine& machine) {
    const auto disk = PowerCutDisk::create(folder, machine);
    return disk ? "nothing is missing" : disk.error().message;
  };
  EXPECT_EQ(reason({.loop_control = "/nowhere/loop-control"}),
            "there are no loop devices (/nowhere/loop-control)");
  EXPECT_EQ(reason({.loop_control = "/dev/null", .make_btrfs = "mkfs.nothing"}),
            "mkfs.nothing is not installed (package btrfs-progs)");
}

TEST_F(PowerCuts, leave_nothing_mounted_when_their_process_is_killed) {
  const std::string folder = folder_.string();
  const pid_t child = ::fork();
  if (child == 0) {
    const auto disk = PowerCutDisk::create(folder, {});
    if (disk && attached_in(folder).empty()) {
      ::_exit(1);
    }
    static_cast<void>(std::raise(SIGKILL));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the disk is on no loop device";
  for (int wait = 0; wait < 1000 && !attached_in(folder).empty(); ++wait) {
    std::this_thread::sleep_for(milliseconds(5));
  }
  EXPECT_EQ(attached_in(folder), "");
  std::ifstream mounts("/proc/self/mounts");
  const std::string all{std::istreambuf_iterator<char>(mounts), {}};
  EXPECT_FALSE(all.contains(folder)) << all;
}

}  // namespace
}  // namespace kith::fault
