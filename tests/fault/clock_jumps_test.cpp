// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <sstream>

#include "base/rfc3339.h"
#include "conversation/messages_api.h"
#include "support/fake_channel.h"
#include "support/world.h"

/// Somebody sets the clock on the wall while a company works.
namespace kith::fault {
namespace {

using http::Method;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using support::FakeChannel;
using support::GivenPost;
using support::World;

int trials() {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing changes the variables
  const char* const said = std::getenv("KITH_CLOCK_TRIALS");
  return said == nullptr ? 2 : std::atoi(said);
}

/// One way in which a clock goes wrong: by how much, and how often.
struct Jump {
  const char* name;
  Duration by;
  int times = 1;
  Duration stands_still{};  ///< before the jump
};

constexpr Jump jumps[] = {{"two years ahead", hours(24 * 731)},
                          {"a day back", -hours(24)},
                          {"ahead into summer and back", hours(1), 2},
                          {"a second twice", -seconds(1)},
                          {"standing still for an hour", Duration{}, 1, hours(1)}};

/// A day in the life of a company whose clock goes wrong in the middle of it.
class Day {
 public:
  Day(const Jump& jump, unsigned seed)
      : jump_(jump), random_(seed), world_({.seed = seed}), channel_(world_) {}

  void live() {
    snoozed_ = post("s", "Where is my parcel?");
    const std::string target = fmt::format("/conversations/{}", snoozed_);
    snooze_until_ = world_.clock.now() + minutes(90);
    ASSERT_TRUE(world_.tell(
        agent(), {.method = Method::patch,
                  .target = target,
                  .body = fmt::format(R"({{"status": "snoozed", "snoozed_until": "{}"}})",
                                      to_rfc3339(snooze_until_)),
                  .revision = world_.number(
                      fmt::format("SELECT revision FROM conversation WHERE id = {}", snoozed_))}));
    work(5);
    reply("before");
    for (int time = 0; time < jump_.times; ++time) {
      work(3);
      go_wrong(time);
      again("before");
      if (random_() % 2 == 0) {
        world_.restart();
      }
      work(3);
    }
    reply("after");
    // All that was put off comes, also where the clock must first come back to where it was.
    for (int quarter = 0; quarter < 4 * 27; ++quarter) {
      world_.clock.advance(minutes(15));
      settle();
    }
  }

  void expect_whole() {
    EXPECT_EQ(texts("SELECT text FROM message WHERE direction = 0 ORDER BY id"), arrived_)
        << "in the order in which they came";
    EXPECT_EQ(world_.number("SELECT count(*) FROM (SELECT id, lag(id) OVER (ORDER BY rowid) AS "
                            "last FROM message) WHERE id <= last"),
              0);
    EXPECT_EQ(world_.number("SELECT count(*) FROM timer WHERE due_at <= " +
                            std::to_string(world_.clock.now().microseconds)),
              0)
        << "none is lost";
    EXPECT_EQ(world_.number("SELECT count(*) FROM (SELECT count(*) AS times FROM log_event JOIN "
                            "log_event_type ON number = type WHERE name = 'timer.fired.v1' GROUP "
                            "BY body) WHERE times > 1"),
              0)
        << "none comes twice";
    EXPECT_GT(fired(), 0);
    EXPECT_EQ(world_.number(fmt::format(
                  "SELECT count(*) FROM conversation WHERE id = {} AND snoozed_until = 0 AND "
                  "status = 0",
                  snoozed_)),
              1)
        << "it is open again";
    EXPECT_EQ(channel_.taken().size(), replies_.size()) << "each reply left";
    for (const auto& [key, times] : channel_.taken()) {
      EXPECT_EQ(times, 1) << key;
    }
    EXPECT_EQ(world_.number("SELECT count(*) FROM bus_hold"), 0);
    EXPECT_EQ(world_.behind(), "");
    EXPECT_EQ(world_.broken_link(), "");
    EXPECT_EQ(world_.rebuild_and_compare(), "");
  }

  std::int64_t fired() {
    return world_.number(
        "SELECT count(*) FROM log_event JOIN log_event_type ON number = type WHERE name = "
        "'timer.fired.v1'");
  }

 private:
  const support::Colleague& agent() { return world_.colleague("agent"); }

  std::int64_t post(const std::string& id, const std::string& text) {
    arrived_.push_back(text + " " + id);
    return world_.given_post(GivenPost{.id = id, .text = arrived_.back(), .author = "of " + id})
        .conversation_id->value;
  }

  // Posts come in, new ones and further ones of the same thread, with pauses between.
  void work(int posts) {
    for (int count = 0; count < posts; ++count) {
      const std::string id = "p" + std::to_string(posted_++);
      newest_ = post(id, random_() % 2 == 0 ? "Where is it?" : "Could you add a map?");
      world_.clock.advance(seconds(random_() % 600));
      if (random_() % 3 != 0) {
        settle();
      }
    }
  }

  void go_wrong(int time) {
    if (jump_.stands_still > Duration{}) {
      // Time passes and the clock on the wall does not move.
      world_.clock.advance(jump_.stands_still);
      world_.clock.jump(-jump_.stands_still);
      settle();
      world_.clock.jump(jump_.stands_still);
    }
    world_.clock.jump(time % 2 == 0 ? jump_.by : -jump_.by);
    settle();
  }

  void settle() {
    world_.run_until_idle();
    channel_.carry();
    world_.run_until_idle();
  }

  void reply(const std::string& key) {
    const std::string seen = std::to_string(
        world_.number(fmt::format("SELECT max(id) FROM message WHERE conversation = {}", newest_)));
    replies_[key] = {Method::post, fmt::format("/conversations/{}/replies", newest_),
                     fmt::format(R"({{"text": "It left {}.", "seen": "{}"}})", key, seen)};
    replies_[key].repeat_key = key;
    again(key);
  }

  // Whoever heard no answer asks again, under the same key.
  void again(const std::string& key) {
    const auto told = world_.ask<conversation::MessageView>(agent(), replies_.at(key));
    ASSERT_TRUE(told) << told.error().message << told.error().detail;
    const std::int64_t message = told->id.value;
    EXPECT_EQ(messages_.emplace(key, message).first->second, message) << key;
  }

  std::vector<std::string> texts(const std::string& sql) {
    std::vector<std::string> all;
    std::istringstream lines(world_.rows(sql));
    for (std::string line; std::getline(lines, line);) {
      all.push_back(line);
    }
    return all;
  }

  const Jump jump_;
  std::mt19937 random_;
  World world_;
  FakeChannel channel_;
  int posted_ = 0;
  std::int64_t newest_ = 0;
  std::int64_t snoozed_ = 0;
  Time snooze_until_;
  std::vector<std::string> arrived_;
  std::map<std::string, support::Request> replies_;
  std::map<std::string, std::int64_t> messages_;
};

TEST(ClockJumps, lose_no_timer_and_no_reply_double_none_and_change_no_order) {
  for (const Jump& jump : jumps) {
    std::int64_t fired = 0;
    for (int trial = 0; trial < trials() && !testing::Test::HasFailure(); ++trial) {
      SCOPED_TRACE(fmt::format("{}, trial {}", jump.name, trial));
      Day day(jump, static_cast<unsigned>(trial + 1));
      day.live();
      day.expect_whole();
      fired += day.fired();
    }
    fmt::print("   {}: {} days, {} timers\n", jump.name, trials(), fired);
  }
}

}  // namespace
}  // namespace kith::fault
