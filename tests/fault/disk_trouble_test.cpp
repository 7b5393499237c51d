// SPDX-License-Identifier: Apache-2.0
#include "disk_trouble.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sched.h>
#include <sys/mount.h>

#include <cerrno>
#include <fstream>
#include <limits>
#include <optional>
#include <random>
#include <set>
#include <system_error>

#include "shop.h"

/// A disk that is full, or that fails: what was acknowledged is there, what is refused says so.
namespace kith::fault {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;
using Lasts = DiskTrouble::Lasts;

constexpr int small_megabytes = 12;
constexpr int large_megabytes = 200;
constexpr int posts_in_request = 20;

class Trouble : public Shop {
 protected:
  void SetUp() override {
    Shop::SetUp();
    disk_ = (folder_ / "disk").string();
    std::filesystem::create_directory(disk_);
    said_ = (folder_ / "said").string();
  }
  void TearDown() override {
    server_.reset();
    if (is_mounted_) {
      ::umount2(disk_.c_str(), MNT_DETACH);
    }
    Shop::TearDown();
  }

  // A small disk that only this process and those it starts see; why not, where that is refused.
  std::string mount_small_disk() {
    if (::unshare(CLONE_NEWNS) != 0 ||
        ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("tmpfs", disk_.c_str(), "tmpfs", 0, size_option(small_megabytes).c_str()) != 0) {
      return std::generic_category().message(errno);
    }
    is_mounted_ = true;
    return "";
  }
  static std::string size_option(int megabytes) { return fmt::format("size={}m", megabytes); }
  void make_room() {
    if (is_mounted_) {
      ASSERT_EQ(::mount("tmpfs", disk_.c_str(), "tmpfs", MS_REMOUNT,
                        size_option(large_megabytes).c_str()),
                0);
    } else {
      trouble_->end();
    }
  }

  void plan_trouble() { trouble_.emplace((folder_ / "plan").string(), disk_); }

  // As start(), and what the process says is kept.
  void serve() {
    server_ = std::make_unique<scenario::KithProcess>(
        std::vector<std::string>{"serve", "--data", data_, "--listen", "127.0.0.1:0"}, said_);
    for (int wait = 0; wait < 6'000 && server_->is_running() && !is_ready(); ++wait) {
      std::this_thread::sleep_for(milliseconds(5));
    }
  }
  std::string said() const {
    std::ifstream stream(said_);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  bool has_ended(seconds within) {
    const auto deadline = std::chrono::steady_clock::now() + within;
    while (server_->is_running() && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(milliseconds(5));
    }
    return !server_->is_running();
  }

  /// Posts a request of long texts; the status, and the texts are acknowledged where it is 200.
  std::optional<KeepAlive::Answer> post(KeepAlive& api) {
    nlohmann::json posts;
    std::vector<std::string> texts;
    for (int each = 0; each < posts_in_request; ++each) {
      nlohmann::json one = question(fmt::format("d{}", ++posted_));
      texts.push_back(one["text"].get<std::string>() + std::string(1'500, 'x'));
      one["text"] = texts.back();
      posts.push_back(std::move(one));
    }
    auto answer = api.post("/api/v1/intake", {{"posts", posts}});
    if (answer && answer->status == 200) {
      acknowledged_.insert(texts.begin(), texts.end());
    }
    return answer;
  }

  void expect_all_there_once() {
    std::multiset<std::string> stored;
    for (const std::string& text : texts("SELECT text FROM message")) {
      stored.insert(text);
    }
    for (const std::string& text : acknowledged_) {
      EXPECT_EQ(stored.count(text), 1U) << text.substr(0, 60);
    }
    EXPECT_EQ(std::set<std::string>(stored.begin(), stored.end()).size(), stored.size());
    const scenario::Ran verified = scenario::run_kith({"verify", "--data", data_});
    EXPECT_EQ(verified.exit_code, 0) << verified.output;
  }

  static std::vector<std::string> names_in(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code absent;
    for (const auto& entry : std::filesystem::directory_iterator(folder, absent)) {
      names.push_back(entry.path().filename().string());
    }
    return names;
  }

  std::string disk_;
  std::string said_;
  bool is_mounted_ = false;
  std::optional<DiskTrouble> trouble_;
  int posted_ = 0;
  std::set<std::string> acknowledged_;
};

TEST_F(Trouble, of_a_full_disk_is_told_and_over_when_there_is_room) {
  const std::string why_not = mount_small_disk();
  if (!why_not.empty()) {
    fmt::print("   no small disk can be mounted here ({}): calls are made to fail instead\n",
               why_not);
    plan_trouble();
  }
  found(disk_ + "/data");
  const scenario::Ran token = scenario::run_kith(
      {"token", "create", "--member", "ada@shop.example", "--scope", "*", "--data", data_});
  const scenario::Api ada(data_, token.output.substr(0, token.output.find('\n')));
  serve();
  KeepAlive api(data_);
  std::optional<KeepAlive::Answer> answer;
  for (int request = 0; request < 600 && (!answer || answer->status == 200); ++request) {
    if (!is_mounted_ && request == 20) {
      trouble_->begin(DiskPlan::write, ENOSPC, 1, Lasts::from_then_on);
    }
    answer = post(api);
  }
  const std::size_t before = acknowledged_.size();
  int refused = 0;
  for (int more = 0; more < 5; ++more) {
    ASSERT_TRUE(answer);
    EXPECT_THAT(answer->status, AnyOf(200, 503));
    if (answer->status == 503) {
      ++refused;
      EXPECT_THAT(answer->head, HasSubstr("retry-after: "));
      EXPECT_THAT(answer->body.dump(), HasSubstr("disk is full"));
    }
    answer = post(api);
  }
  EXPECT_GT(refused, 0);
  EXPECT_GT(before, 0U);

  // Reading goes on, and nothing half is left behind.
  const auto page = api.get("/api/v1/conversations?limit=50");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 200);
  EXPECT_EQ(page->body["items"].size(), 50U);
  EXPECT_TRUE(is_ready());
  const auto upload = ada.upload("large.bin", std::string(4 << 20, 'x'));
  EXPECT_EQ(upload.status, 503) << upload.body;
  EXPECT_THAT(names_in(std::filesystem::path(workspace_file()).parent_path().string() + "/blobs"),
              IsEmpty());
  const scenario::Ran backup =
      scenario::run_kith({"backup", disk_ + "/backup.tar.zst", "--data", data_});
  EXPECT_NE(backup.exit_code, 0);
  EXPECT_THAT(backup.errors, AnyOf(HasSubstr("disk is full"), HasSubstr("No space left")));
  for (const std::string& name : names_in(disk_)) {
    EXPECT_FALSE(name.starts_with("backup")) << name;
  }

  make_room();
  const auto room_at = std::chrono::steady_clock::now();
  do {
    answer = post(api);
  } while (answer && answer->status != 200 &&
           std::chrono::steady_clock::now() - room_at < seconds(10));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  const auto waited =
      std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - room_at);
  EXPECT_EQ(ada.upload("large.bin", std::string(4 << 20, 'x')).status, 201);
  EXPECT_TRUE(
      wait_for("SELECT min(sequence) >= (SELECT max(sequence) FROM log_event JOIN "
               "log_event_type ON number = type WHERE name = 'message.added.v1') "
               "FROM bus_cursor WHERE consumer = 'service'",
               1, seconds(60)));
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold"), 0) << "no event is set aside for a full disk";
  EXPECT_EQ(stop(), 0) << said();
  expect_all_there_once();
  fmt::print(
      "   full disk: {} messages acknowledged, {} requests refused; {} messages after room "
      "was made, the first {} ms later\n",
      before, refused, acknowledged_.size() - before, waited.count());
}

TEST_F(Trouble, with_the_disk_while_serving_ends_the_process_and_the_next_start_has_everything) {
  struct Case {
    const char* name;
    DiskPlan::Call call;
    Lasts lasts;
  };
  constexpr Case cases[] = {{"sync once", DiskPlan::sync, Lasts::once},
                            {"sync from then on", DiskPlan::sync, Lasts::from_then_on},
                            {"write once", DiskPlan::write, Lasts::once},
                            {"write from then on", DiskPlan::write, Lasts::from_then_on}};
  plan_trouble();
  found(disk_ + "/data");
  std::mt19937 random(static_cast<unsigned>(trials("KITH_SEED", 2026)));
  const int rounds = trials("KITH_DISK_ROUNDS", 2);
  int ended = 0;
  int borne = 0;
  milliseconds longest{};
  for (int round = 0; round < rounds * 4 && !HasFailure(); ++round) {
    const Case& now = cases[round % 4];
    serve();
    ASSERT_TRUE(is_ready()) << said();
    KeepAlive api(data_);
    post(api);
    trouble_->begin(now.call, EIO, std::uniform_int_distribution<int>(1, 40)(random), now.lasts);
    int requests = 0;
    while (post(api) && trouble_->failed() == 0 && requests < 400) {
      ++requests;
    }
    ASSERT_GT(trouble_->failed(), 0) << now.name;
    // What is only a note for the next start may fail once and nobody is harmed.
    if (has_ended(now.lasts == Lasts::once ? seconds(2) : seconds(20))) {
      ++ended;
      EXPECT_EQ(server_->exit_code(), 4) << now.name << said();
      EXPECT_THAT(said(), HasSubstr("\"event\":\"store.failed\"")) << now.name;
      EXPECT_THAT(said(), HasSubstr("disk I/O error")) << now.name;
    } else {
      ++borne;
      EXPECT_EQ(now.lasts, Lasts::once) << now.name << " serves on";
      EXPECT_EQ(now.call, DiskPlan::write) << now.name << " serves on";
      EXPECT_TRUE(is_ready());
      kill();
    }
    trouble_->end();
    const auto began = std::chrono::steady_clock::now();
    serve();
    ASSERT_TRUE(is_ready()) << said();
    longest = std::max(longest, std::chrono::duration_cast<milliseconds>(
                                    std::chrono::steady_clock::now() - began));
    EXPECT_EQ(stop(), 0);
    expect_all_there_once();
  }
  EXPECT_GT(ended, 0);
  fmt::print(
      "   I/O errors: {} ended the process, {} were borne; {} messages acknowledged, none "
      "lost; ready again after {} ms at most\n",
      ended, borne, acknowledged_.size(), longest.count());
}

class TroubleAtStart : public Trouble {
 protected:
  void SetUp() override {
    Trouble::SetUp();
    plan_trouble();
    found(disk_ + "/data");
    std::filesystem::rename(data_, folder_ / "founded");
    std::filesystem::rename(data_ + ".key", folder_ / "founded.key");
  }
  // An empty folder, or one that was founded before, so that a start opens what is there.
  void put_data(bool is_founded) {
    std::filesystem::remove_all(data_);
    if (is_founded) {
      std::filesystem::copy(folder_ / "founded", data_, std::filesystem::copy_options::recursive);
    }
    std::filesystem::copy_file(folder_ / "founded.key", data_ + ".key",
                               std::filesystem::copy_options::overwrite_existing);
  }
  // A start on the failing disk: it says why it is none, or it serves and all is well; the next one
  // serves in any case.
  void try_start(const std::string& what) {
    serve();
    trouble_->end();
    KeepAlive api(data_);
    const auto answer = api.post("/api/v1/intake", {{"posts", {question("first")}}});
    // A folder without a member has no company to post to.
    if (answer && answer->status < 500) {
      ++served_;
      kill();
    } else {
      ++refused_;
      EXPECT_TRUE(has_ended(seconds(5))) << what << said();
      EXPECT_THAT(server_->exit_code(), AnyOf(1, 3, 4)) << what << said();
      EXPECT_THAT(said(), Not(IsEmpty())) << what;
    }
    serve();
    EXPECT_TRUE(is_ready()) << "the next start: " << what << said();
    kill();
  }

  int refused_ = 0;
  int served_ = 0;
};

// Spread evenly over all opens, syncs and writes of a start, or each of them where there are no
// more than trials.
TEST_F(TroubleAtStart, leaves_no_server_without_its_tables) {
  const int most = trials("KITH_STARTS", 8);
  std::string counts;
  for (const DiskPlan::Call call : {DiskPlan::open, DiskPlan::sync, DiskPlan::write}) {
    put_data(true);
    trouble_->begin(call, EIO, std::numeric_limits<int>::max(), Lasts::once);
    serve();
    ASSERT_TRUE(is_ready()) << said();
    const int calls = trouble_->seen();
    kill();
    const int step = std::max(1, calls / most);
    int run = 0;
    for (int at = 1; at <= calls && !HasFailure(); at += step) {
      const Lasts lasts = ++run % 2 == 0 ? Lasts::once : Lasts::from_then_on;
      put_data(run % 3 != 0);
      trouble_->begin(call, EIO, at, lasts);
      try_start(fmt::format("call {} number {}", static_cast<int>(call), at));
    }
    counts += fmt::format(" {} of {}", run, calls);
  }
  fmt::print(
      "   starts on a failing disk (opens, syncs, writes:{}): {} refused with a reason, {} "
      "served\n",
      counts, refused_, served_);
  EXPECT_GT(refused_, 0);
}

}  // namespace
}  // namespace kith::fault
