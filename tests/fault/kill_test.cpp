// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "killed_shop.h"

/// A server killed again and again while posts come in and are worked on.
namespace kith::fault {
namespace {

using std::chrono::milliseconds;

// Looking at everything after each kill takes the longer the more there is.
constexpr int kills_of_a_shop = 50;

class Kills : public KilledShop {
 protected:
  /// Lets a new company work, kills its server so often, and holds each time what must hold.
  void work_and_die(int kills) {
    ASSERT_NO_FATAL_FAILURE(open_shop((folder_ / fmt::format("data{}", kills_)).string()));
    start({"counts"});
    for (int kill = 0; kill < kills && !HasFailure(); ++kill) {
      work_until_killed();
      recoveries_.push_back(start({"counts"}));
      expect_whole();
    }
    expect_rebuilt_equal();
    EXPECT_EQ(stop(), 0);
    acknowledged_ += ledger_->acknowledged().size();
    handed_out_ += ledger_->handed_out();
    std::filesystem::remove_all(data_);
  }

  void work_until_killed() {
    Clients clients(data_, token_, *ledger_, "k" + std::to_string(kills_));
    // Every fourth at any moment from the first request on, the others once posts come through.
    const std::size_t before = ledger_->acknowledged().size();
    for (int wait = 0; kills_ % 4 != 0 && wait < 30'000; ++wait) {
      std::this_thread::sleep_for(milliseconds(1));
      wait = ledger_->acknowledged().size() > before ? 30'000 : wait;
    }
    std::this_thread::sleep_for(milliseconds(std::uniform_int_distribution<int>(5, 400)(random_)));
    this->kill();
    clients.join();
    ++kills_;
    count_in_flight();
  }

  // What the files say right after a kill, before anybody has mended anything.
  void count_in_flight() {
    std::size_t waiting = 0;
    for (const std::string& message :
         texts("SELECT json_extract(body, '$.message_id') " + std::string(added) +
               " AND sequence > coalesce((SELECT sequence FROM bus_cursor WHERE consumer = "
               "'service'), 0)")) {
      waiting += ledger_->is_acknowledged_message(message) ? 1U : 0U;
    }
    const std::size_t doubtful = ledger_->doubtful().size();
    acknowledged_in_flight_ += waiting;
    doubtful_in_flight_ += doubtful;
    both_in_flight_ += waiting > 0 && doubtful > 0 ? 1 : 0;
  }

  std::mt19937 random_{static_cast<unsigned>(trials("KITH_SEED", 2026))};
  int kills_ = 0;
  std::vector<milliseconds> recoveries_;
  std::size_t acknowledged_ = 0;
  std::size_t handed_out_ = 0;
  std::size_t acknowledged_in_flight_ = 0;
  std::size_t doubtful_in_flight_ = 0;
  int both_in_flight_ = 0;
};

TEST_F(Kills, of_a_server_lose_nothing_acknowledged_and_do_nothing_twice) {
  const int kills = trials("KITH_FAULT_TRIALS", 50) * 3 / 5;
  while (kills_ < kills && !HasFailure()) {
    work_and_die(std::min(kills_of_a_shop, kills - kills_));
  }
  ASSERT_FALSE(HasFailure());
  std::sort(recoveries_.begin(), recoveries_.end());
  fmt::print(
      "   {} kills of a server: {} things acknowledged, {} replies handed out, none lost, none "
      "twice; in flight {} acknowledged and {} not, both in {} kills; ready again after {} ms "
      "(median), {} ms (longest)\n",
      kills, acknowledged_, handed_out_, acknowledged_in_flight_, doubtful_in_flight_,
      both_in_flight_, recoveries_[recoveries_.size() / 2].count(), recoveries_.back().count());
  EXPECT_GE(both_in_flight_ * 3, kills);
  EXPECT_GT(handed_out_, 0U);
}

}  // namespace
}  // namespace kith::fault
