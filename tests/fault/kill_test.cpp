// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "killed_shop.h"

/// A server killed again and again while posts come in and are worked on.
namespace kith::fault {
namespace {

using std::chrono::milliseconds;

class Kills : public KilledShop {
 protected:
  void SetUp() override {
    KilledShop::SetUp();
    open_shop(data_);
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

  std::size_t acknowledged_in_flight_ = 0;
  std::size_t doubtful_in_flight_ = 0;
  int both_in_flight_ = 0;
};

TEST_F(Kills, of_a_server_lose_nothing_acknowledged_and_do_nothing_twice) {
  const int kills = trials("KITH_FAULT_TRIALS", 50) * 3 / 5;
  std::mt19937 random(static_cast<unsigned>(trials("KITH_SEED", 2026)));
  std::vector<milliseconds> recoveries;
  for (int kill = 0; kill <= kills && !HasFailure(); ++kill) {
    recoveries.push_back(start({"counts"}));
    if (kill > 0) {
      expect_whole();
    }
    if (kill == kills) {
      break;
    }
    Clients clients(data_, token_, *ledger_, "k" + std::to_string(kill));
    // Every fourth at any moment from the first request on, the others once posts come through.
    const std::size_t before = ledger_->acknowledged().size();
    for (int wait = 0; kill % 4 != 0 && wait < 30'000; ++wait) {
      std::this_thread::sleep_for(milliseconds(1));
      wait = ledger_->acknowledged().size() > before ? 30'000 : wait;
    }
    std::this_thread::sleep_for(milliseconds(std::uniform_int_distribution<int>(5, 400)(random)));
    this->kill();
    clients.join();
    count_in_flight();
  }
  expect_rebuilt_equal();
  EXPECT_EQ(stop(), 0);
  std::sort(recoveries.begin(), recoveries.end());
  fmt::print(
      "   {} kills of a server: {} things acknowledged, {} replies handed out; in flight "
      "{} acknowledged and {} not, both in {} kills; ready again after {} ms (median), {} ms "
      "(longest)\n",
      kills, ledger_->acknowledged().size(), ledger_->handed_out(), acknowledged_in_flight_,
      doubtful_in_flight_, both_in_flight_, recoveries[recoveries.size() / 2].count(),
      recoveries.back().count());
  EXPECT_GE(both_in_flight_ * 3, kills);
  EXPECT_GT(ledger_->handed_out(), 0U);
}

}  // namespace
}  // namespace kith::fault
