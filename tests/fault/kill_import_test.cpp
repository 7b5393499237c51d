// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <fstream>
#include <random>

#include "shop.h"

/// An import killed again and again ends where an unbroken one does.
namespace kith::fault {
namespace {

constexpr int rows_in_file = 12'000;

class KilledImport : public Shop {
 protected:
  // Threads of four: a question, an answer of the company, thanks, and one row in ten is broken.
  void write_file() {
    file_ = (folder_ / "posts.jsonl").string();
    std::ofstream out(file_);
    for (int row = 0; row < rows_in_file; ++row) {
      const int first = row - row % 4;
      nlohmann::json post = question("r" + std::to_string(row));
      post["author"] = {{"native_id", row % 4 == 1 ? "shop" : "c" + std::to_string(first % 900)}};
      post["direction"] = row % 4 == 1 ? "outbound" : "inbound";
      post["posted_at"] =
          fmt::format("2024-05-{:02}T{:02}:{:02}:00Z", 1 + row / 600, row / 60 % 10, row % 60);
      if (row != first) {
        post["in_reply_to"] = "r" + std::to_string(row - 1);
      }
      out << (row % 10 == 7 ? "{\"no\": \"post\"}" : post.dump()) << '\n';
    }
  }

  std::vector<std::string> import_arguments() const {
    return {"import", "jsonl", file_, "--data", data_, "--module", module_file("counts")};
  }

  // Whether an import is under way that has taken rows in and acknowledged some.
  std::int64_t acknowledged_rows() const {
    std::error_code absent;
    for (const auto& entry : std::filesystem::directory_iterator(data_ + "/imports", absent)) {
      std::ifstream state(entry.path());
      const nlohmann::json progress = nlohmann::json::parse(state, nullptr, false);
      return progress.is_object() ? progress.value("read", std::int64_t{0}) : 0;
    }
    return 0;
  }

  // Everything that there is, in an order of its own.
  std::vector<std::string> state() const {
    std::vector<std::string> all = texts(
        "SELECT 'message ' || message.id || ' ' || message.text || ' ' || message.posted_at || ' ' "
        "|| message.needs_reply || ' ' || message.direction || ' ' || identity.native_id || ' ' || "
        "(SELECT min(first.text) FROM message AS first WHERE first.conversation = "
        "message.conversation) || ' ' || conversation.status || ' ' || conversation.messages || "
        "' ' || conversation.waiting_since FROM message JOIN conversation ON conversation.id = "
        "message.conversation LEFT JOIN identity ON identity.id = message.identity ORDER BY 1");
    const std::vector<std::string> cases = texts(
        "SELECT 'case ' || message.text || ' ' || state || ' ' || status || ' ' || open_asks || "
        "' ' || opened_at || ' ' || service_case.waiting_since || ' ' || replies FROM service_case "
        "JOIN message ON message.id = opened_message ORDER BY 1");
    const std::vector<std::string> counted =
        texts("SELECT 'seen ' || message || ' ' || times FROM counts_seen ORDER BY 1");
    all.insert(all.end(), cases.begin(), cases.end());
    all.insert(all.end(), counted.begin(), counted.end());
    return all;
  }

  std::string file_;
};

TEST_F(KilledImport, ends_in_the_same_state_as_an_unbroken_one) {
  write_file();
  ASSERT_EQ(scenario::run_kith(import_arguments()).exit_code, 0);
  const std::vector<std::string> unbroken = state();
  ASSERT_GT(unbroken.size(), rows_in_file);

  const int kills = trials("KITH_FAULT_TRIALS", 50) * 2 / 5;
  std::mt19937 random(static_cast<unsigned>(trials("KITH_SEED", 2026)));
  int killed = 0;
  int both_in_flight = 0;
  int imports = 0;
  while (killed < kills && !HasFailure()) {
    data_ = (folder_ / ("killed" + std::to_string(imports++))).string();
    bool is_over = false;
    while (!is_over && killed < kills) {
      const std::int64_t before = acknowledged_rows();
      scenario::KithProcess importing(import_arguments());
      // One in three at any moment from its start on, the others once it gets on.
      const bool waits = random() % 3 != 0;
      while (waits && acknowledged_rows() <= before && importing.is_running()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
      }
      std::this_thread::sleep_for(
          std::chrono::milliseconds(std::uniform_int_distribution<int>(0, 300)(random)));
      is_over = !importing.is_running();
      if (is_over) {
        break;
      }
      importing.kill_at_once();
      ++killed;
      const std::int64_t acknowledged = acknowledged_rows();
      both_in_flight += acknowledged > 0 && acknowledged < rows_in_file ? 1 : 0;
    }
    ASSERT_EQ(scenario::run_kith(import_arguments()).exit_code, 0);
    EXPECT_EQ(scenario::run_kith({"verify", "--data", data_}).exit_code, 0);
    const std::vector<std::string> broken = state();
    ASSERT_EQ(broken.size(), unbroken.size());
    for (std::size_t line = 0; line < broken.size(); ++line) {
      ASSERT_EQ(broken[line], unbroken[line]);
    }
    const scenario::Ran check =
        scenario::run_kith({"rebuild", "service", "--check", "--data", data_});
    EXPECT_EQ(check.exit_code, 0) << check.output;
  }
  fmt::print(
      "   {} kills of {} imports of {} rows; rows acknowledged and under way in {} of them\n",
      killed, imports, rows_in_file, both_in_flight);
  EXPECT_GE(both_in_flight * 3, killed);
}

}  // namespace
}  // namespace kith::fault
