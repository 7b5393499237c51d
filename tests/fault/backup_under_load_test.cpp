// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <random>

#include "clients.h"
#include "shop.h"

/// Backups of a server that is at work, restored after everything else is gone.
namespace kith::fault {
namespace {

using std::chrono::milliseconds;

class BackupUnderLoad : public Shop {
 protected:
  void SetUp() override {
    Shop::SetUp();
    found((folder_ / "data").string());
    const scenario::Ran token = scenario::run_kith(
        {"token", "create", "--member", "ada@shop.example", "--scope", "*", "--data", data_});
    ASSERT_EQ(token.exit_code, 0);
    token_ = token.output.substr(0, token.output.find('\n'));
  }

  // Everything that was acknowledged before the backup began, once; nothing that nobody sent.
  void expect_stored(const std::set<std::string>& before, const std::set<std::string>& sent) {
    std::map<std::string, int> stored;
    for (const std::string& text : texts(what_they_wrote)) {
      ++stored[text];
    }
    for (const std::string& text : before) {
      EXPECT_EQ(stored[text], 1) << text;
      lost_ += stored[text] == 1 ? 0 : 1;
    }
    for (const auto& [text, times] : stored) {
      EXPECT_LE(times, 1) << text;
      EXPECT_TRUE(sent.contains(text)) << text;
    }
  }

  static milliseconds since(std::chrono::steady_clock::time_point began) {
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began);
  }

  std::string token_;
  int lost_ = 0;
};

TEST_F(BackupUnderLoad, restores_all_that_was_acknowledged_before_it_began) {
  const int backups = trials("KITH_BACKUPS", 3);
  std::mt19937 random(static_cast<unsigned>(trials("KITH_SEED", 2026)));
  std::set<std::string> must;  // what every later backup has to hold
  std::set<std::string> sent;
  milliseconds longest{};
  std::size_t more = 0;
  for (int trial = 0; trial < backups && !HasFailure(); ++trial) {
    start();
    Ledger ledger;
    Clients clients(data_, token_, ledger, fmt::format("b{}", trial));
    while (ledger.acknowledged().size() < 20) {
      std::this_thread::sleep_for(milliseconds(1));
    }
    std::this_thread::sleep_for(milliseconds(std::uniform_int_distribution<int>(0, 400)(random)));
    const std::set<std::string> acknowledged = ledger.acknowledged();
    const std::string file = (folder_ / fmt::format("{}.tar.zst", trial)).string();
    const scenario::Ran backup = scenario::run_kith({"backup", file, "--data", data_});
    ASSERT_EQ(backup.exit_code, 0) << backup.errors;
    kill();
    clients.join();
    must.insert(acknowledged.begin(), acknowledged.end());
    for (const std::set<std::string>& each : {ledger.acknowledged(), ledger.doubtful()}) {
      sent.insert(each.begin(), each.end());
    }
    more += ledger.acknowledged().size() - acknowledged.size();

    std::filesystem::remove_all(data_);
    const auto began = std::chrono::steady_clock::now();
    const scenario::Ran restored = scenario::run_kith({"restore", file, "--data", data_});
    ASSERT_EQ(restored.exit_code, 0) << restored.errors;
    longest = std::max(longest, since(began));
    expect_stored(must, sent);
    for (const std::string& text : texts(what_they_wrote)) {
      must.insert(text);
    }
    const scenario::Ran verified = scenario::run_kith({"verify", "--data", data_});
    EXPECT_EQ(verified.exit_code, 0) << verified.output;
  }
  fmt::print(
      "   {} backups under load: {} messages acknowledged before them, {} lost; {} more were "
      "acknowledged before each was over; the longest restore took {} ms\n",
      backups, must.size(), lost_, more, longest.count());
  EXPECT_GT(more, 0U) << "no backup was made under load";
}

// How long a restore takes for what it restores.
TEST_F(BackupUnderLoad, of_a_large_company_is_restored_in_a_minute_a_gigabyte) {
  const int messages = trials("KITH_BACKUP_MESSAGES", 3'000);
  const std::string posts = (folder_ / "posts.jsonl").string();
  {
    std::ofstream out(posts);
    for (int row = 0; row < messages; ++row) {
      nlohmann::json post = question(fmt::format("r{}", row));
      post["text"] = fmt::format("Where is my parcel {}? {}", row,
                                 std::string(static_cast<std::size_t>(row % 200), 'y'));
      post["posted_at"] = "2024-05-01T00:00:00Z";
      out << post.dump() << '\n';
    }
  }
  ASSERT_EQ(scenario::run_kith({"import", "jsonl", posts, "--data", data_}).exit_code, 0);
  const std::string file = (folder_ / "large.tar.zst").string();
  auto began = std::chrono::steady_clock::now();
  ASSERT_EQ(scenario::run_kith({"backup", file, "--data", data_}).exit_code, 0);
  const milliseconds made = since(began);
  const auto bytes = static_cast<double>(std::filesystem::file_size(workspace_file()));
  std::filesystem::remove_all(data_);
  began = std::chrono::steady_clock::now();
  ASSERT_EQ(scenario::run_kith({"restore", file, "--data", data_}).exit_code, 0);
  start();
  const milliseconds restored = since(began);
  EXPECT_EQ(number("SELECT count(*) FROM message"), messages);
  EXPECT_EQ(stop(), 0);
  const double per_gigabyte = static_cast<double>(restored.count()) / 1e3 / (bytes / 1e9);
  fmt::print(
      "   {} messages, {:.0f} MB: backed up in {} ms, restored and served after {} ms, "
      "{:.0f} s a GB\n",
      messages, bytes / 1e6, made.count(), restored.count(), per_gigabyte);
  // Starting the two processes is most of the time of a small one.
  if (bytes > 100e6) {
    EXPECT_LE(per_gigabyte, 60);
  }
}

}  // namespace
}  // namespace kith::fault
