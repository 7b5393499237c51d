// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <ctime>
#include <fstream>

#include "contract/http_wire.h"
#include "set_clock.h"
#include "shop.h"

/// The clock of a running server is set: what counts by the clock follows it, what counts by order
/// does not, and nothing stands still.
namespace kith::fault {
namespace {

using contract::call_of;
using std::chrono::milliseconds;
using std::chrono::seconds;

class SetClock : public Shop {
 protected:
  void SetUp() override {
    Shop::SetUp();
    output_ = (folder_ / "said").string();
    const std::string file = (folder_ / "clock").string();
    const int opened = ::open(file.c_str(), O_RDWR | O_CREAT, 0600);
    ASSERT_EQ(::ftruncate(opened, sizeof(SetTime)), 0);
    void* const place =
        ::mmap(nullptr, sizeof(SetTime), PROT_READ | PROT_WRITE, MAP_SHARED, opened, 0);
    ::close(opened);
    ASSERT_NE(place, MAP_FAILED);
    clock_ = static_cast<SetTime*>(place);
    before_ = {"env", "LD_PRELOAD=" FAULT_CLOCK_LIBRARY, "FAULT_CLOCK=" + file};
  }
  void TearDown() override {
    Shop::TearDown();
    ::munmap(clock_, sizeof(SetTime));
  }

  void serve() {
    found(data_);
    start();
    wire_ = std::make_unique<contract::Wire>(port());
  }

  std::string sign_in() {
    const auto answer = wire_->send(
        call_of("POST", "/api/v1/session",
                {{"email", "ada@shop.example"}, {"password", "correct horse battery staple"}}));
    EXPECT_EQ(answer.status, 200) << answer.body;
    const std::string cookie = answer.header("set-cookie");
    return cookie.substr(0, cookie.find(';'));
  }
  int as_session(const std::string& cookie) {
    return wire_->send(call_of("GET", "/api/v1/conversations").with("Cookie", cookie)).status;
  }

  // Some posts come in, and everybody works on them.
  void work() {
    KeepAlive api(data_);
    for (int post = 0; post < 5; ++post) {
      const auto stored =
          api.post("/api/v1/intake", {{"posts", {question("c" + std::to_string(posted_))}}});
      ASSERT_TRUE(stored);
      ASSERT_EQ(stored->status, 200) << stored->body;
      ++posted_;
      const std::int64_t id =
          std::stoll(stored->body["results"][0]["message_id"].get<std::string>());
      EXPECT_GT(id, newest_) << "ids keep growing";
      newest_ = id;
    }
    EXPECT_TRUE(wait_for("SELECT count(*) FROM service_case", posted_, seconds(10)));
  }

  // Processor time of the server, in clock ticks.
  std::int64_t used() const {
    std::ifstream stat("/proc/" + std::to_string(server_->id()) + "/stat");
    std::string word;
    std::int64_t ticks = 0;
    for (int place = 1; place <= 15 && stat >> word; ++place) {
      ticks += place >= 14 ? std::stoll(word) : 0;
    }
    return ticks;
  }

  SetTime* clock_ = nullptr;
  std::unique_ptr<contract::Wire> wire_;
  int posted_ = 0;
  std::int64_t newest_ = 0;
};

TEST_F(SetClock, ends_sessions_that_are_over_by_it_and_changes_no_order) {
  serve();
  work();
  struct Step {
    const char* name;
    std::chrono::nanoseconds ahead;
    bool ends_session;
    bool stands_still;
  };
  const Step steps[] = {{"two years ahead", std::chrono::hours(24 * 731), true, false},
                        {"a day back", -std::chrono::hours(24), false, false},
                        {"into summer", std::chrono::hours(1), false, false},
                        {"a second twice", -seconds(1), false, false},
                        {"standing still", seconds(0), false, true}};
  const int rounds = trials("KITH_CLOCK_TRIALS", 1);
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    for (const Step& step : steps) {
      SCOPED_TRACE(step.name);
      const std::string session = sign_in();
      EXPECT_EQ(as_session(session), 200);
      clock_->ahead = step.ahead.count();
      clock_->stands_at = step.stands_still ? std::time(nullptr) * 1'000'000'000 : 0;
      EXPECT_EQ(as_session(session), step.ends_session ? 401 : 200);
      work();
      const std::int64_t before = used();
      std::this_thread::sleep_for(milliseconds(300));
      EXPECT_LT(used() - before, ::sysconf(_SC_CLK_TCK) / 5) << "nobody turns in circles";
      clock_->ahead = 0;
      clock_->stands_at = 0;
      work();
    }
  }
  const std::vector<std::string> stored = texts("SELECT text FROM message ORDER BY id");
  ASSERT_EQ(stored.size(), static_cast<std::size_t>(posted_));
  for (int post = 0; post < posted_; ++post) {
    EXPECT_EQ(stored[static_cast<std::size_t>(post)], question("c" + std::to_string(post))["text"]);
  }
  EXPECT_EQ(number("SELECT count(*) FROM bus_hold"), 0);
  fmt::print("   the clock was set {} times; {} posts in their order\n", rounds * 5, posted_);
  EXPECT_EQ(stop(), 0);
  EXPECT_EQ(scenario::run_kith({"verify", "--data", data_}).exit_code, 0);
}

}  // namespace
}  // namespace kith::fault
