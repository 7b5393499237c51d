// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>

#include "kill_points.h"

/// Commands killed at each named point of what they do with a whole data folder.
namespace kith::fault {
namespace {

constexpr int posts_before = 300;

class KilledCommand : public Shop {
 protected:
  void SetUp() override {
    Shop::SetUp();
    posts_ = (folder_ / "posts.jsonl").string();
    std::ofstream out(posts_);
    for (int post = 0; post < posts_before; ++post) {
      out << question("p" + std::to_string(post)).dump() << '\n';
    }
  }

  /// A company with its posts taken in, by this program.
  void fill(const std::string& program, const std::string& data) {
    data_ = data;
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{program, "member", "add", "--email", "ada@shop.example",
                                   "--name", "Ada", "--role", "owner", "--password-stdin"},
          {program, "import", "jsonl", posts_}}) {
      std::vector<std::string> whole = command;
      whole.insert(whole.end(), {"--data", data});
      const scenario::Ran ran = scenario::run_program(whole, "correct horse battery staple\n");
      ASSERT_EQ(ran.exit_code, 0) << ran.output << ran.errors;
    }
  }

  /// Runs a command that dies at this passing of a point.
  void kill_at(const std::string& point, int passing, const std::vector<std::string>& command) {
    const KillAt armed(point, passing);
    const scenario::Ran ran = scenario::run_kith(command, "correct horse battery staple\n");
    ASSERT_EQ(ran.exit_code, -1) << "it never came there: " << ran.output << ran.errors;
    ++kills_;
  }

  static void must(const std::vector<std::string>& command, const std::string& input = "") {
    const scenario::Ran ran = scenario::run_kith(command, input);
    ASSERT_EQ(ran.exit_code, 0) << command[0] << ": " << ran.output << ran.errors;
  }

  /// All posts are there once, every link and file holds.
  void expect_whole(const std::string& data) {
    data_ = data;
    EXPECT_EQ(number("SELECT count(DISTINCT text) FROM message"), posts_before);
    EXPECT_EQ(number("SELECT count(*) FROM message"), posts_before);
    must({"verify", "--data", data});
  }

  std::filesystem::path copy_of(const std::string& data) {
    const std::filesystem::path copy = folder_ / ("copy" + std::to_string(copies_++));
    std::filesystem::copy(data, copy, std::filesystem::copy_options::recursive);
    std::filesystem::copy(data + ".key", copy.string() + ".key");
    return copy;
  }

  void tell(std::string_view what) const { fmt::print("   {} kills of {}\n", kills_, what); }

  std::string posts_;
  Chance chance_;
  int kills_ = 0;
  int copies_ = 0;
};

// The first command makes the database of accounts, in two parts, the second the company's.
TEST_F(KilledCommand, that_makes_the_data_folder_can_be_run_again) {
  for (const std::string& point : points_of("migrate")) {
    for (int round = 0; round < kill_rounds() && !HasFailure(); ++round) {
      SCOPED_TRACE(point);
      const std::string data = (folder_ / fmt::format("new{}", kills_)).string();
      const std::vector<std::string> add = {
          "member", "add",   "--email",          "ada@shop.example", "--name", "Ada",
          "--role", "owner", "--password-stdin", "--data",           data};
      const std::vector<std::string> import = {"import", "jsonl", posts_, "--data", data};
      const bool is_step = point == "migrate.step";
      kill_at(point, chance_.between(1, is_step ? 4 : 2), add);
      must(add, "correct horse battery staple\n");
      kill_at(point, is_step ? chance_.between(1, 20) : 3, import);
      must(import);
      expect_whole(data);
    }
  }
  tell("a founding in its migrations");
}

TEST_F(KilledCommand, that_upgrades_completes_or_rolls_back) {
  const std::string old = (folder_ / "old").string();
  fill(KITH_BARE, old);
  const std::string count = "SELECT count(*) FROM store_migration";
  const std::int64_t steps_before = number(count);
  const std::filesystem::path upgraded = copy_of(old);
  must({"token", "create", "--member", "ada@shop.example", "--scope", "*", "--data", upgraded});
  data_ = upgraded;
  const std::int64_t steps_after = number(count);
  ASSERT_GT(steps_after, steps_before + 5);
  int completed = 0;
  for (const std::string& point : points_of("migrate")) {
    for (int round = 0; round < kill_rounds() && !HasFailure(); ++round) {
      SCOPED_TRACE(point);
      data_ = copy_of(old);
      // The databases of accounts and of the company: the last is the one that changes.
      const auto steps = static_cast<int>(steps_after - steps_before);
      kill_at(point, point == "migrate.step" ? chance_.between(1, steps) : 3,
              {"token", "create", "--member", "ada@shop.example", "--scope", "*", "--data", data_});
      const std::int64_t found = number(count);
      EXPECT_TRUE(found == steps_before || found == steps_after) << found;
      completed += found == steps_after ? 1 : 0;
      start();
      EXPECT_TRUE(wait_for("SELECT count(*) FROM service_ask",
                           number("SELECT count(*) FROM message WHERE needs_reply = 1"),
                           std::chrono::seconds(60)));
      EXPECT_EQ(stop(), 0);
      expect_whole(data_);
    }
  }
  const std::vector<std::string> points = points_of("migrate");
  const auto late = static_cast<int>(std::ranges::count(points, "migrate.committed"));
  EXPECT_EQ(completed, late * kill_rounds()) << "those after the commit";
  fmt::print("   {} kills of an upgrade by {} steps: {} completed, the rest rolled back\n", kills_,
             steps_after - steps_before, completed);
}

TEST_F(KilledCommand, that_backs_up_leaves_a_whole_backup_or_none) {
  fill(KITH_BINARY, (folder_ / "data").string());
  const std::string data = data_;
  for (const std::string& point : points_of("backup")) {
    for (int round = 0; round < kill_rounds() && !HasFailure(); ++round) {
      SCOPED_TRACE(point);
      const std::string file = (folder_ / fmt::format("backup{}.tar.zst", kills_)).string();
      kill_at(point, 1, {"backup", file, "--data", data});
      if (!std::filesystem::exists(file)) {
        must({"backup", file, "--data", data});
        EXPECT_FALSE(std::filesystem::exists(file + ".making"));
      }
      expect_whole(data);
      const std::string restored = file + ".restored";
      must({"restore", file, "--data", restored});
      expect_whole(restored);
      std::filesystem::remove_all(restored);
    }
  }
  tell("a backup");
}

TEST_F(KilledCommand, that_restores_leaves_a_whole_folder_or_none_and_can_be_run_again) {
  fill(KITH_BINARY, (folder_ / "data").string());
  const std::string file = (folder_ / "backup.tar.zst").string();
  must({"backup", file, "--data", data_});
  for (const std::string& point : points_of("restore")) {
    for (int round = 0; round < kill_rounds() && !HasFailure(); ++round) {
      SCOPED_TRACE(point);
      const std::string target = (folder_ / fmt::format("target{}", kills_)).string();
      kill_at(point, point == "restore.writing" ? chance_.between(1, 3) : 1,
              {"restore", file, "--data", target});
      if (!std::filesystem::exists(target)) {
        const scenario::Ran early =
            scenario::run_kith({"serve", "--data", target, "--listen", "127.0.0.1:0"});
        EXPECT_EQ(early.exit_code, 4) << early.output;
        EXPECT_NE(early.errors.find("not at its end"), std::string::npos) << early.errors;
        must({"restore", file, "--data", target});
      }
      EXPECT_FALSE(std::filesystem::exists(target + ".restoring"));
      expect_whole(target);
      std::filesystem::remove_all(target);
    }
  }
  tell("a restore");
}

}  // namespace
}  // namespace kith::fault
