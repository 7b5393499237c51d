// SPDX-License-Identifier: Apache-2.0
#include "killed_shop.h"

#include <map>

namespace kith::fault {

void KilledShop::open_shop(const std::string& data) {
  found(data);
  token_ = make_token();
  ledger_ = std::make_unique<Ledger>();
}

void KilledShop::expect_stored_once() const {
  std::map<std::string, int> stored;
  for (const std::string& text : texts(what_they_wrote)) {
    ++stored[text];
  }
  const std::set<std::string> acknowledged = ledger_->acknowledged();
  const std::set<std::string> doubtful = ledger_->doubtful();
  for (const std::string& text : acknowledged) {
    EXPECT_EQ(stored[text], 1) << text;
  }
  for (const auto& [text, times] : stored) {
    EXPECT_LE(times, 1) << text;
    EXPECT_TRUE(acknowledged.contains(text) || doubtful.contains(text)) << text;
  }
}

std::vector<std::string> KilledShop::lost() const {
  const std::vector<std::string> list = texts(what_they_wrote);
  const std::set<std::string> stored(list.begin(), list.end());
  std::vector<std::string> lost;
  for (const std::string& text : ledger_->acknowledged()) {
    if (!stored.contains(text)) {
      lost.push_back(text);
    }
  }
  return lost;
}

void KilledShop::ask_again() {
  KeepAlive api(data_);
  for (const std::string& text : ledger_->doubtful()) {
    if (!text.starts_with("Where is my parcel ")) {
      continue;
    }
    const std::string id = text.substr(19, text.size() - 20);
    const auto answer = api.post("/api/v1/intake", {{"posts", {question(id)}}});
    ASSERT_TRUE(answer);
    const std::string status = answer->body["results"][0]["status"];
    EXPECT_TRUE(status == "stored" || status == "duplicate") << answer->body;
    ledger_->acknowledge(text);
  }
}

void KilledShop::expect_handled_once() const {
  // Who was killed before anybody posted has heard of everything.
  EXPECT_TRUE(wait_for("SELECT coalesce(min(sequence), 0) >= (SELECT coalesce(max(sequence), 0) " +
                           std::string(added) +
                           ") FROM bus_cursor WHERE consumer IN ('service', 'counts')",
                       1, std::chrono::seconds(60)));
  const std::int64_t messages = number("SELECT count(*) " + std::string(added));
  EXPECT_EQ(number("SELECT count(*) FROM message WHERE direction = 0"), messages);
  EXPECT_EQ(number("SELECT count(*) FROM counts_seen WHERE times = 1"), messages);
  EXPECT_EQ(number("SELECT count(*) FROM counts_seen"), messages);
  EXPECT_EQ(number("SELECT count(*) FROM log_event JOIN log_event_type ON number = type "
                   "WHERE name = 'counts.saw.v1'"),
            messages);
  // What was erased says no more whether it asked for something.
  EXPECT_EQ(number("SELECT count(*) FROM service_ask WHERE message IN "
                   "(SELECT id FROM message WHERE text <> '')"),
            number("SELECT count(*) FROM message WHERE direction = 0 AND needs_reply = 1"));
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold"), 0);
  EXPECT_EQ(ledger_->handed_out_twice(), 0U);
  const scenario::Ran verified = scenario::run_kith({"verify", "--data", data_});
  EXPECT_EQ(verified.exit_code, 0) << verified.output;
}

void KilledShop::expect_rebuilt_equal() const {
  for (const char* module : {"service", "counts"}) {
    const scenario::Ran check = scenario::run_kith(
        {"rebuild", module, "--check", "--data", data_, "--module", module_file("counts")});
    EXPECT_EQ(check.exit_code, 0) << check.output;
  }
}

void KilledShop::expect_whole() {
  expect_stored_once();
  ask_again();
  expect_handled_once();
}

}  // namespace kith::fault
