// SPDX-License-Identifier: Apache-2.0
#include "http/health.h"

#include <gtest/gtest.h>

#include "http/tests/router_fixture.h"

namespace kith::http {
namespace {

class Health : public RouterTest {
 protected:
  Health() {
    add_health(table, {{"store", [] { return Result<void>{}; }}, {"disk", [this] { return disk; }}},
               gatekeeper);
  }
  Result<void> disk;
};

TEST_F(Health, answers_while_the_process_runs) {
  disk = fail(ErrorCode::unavailable, "The disk is full.");
  EXPECT_EQ(send(ask(Method::get, "/healthz").as("nobody")).status, 200);
}

TEST_F(Health, is_ready_when_every_part_is) {
  const Response response = send(ask(Method::get, "/readyz").as("nobody"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, R"({"ready":true})");
}

TEST_F(Health, tells_strangers_only_that_it_is_not_ready) {
  disk = fail(ErrorCode::unavailable, "The disk is full.");
  for (const char* name : {"nobody", "guest"}) {
    const Response response = send(ask(Method::get, "/readyz").as(name));
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(response.body, R"({"ready":false})");
  }
}

TEST_F(Health, tells_those_who_may_know_what_is_wrong) {
  disk = fail(ErrorCode::unavailable, "The disk is full.");
  EXPECT_EQ(send(ask(Method::get, "/readyz")).body,
            R"({"ready":false,"checks":[{"name":"store","ready":true},)"
            R"({"name":"disk","ready":false,"reason":"The disk is full."}]})");
}

TEST(Metrics, are_the_one_thing_behind_their_listener) {
  MetricsHandler handler([] { return "kith_up 1\n"; });
  EXPECT_EQ(handler.body_limit(Method::get, "/metrics"), 0U);
  std::vector<Response> answers;
  for (const auto& [method, path] :
       std::vector<std::pair<Method, std::string>>{{Method::get, "/metrics"},
                                                   {Method::post, "/metrics"},
                                                   {Method::get, "/api/v1/shop/orders"}}) {
    handler.handle({.method = method, .path = path},
                   [&](Response response) { answers.push_back(std::move(response)); });
  }
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0].status, 200);
  EXPECT_EQ(answers[0].body, "kith_up 1\n");
  EXPECT_EQ(header_of(answers[0], "Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(header_of(answers[0], "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(answers[1].status, 404);
  EXPECT_EQ(answers[2].status, 404);
}

}  // namespace
}  // namespace kith::http
