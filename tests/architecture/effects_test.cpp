// SPDX-License-Identifier: Apache-2.0
#include "architecture/walls/effects.h"

#include <gtest/gtest.h>

#include <array>

namespace kith::architecture {
namespace {

TEST(EffectWalls, catch_every_kind_of_effect) {
  const Tree tree = tree_of({source("platform/intake/import.cpp", R"(
auto now = std::chrono::system_clock::now();
std::random_device device;
std::ofstream file("x");
const int fd = ::open("x", 0);
std::filesystem::remove("x");
const int s = ::socket(1, 2, 3);
std::this_thread::sleep_for(1s);
)")});
  EXPECT_EQ(effects_beyond(tree, {}).size(), 7U);
}

TEST(EffectWalls, do_not_take_a_name_that_is_like_a_call_for_one) {
  const Tree tree = tree_of({source("platform/intake/import.cpp", R"(
Result<Database> Database::open(const std::string& path);
database.open(path);
Connection::write(bytes);
strand(io);
const std::filesystem::path folder = root / "x";
// fopen("x") in a comment
const char* text = "std::ofstream";
)")});
  EXPECT_EQ(report(effects_beyond(tree, {})), "");
}

TEST(EffectWalls, hold_for_unit_tests_but_for_the_disk) {
  const std::string text = "std::ofstream file; auto t = std::chrono::steady_clock::now();\n";
  EXPECT_EQ(
      report(effects_beyond(tree_of({source("platform/store/tests/log_test.cpp", text)}), {})),
      "platform/store/tests/log_test.cpp:1: calls steady_clock::now instead of an "
      "interface\n");
  EXPECT_EQ(report(effects_beyond(tree_of({source("tests/load/driver.cpp", text)}), {})), "");
}

TEST(EffectWalls, let_pass_what_is_allowed_and_only_that) {
  static constexpr std::array allowances{
      Allowance{"platform/base/clock.cpp", Effect::clock, "is the clock"},
      Allowance{"platform/net/", Effect::network, "is the network"}};
  const Tree tree = tree_of({source("platform/base/clock.cpp", "std::chrono::system_clock::now();"),
                             source("platform/net/listener.cpp", "::bind(1);\n::open(2);\n")});
  EXPECT_EQ(report(effects_beyond(tree, allowances)),
            "platform/net/listener.cpp:2: calls ::open( instead of an interface\n");
}

TEST(EffectWalls, catch_an_allowance_that_is_needed_no_more) {
  static constexpr std::array allowances{
      Allowance{"platform/base/clock.cpp", Effect::clock, "is the clock"}};
  EXPECT_EQ(
      report(idle_allowances(tree_of({source("platform/base/clock.cpp", "int x;")}), allowances)),
      "platform/base/clock.cpp: is allowed an effect that it has not\n");
}

TEST(EffectWalls, catch_a_coroutine_outside_net) {
  const std::string text = "Task run() { co_return; }\n";
  EXPECT_EQ(report(coroutines_outside_net(tree_of({source("platform/events/bus.cpp", text)}))),
            "platform/events/bus.cpp:1: co_return outside platform/net\n");
  EXPECT_EQ(report(coroutines_outside_net(tree_of({source("platform/net/session.cpp", text)}))),
            "");
}

TEST(EffectWalls, catch_a_co_await_that_gcc_12_may_miscompile) {
  const Tree tree = tree_of({source("platform/net/session.cpp", R"(
co_await send(Head{1, 2});
co_await run([x] { return x; });
const auto y = co_await join(co_await left(), right);
)")});
  EXPECT_EQ(report(risky_awaits(tree)),
            "platform/net/session.cpp:2: a braced list in a statement with co_await\n"
            "platform/net/session.cpp:3: a lambda in a statement with co_await\n"
            "platform/net/session.cpp:4: a second co_await in one statement\n");
}

TEST(EffectWalls, let_a_plain_co_await_pass) {
  const Tree tree = tree_of({source("platform/net/session.cpp", R"(
Task run() {
  const std::size_t count = co_await stream.read(buffers[0], std::move(token));
  if (co_await ready(count)) {
    co_await close();
  }
}
)")});
  EXPECT_EQ(report(risky_awaits(tree)), "");
}

}  // namespace
}  // namespace kith::architecture
