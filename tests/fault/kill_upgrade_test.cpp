// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <random>

#include "shop.h"

/// A process killed while it brings the data to the schema of a newer version, and an older version
/// on data of a newer one.
namespace kith::fault {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

constexpr int lines = 20'000;

class KilledUpgrade : public Shop {
 protected:
  std::int64_t steps() const {
    return number("SELECT count(*) FROM store_migration WHERE owner = 'grows'");
  }
  // Before the first step of the newer version, or after its last one: nothing between.
  void expect_whole(std::int64_t at) {
    if (at == 1) {
      EXPECT_EQ(number("SELECT count(*) FROM grows_line"), lines);
      EXPECT_EQ(number("SELECT count(*) FROM sqlite_schema WHERE tbl_name = 'grows_copy'"), 0);
    } else {
      EXPECT_EQ(at, 3);
      EXPECT_EQ(number("SELECT count(*) FROM grows_copy WHERE seen = half + 1 "
                       "AND size = id * 3"),
                lines);
      EXPECT_EQ(number("SELECT count(*) FROM sqlite_schema WHERE name = 'grows_line'"), 0);
    }
    EXPECT_EQ(number("SELECT integrity_check = 'ok' FROM pragma_integrity_check(1)"), 1);
  }
  std::uintmax_t bytes_in_log() const {
    std::error_code absent;
    const std::uintmax_t bytes = std::filesystem::file_size(workspace_file() + "-wal", absent);
    return absent ? 0 : bytes;
  }
  void wait_until_written(milliseconds most) const {
    const auto deadline = std::chrono::steady_clock::now() + most;
    while (bytes_in_log() == 0 && std::chrono::steady_clock::now() < deadline) {
    }
  }
  void put_back(const std::string& kept) {
    std::filesystem::remove_all(data_);
    std::filesystem::copy(kept, data_, std::filesystem::copy_options::recursive);
  }
};

TEST_F(KilledUpgrade, is_complete_or_was_never_begun_and_an_older_version_refuses_newer_data) {
  found((folder_ / "data").string());
  start({"grows_1"});
  {
    KeepAlive api(data_);
    ASSERT_EQ(api.post("/api/v1/intake", {{"posts", {question("before")}}})->status, 200);
  }
  ASSERT_EQ(stop(), 0);
  ASSERT_EQ(steps(), 1);
  const std::string kept = (folder_ / "kept").string();
  std::filesystem::copy(data_, kept, std::filesystem::copy_options::recursive);
  // How long it takes when nobody disturbs it says when to kill.
  const milliseconds whole = start({"grows_2"});
  ASSERT_EQ(stop(), 0);
  expect_whole(steps());

  const int kills = trials("KITH_UPGRADE_KILLS", 20);
  std::mt19937 random(static_cast<unsigned>(trials("KITH_SEED", 2026)));
  int rolled_back = 0;
  int interrupted = 0;
  milliseconds longest{};
  for (int kill = 0; kill < kills && !HasFailure(); ++kill) {
    put_back(kept);
    server_ = std::make_unique<scenario::KithProcess>(std::vector<std::string>{
        "serve", "--data", data_, "--listen", "127.0.0.1:0", "--module", module_file("grows_2")});
    // Every other one as soon as something of the upgrade is on the disk, the others at any moment.
    const int wait = std::uniform_int_distribution<int>(1, static_cast<int>(whole.count()))(random);
    if (kill % 2 == 0) {
      std::this_thread::sleep_for(milliseconds(wait));
    } else {
      wait_until_written(2 * whole);
    }
    this->kill();
    const bool is_written = bytes_in_log() > 0;
    const std::int64_t found = steps();
    expect_whole(found);
    rolled_back += found == 1 ? 1 : 0;
    interrupted += found == 1 && is_written ? 1 : 0;
    longest = std::max(longest, start({"grows_2"}));
    expect_whole(steps());
    EXPECT_EQ(steps(), 3);
    EXPECT_EQ(number("SELECT count(*) FROM message"), 1);
    EXPECT_EQ(stop(), 0);
  }
  fmt::print(
      "   {} kills in an upgrade of {} ms: {} were as if it had never begun ({} of them with "
      "pages of it on the disk), the others whole; the next start took {} ms at most\n",
      kills, whole.count(), rolled_back, interrupted, longest.count());
  EXPECT_GT(rolled_back, 0);

  const scenario::Ran older = scenario::run_kith(
      {"serve", "--data", data_, "--listen", "127.0.0.1:0", "--module", module_file("grows_1")});
  EXPECT_EQ(older.exit_code, 4);
  EXPECT_THAT(older.errors, HasSubstr("newer kith"));
  EXPECT_THAT(older.errors, HasSubstr("of grows"));
  EXPECT_EQ(steps(), 3);
  const scenario::Ran verified = scenario::run_kith({"verify", "--data", data_});
  EXPECT_EQ(verified.exit_code, 0) << verified.output;
}

}  // namespace
}  // namespace kith::fault
