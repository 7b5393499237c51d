// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "clients.h"
#include "shop.h"

/// A server killed again and again while posts come in and are worked on.
namespace kith::fault {
namespace {

using std::chrono::milliseconds;

constexpr const char* added =
    "FROM log_event JOIN log_event_type ON number = type "
    "WHERE name = 'message.added.v1'";

class Kills : public Shop {
 protected:
  void SetUp() override {
    Shop::SetUp();
    found(data_);
    const scenario::Ran token = scenario::run_kith(
        {"token", "create", "--member", "ada@shop.example", "--scope", "*", "--data", data_});
    ASSERT_EQ(token.exit_code, 0);
    token_ = token.output.substr(0, token.output.find('\n'));
  }

  // What the files say right after a kill, before anybody has mended anything.
  void count_in_flight() {
    std::size_t waiting = 0;
    for (const std::string& message :
         texts("SELECT json_extract(body, '$.message_id') " + std::string(added) +
               " AND sequence > coalesce((SELECT sequence FROM bus_cursor WHERE consumer = "
               "'service'), 0)")) {
      waiting += ledger_.is_acknowledged_message(message) ? 1U : 0U;
    }
    const std::size_t doubtful = ledger_.doubtful().size();
    acknowledged_in_flight_ += waiting;
    doubtful_in_flight_ += doubtful;
    both_in_flight_ += waiting > 0 && doubtful > 0 ? 1 : 0;
  }

  // Everything acknowledged is here once, everything else at most once, and nothing that nobody
  // sent.
  void expect_stored_once() {
    std::map<std::string, int> stored;
    for (const std::string& text : texts("SELECT text FROM message")) {
      ++stored[text];
    }
    const std::set<std::string> acknowledged = ledger_.acknowledged();
    const std::set<std::string> doubtful = ledger_.doubtful();
    for (const std::string& text : acknowledged) {
      EXPECT_EQ(stored[text], 1) << text;
    }
    for (const auto& [text, times] : stored) {
      EXPECT_LE(times, 1) << text;
      EXPECT_TRUE(acknowledged.contains(text) || doubtful.contains(text)) << text;
    }
  }

  // Who never got an answer asks again: the same post, the same reply under the same key.
  void ask_again() {
    KeepAlive api(data_);
    for (const std::string& text : ledger_.doubtful()) {
      if (!text.starts_with("Where is my parcel ")) {
        continue;
      }
      const std::string id = text.substr(19, text.size() - 20);
      const auto answer = api.post("/api/v1/intake", {{"posts", {question(id)}}});
      ASSERT_TRUE(answer);
      const std::string status = answer->body["results"][0]["status"];
      EXPECT_TRUE(status == "stored" || status == "duplicate") << answer->body;
      ledger_.acknowledge(text);
    }
  }

  void expect_handled_once() {
    EXPECT_TRUE(wait_for("SELECT min(sequence) >= (SELECT max(sequence) " + std::string(added) +
                             ") FROM bus_cursor WHERE consumer IN ('service', 'counts')",
                         1, std::chrono::seconds(60)));
    const std::int64_t messages = number("SELECT count(*) " + std::string(added));
    EXPECT_EQ(number("SELECT count(*) FROM message WHERE direction = 0"), messages);
    EXPECT_EQ(number("SELECT count(*) FROM counts_seen WHERE times = 1"), messages);
    EXPECT_EQ(number("SELECT count(*) FROM counts_seen"), messages);
    EXPECT_EQ(number("SELECT count(*) FROM log_event JOIN log_event_type ON number = type "
                     "WHERE name = 'counts.saw.v1'"),
              messages);
    EXPECT_EQ(number("SELECT count(*) FROM service_ask"),
              number("SELECT count(*) FROM message WHERE direction = 0 AND needs_reply = 1"));
    EXPECT_EQ(number("SELECT count(*) FROM bus_hold"), 0);
    EXPECT_EQ(ledger_.handed_out_twice(), 0U);
    const scenario::Ran verified = scenario::run_kith({"verify", "--data", data_});
    EXPECT_EQ(verified.exit_code, 0) << verified.output;
  }

  void expect_rebuilt_equal() {
    for (const char* module : {"service", "counts"}) {
      const scenario::Ran check = scenario::run_kith(
          {"rebuild", module, "--check", "--data", data_, "--module", module_file("counts")});
      EXPECT_EQ(check.exit_code, 0) << check.output;
    }
  }

  std::string token_;
  Ledger ledger_;
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
      expect_stored_once();
      ask_again();
      expect_handled_once();
    }
    if (kill == kills) {
      break;
    }
    Clients clients(data_, token_, ledger_, "k" + std::to_string(kill));
    // Every fourth at any moment from the first request on, the others once posts come through.
    const std::size_t before = ledger_.acknowledged().size();
    for (int wait = 0; kill % 4 != 0 && wait < 30'000; ++wait) {
      std::this_thread::sleep_for(milliseconds(1));
      wait = ledger_.acknowledged().size() > before ? 30'000 : wait;
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
      kills, ledger_.acknowledged().size(), ledger_.handed_out(), acknowledged_in_flight_,
      doubtful_in_flight_, both_in_flight_, recoveries[recoveries.size() / 2].count(),
      recoveries.back().count());
  EXPECT_GE(both_in_flight_ * 3, kills);
  EXPECT_GT(ledger_.handed_out(), 0U);
}

}  // namespace
}  // namespace kith::fault
