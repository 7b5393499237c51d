// SPDX-License-Identifier: Apache-2.0
// The figures of each day, worked out on the objects that serve.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/rfc3339.h"
#include "builtin_modules.h"
#include "insight/day.h"
#include "support/world.h"

namespace kith::support {
namespace {

using insight::day;
using nlohmann::json;
using std::chrono::hours;
using std::chrono::minutes;

// A module whose measures list every message, and one whose measure breaks.
constexpr Statement list_all_messages{
    "list_all_messages",
    "SELECT id FROM kith_message WHERE posted_at >= $from AND posted_at < $to ORDER BY id"};
constexpr const Statement* scales_statements[] = {&list_all_messages};

Result<std::vector<Observation>> weigh(QueryContext& context, Window window) {
  std::vector<Observation> observations;
  const std::unique_ptr<Rows> rows = KITH_TRY(
      context.reader().query(list_all_messages, {{"from", window.from}, {"to", window.to}}));
  while (KITH_TRY(rows->next())) {
    observations.push_back({.value = 1, .message = {rows->integer(0)}});
  }
  return observations;
}

Result<std::vector<Observation>> break_down(QueryContext&, Window) {
  throw std::runtime_error("a defect");
}

constexpr Permission read_scales{"scales.weight.examine", "see what was weighed"};
constexpr const Permission* scales_permissions[] = {&read_scales};
constexpr Measure scales_measures[] = {
    {"scales.message", "count", "Messages.", Statistic::count, &weigh},
    {"scales.secret",
     "count",
     "Messages, for few.",
     Statistic::count,
     &weigh,
     {},
     1,
     1,
     &read_scales}};
constexpr Measure brittle_measures[] = {
    {"brittle.mood", "share", "How it feels.", Statistic::share, &break_down}};

constexpr Module scales{.name = "scales",
                        .version = "1",
                        .summary = "Weighs.",
                        .statements = scales_statements,
                        .permissions = scales_permissions,
                        .measures = scales_measures};
constexpr Module brittle{
    .name = "brittle", .version = "1", .summary = "Breaks.", .measures = brittle_measures};

std::vector<const Module*> with(const std::vector<const Module*>& more) {
  std::vector<const Module*> modules;
  for (const Module* module : builtin_modules()) {
    modules.push_back(module);
  }
  modules.insert(modules.end(), more.begin(), more.end());
  return modules;
}

class Figures : public testing::Test {
 protected:
  explicit Figures(const std::vector<const Module*>& more = {&scales})
      : world({.modules = with(more)}) {}

  json sends(std::string_view role, const Request& request, int status = 200) {
    const http::Response answer = world.send(world.colleague(role), request);
    EXPECT_EQ(answer.status, status) << request.target << " " << answer.body;
    return json::parse(answer.body, nullptr, false);
  }
  json gets(const std::string& target, int status = 200, std::string_view role = "viewer") {
    return sends(role, {.target = target}, status);
  }
  json newest(const std::string& metric) {
    const json all = gets("/figures");
    for (const json& figure : all["items"]) {
      if (figure["metric"] == metric) {
        return figure;
      }
    }
    ADD_FAILURE() << "no figure " << metric;
    return {};
  }
  json computes(int days, int status = 200) {
    return sends("administrator",
                 {.method = http::Method::post,
                  .target = "/figures/days",
                  .body = fmt::format(R"({{"days": {}}})", days)},
                 status);
  }
  Time midnight() const { return insight::beginning_of_day(world.clock.now()); }
  /// Moves time to so long after the next midnight and lets everything happen.
  void comes_to(Duration after_midnight) {
    world.clock.advance(midnight() + day + after_midnight - world.clock.now());
    world.run_until_idle();
  }
  std::int64_t days() { return world.number("SELECT count(*) FROM figure_day"); }
  std::string all_figures() { return world.rows("SELECT * FROM figure ORDER BY to_at, metric"); }

  World world;
};

class FiguresOfAFailingMeasure : public Figures {
 protected:
  FiguresOfAFailingMeasure() : Figures({&scales, &brittle}) {}
};

TEST_F(Figures, of_a_day_are_worked_out_minutes_after_it_is_over) {
  world.given_post(GivenPost{.id = "p1"});
  world.run_until_idle();
  EXPECT_EQ(days(), 0) << "the first day is not over";
  comes_to(minutes(4));
  EXPECT_EQ(days(), 0) << "its last posts may be on their way";
  world.clock.advance(minutes(2));
  world.run_until_idle();
  EXPECT_EQ(days(), 1);
  const json figure = newest("scales.message");
  EXPECT_EQ(figure["value"], 1'000'000);
  EXPECT_EQ(figure["n"], 1);
  EXPECT_EQ(figure["status"], "ok");
  EXPECT_EQ(figure["unit"], "count");
  EXPECT_EQ(figure["to"], to_rfc3339(midnight()));
  EXPECT_EQ(figure["from"], to_rfc3339(midnight() - 28 * day));
  world.run_until_idle();
  EXPECT_EQ(days(), 1) << "a day is worked out once";
}

TEST_F(Figures, are_events_that_end_with_the_one_that_says_so) {
  comes_to(hours(1));
  const std::int64_t figures = world.number("SELECT count(*) FROM figure");
  EXPECT_EQ(world.number("SELECT count(*) FROM log_event JOIN log_event_type ON "
                         "log_event_type.number = log_event.type "
                         "WHERE name = 'figure.computed.v1'"),
            figures);
  EXPECT_EQ(world.rows("SELECT name, json_extract(body, '$.figures') FROM log_event "
                       "JOIN log_event_type ON log_event_type.number = log_event.type "
                       "WHERE name LIKE 'figure%' ORDER BY sequence DESC LIMIT 1"),
            fmt::format("figures.completed.v1 | {}\n", figures));
  EXPECT_EQ(world.broken_link(), "");
  EXPECT_EQ(world.behind(), "");
  EXPECT_EQ(world.rebuild_and_compare(), "");
}

TEST_F(Figures, of_days_that_were_missed_are_caught_up_but_not_without_end) {
  comes_to(hours(1));
  world.clock.advance(5 * day);
  world.restart();
  world.run_until_idle();
  EXPECT_EQ(days(), 6);
  world.clock.advance(100 * day);
  world.run_until_idle();
  EXPECT_EQ(days(), 6 + 31);
  EXPECT_EQ(world.number("SELECT max(to_at) FROM figure_day"), midnight().microseconds);
}

TEST_F(Figures, of_past_days_are_worked_out_when_somebody_asks_a_few_at_a_time) {
  EXPECT_EQ(computes(10)["computed"], 7);
  EXPECT_EQ(days(), 7);
  EXPECT_EQ(world.number("SELECT max(to_at) FROM figure_day"), (midnight() - 3 * day).microseconds)
      << "the oldest come first";
  world.run_until_idle();
  const json rest = computes(10);
  EXPECT_EQ(rest["computed"], 3);
  EXPECT_EQ(rest["left"], 0);
  world.run_until_idle();
  EXPECT_EQ(computes(10)["computed"], 0) << "what is there is left alone";
}

TEST_F(Figures, of_a_day_are_the_same_bytes_whenever_they_are_worked_out) {
  World other({.modules = with({&scales})});
  for (World* each : {&world, &other}) {
    for (int number = 0; number < 40; ++number) {
      each->given_post(GivenPost{.id = fmt::format("p{}", number),
                                 .author = fmt::format("author {}", number % 7)});
      each->clock.advance(hours(1));
      each->run_until_idle();
    }
  }
  // One works each day out when it is over, the other after a week.
  const auto wait = [](World& each, Duration step) {
    const Time until = each.clock.now() + 7 * day;
    while (each.clock.now() < until) {
      each.clock.advance(step);
      each.run_until_idle();
    }
  };
  wait(world, hours(1));
  wait(other, 7 * day);
  const std::string rows = all_figures();
  EXPECT_GT(days(), 7);
  EXPECT_EQ(rows, other.rows("SELECT * FROM figure ORDER BY to_at, metric"));
}

TEST_F(Figures, show_the_messages_behind_them_the_newest_first) {
  std::vector<std::string> ids;
  for (int number = 0; number < 3; ++number) {
    const auto post = world.given_post(GivenPost{.id = fmt::format("p{}", number)});
    ids.insert(ids.begin(), std::to_string(post.message_id->value));
  }
  comes_to(hours(1));
  world.given_post(GivenPost{.id = "of the next day"});
  const json inputs = gets("/figures/scales.message/inputs?limit=2");
  ASSERT_EQ(inputs["items"].size(), 2U);
  EXPECT_EQ(inputs["items"][0]["message_id"], ids[0]);
  EXPECT_EQ(inputs["items"][1]["message_id"], ids[1]);
  EXPECT_EQ(inputs["items"][0]["value"], 1);
  EXPECT_EQ(inputs["has_more"], true);
  const std::string link = newest("scales.message")["inputs"];
  EXPECT_EQ(gets(link.substr(std::string("/api/v1").size()))["items"].size(), 3U);
}

TEST_F(Figures, show_no_message_to_whom_may_not_read_it) {
  const auto post = world.given_post(GivenPost{.id = "p1"});
  const std::string thread = std::to_string(post.conversation_id->value);
  sends("agent",
        {.method = http::Method::post,
         .target = "/conversations/" + thread + "/notes",
         .body = R"({"text": "Among us."})"},
        201);
  comes_to(hours(1));
  EXPECT_EQ(gets("/figures/scales.message/inputs", 200, "agent")["items"].size(), 2U);
  EXPECT_EQ(gets("/figures/scales.message/inputs", 200, "people")["items"].size(), 1U)
      << "the note is not theirs to read";
  EXPECT_EQ(gets("/figures/scales.message/inputs", 403, "agency")["code"], "forbidden");
  EXPECT_EQ(gets("/figures/scales.secret/inputs", 200, "owner")["items"].size(), 2U);
  const json refused = gets("/figures/scales.secret/inputs", 403, "agent");
  EXPECT_NE(refused.dump().find("scales.weight.examine"), std::string::npos) << refused;
  EXPECT_EQ(gets("/figures/people.helped/inputs", 403, "agent")["code"], "forbidden");
}

TEST_F(Figures, that_are_not_there_are_not_found) {
  EXPECT_EQ(gets("/figures")["items"].size(), 0U);
  gets("/figures/scales.message/inputs", 404);
  comes_to(hours(1));
  gets("/figures/no.such/inputs", 404);
  gets("/figures/scales.message/inputs?to=2020-01-01T00:00:00Z", 404);
  EXPECT_EQ(gets("/figures?metric=no.such")["items"].size(), 0U);
}

TEST_F(Figures, have_a_history_in_pages) {
  for (int number = 0; number < 3; ++number) {
    comes_to(hours(1));
  }
  const json first = gets("/figures?metric=scales.message&limit=2");
  ASSERT_EQ(first["items"].size(), 2U);
  EXPECT_EQ(first["items"][0]["to"], to_rfc3339(midnight()));
  const json second =
      gets("/figures?metric=scales.message&limit=2&cursor=" + first["next"].get<std::string>());
  ASSERT_EQ(second["items"].size(), 1U);
  EXPECT_FALSE(second.contains("next"));
  EXPECT_EQ(second["items"][0]["to"], to_rfc3339(midnight() - 2 * day));
  gets("/figures?metric=other&cursor=" + first["next"].get<std::string>(), 400);
}

TEST_F(Figures, say_what_is_missing_and_how_long_that_takes) {
  comes_to(hours(1));
  const json none = newest("service.coverage");
  EXPECT_EQ(none["status"], "insufficient");
  EXPECT_EQ(none["missing"], 20);
  EXPECT_FALSE(none.contains("missing_days")) << "nothing came: nobody can tell";
}

TEST_F(Figures, of_handoffs_tell_how_many_customers_were_told) {
  const auto post = world.given_post(GivenPost{.id = "p1"});
  const Time due = world.clock.now() + hours(5);
  std::vector<json> asked;
  for (int number = 0; number < 3; ++number) {
    asked.push_back(
        sends("agent",
              {.method = http::Method::post,
               .target = "/handoffs",
               .body = json{{"conversation_id", std::to_string(post.conversation_id->value)},
                            {"to", "product"},
                            {"question", "Will it be mended?"},
                            {"due", to_rfc3339(number == 2 ? due + 10 * day : due)}}
                           .dump()},
              201));
  }
  for (const char* state : {"decided", "done", "told"}) {
    const std::string target = "/handoffs/" + asked[0]["id"].get<std::string>();
    const json now = gets(target);
    sends("product_manager", {.method = http::Method::patch,
                              .target = target,
                              .body = json{{"state", state}, {"answer", "Yes."}}.dump(),
                              .revision = now["revision"].get<std::int64_t>()});
  }
  comes_to(hours(1));
  const json figure = newest("handoff.told.product");
  EXPECT_EQ(figure["n"], 2) << "the third is not due";
  EXPECT_EQ(figure["value"], 500'000);
  EXPECT_EQ(figure["missing"], 1);
  EXPECT_EQ(newest("handoff.told.sales")["n"], 0);
  const json inputs = gets("/figures/handoff.told.product/inputs");
  ASSERT_EQ(inputs["items"].size(), 3U);
  EXPECT_EQ(inputs["items"][0]["message_id"], std::to_string(post.message_id->value));
}

TEST_F(FiguresOfAFailingMeasure, are_waited_for_and_then_stale) {
  comes_to(minutes(6));
  EXPECT_EQ(days(), 0);
  computes(1, 500);
  world.clock.advance(minutes(30));
  world.run_until_idle();
  EXPECT_EQ(days(), 0);
  world.clock.advance(minutes(40));
  world.run_until_idle();
  EXPECT_EQ(days(), 1);
  EXPECT_EQ(newest("brittle.mood")["status"], "stale");
  EXPECT_EQ(newest("scales.message")["status"], "ok") << "the others are what they are";
}

}  // namespace
}  // namespace kith::support
