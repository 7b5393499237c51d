// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "http/tests/router_fixture.h"

namespace kith::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* broken_json = R"({"title":)";

/// One request, and the first check that it fails.
struct Refusal {
  std::string name;
  Ask asked;
  int status;
  std::string code;
};

std::ostream& operator<<(std::ostream& out, const Refusal& refusal) {
  return out << refusal.name;
}

Ask post_order() {
  return ask(Method::post, orders);
}
Ask patch_order() {
  return ask(Method::patch, order);
}

/// Each request fails the check it is named after and, where it can, every later one too.
const Refusal refusals[] = {
    {"a bad address before everything", ask(Method::post, "/api/v1/shop/orders/%zz").as("nobody"),
     400, "invalid"},
    {"an unknown path before who asks", ask(Method::post, "/api/v1/nothing").as("nobody"), 404,
     "not_found"},
    {"another method before who asks", ask(Method::del, orders).as("nobody"), 405, "invalid"},
    {"a bad query before who asks", ask(Method::get, std::string(orders) + "?a=%00").as("nobody"),
     400, "invalid"},
    {"nobody before the body", post_order().as("nobody").json(broken_json), 401, "unauthenticated"},
    {"a missing permission before the type of the body",
     [] {
       Ask asked = post_order().as("guest").with("content-type", "text/plain");
       asked.body = broken_json;
       return asked;
     }(),
     403, "forbidden"},
    {"a missing permission before the body", post_order().as("guest").json(broken_json), 403,
     "forbidden"},
    {"a missing permission before If-Match", patch_order().as("guest").json("{}"), 403,
     "forbidden"},
    {"the type of the body before the body",
     [] {
       Ask asked = post_order().with("content-type", "text/plain");
       asked.body = broken_json;
       return asked;
     }(),
     415, "invalid"},
    {"a body without a type",
     [] {
       Ask asked = post_order();
       asked.body = "{}";
       return asked;
     }(),
     415, "invalid"},
    {"the body before the repeat key", post_order().json(broken_json).with("idempotency-key", ""),
     400, "invalid"},
    {"an empty body where members are required", post_order(), 400, "invalid"},
    {"a body where none is taken",
     [] {
       Ask asked = ask(Method::get, order);
       asked.body = "{}";
       return asked;
     }(),
     400, "invalid"},
    {"a query where there is a body",
     ask(Method::post, std::string(orders) + "?title=x").json(R"({"title":"x"})"), 400, "invalid"},
    {"a number twice", ask(Method::get, std::string(orders) + "?limit=1&limit=1"), 400, "invalid"},
    {"a limit over 200", ask(Method::get, std::string(orders) + "?limit=201"), 400, "invalid"},
    {"an unknown parameter", ask(Method::get, std::string(orders) + "?sort=title"), 400, "invalid"},
    {"an id that is no number", ask(Method::get, "/api/v1/shop/orders/x%27--"), 400, "invalid"},
    {"the input before If-Match", patch_order().json(R"({"title":7})"), 400, "invalid"},
    {"PATCH without If-Match", patch_order().json("{}"), 428, "precondition_required"},
    {"PUT without If-Match", ask(Method::put, order).json(R"({"carrier":"x"})"), 428,
     "precondition_required"},
    {"DELETE without If-Match", ask(Method::del, order), 428, "precondition_required"},
    {"a weak If-Match", ask(Method::del, order).with("if-match", "W/\"3\""), 400, "invalid"},
    {"any If-Match", ask(Method::del, order).with("if-match", "*"), 400, "invalid"},
    {"two tags in If-Match", ask(Method::del, order).with("if-match", "\"3\", \"4\""), 400,
     "invalid"},
    {"If-Match twice", ask(Method::del, order).with("if-match", "\"3\"").with("if-match", "\"3\""),
     400, "invalid"},
    {"If-Match without quotes", ask(Method::del, order).with("if-match", "3"), 400, "invalid"},
    {"If-Match of no revision", ask(Method::del, order).with("if-match", "\"x\""), 400, "invalid"},
    {"an empty repeat key", post_order().json(R"({"title":"x"})").with("idempotency-key", ""), 400,
     "invalid"},
    {"a repeat key that is too long",
     post_order().json(R"({"title":"x"})").with("idempotency-key", std::string(256, 'k')), 400,
     "invalid"},
    {"a repeat key that is not ASCII",
     post_order().json(R"({"title":"x"})").with("idempotency-key", "caf\xc3\xa9"), 400, "invalid"},
    {"two repeat keys",
     post_order()
         .json(R"({"title":"x"})")
         .with("idempotency-key", "a")
         .with("idempotency-key", "b"),
     400, "invalid"},
};

class RefusalTest : public RouterTest, public testing::WithParamInterface<Refusal> {};

TEST_P(RefusalTest, is_what_is_answered) {
  const Refusal& refusal = GetParam();
  const Response response = send(refusal.asked);
  EXPECT_EQ(response.status, refusal.status);
  EXPECT_EQ(code_of(response), refusal.code);
  EXPECT_THAT(executor.inputs, IsEmpty());
  EXPECT_EQ(json_at(response.body, "/type"), "/api/docs/errors#" + refusal.code);
  EXPECT_EQ(json_at(response.body, "/status"), std::to_string(refusal.status));
  EXPECT_EQ(json_at(response.body, "/request_id"), header_of(response, "X-Request-Id"));
  EXPECT_NE(json_at(response.body, "/detail"), "");
}

INSTANTIATE_TEST_SUITE_P(Router, RefusalTest, testing::ValuesIn(refusals), [](const auto& info) {
  std::string name = info.param.name;
  for (char& c : name) {
    c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  }
  return name;
});

using RouterRefusals = RouterTest;

TEST_F(RouterRefusals, say_how_to_sign_in) {
  const Response response = send(ask(Method::get, orders).as("nobody"));
  EXPECT_EQ(header_of(response, "WWW-Authenticate"), "Bearer realm=\"kith\"");
}

TEST_F(RouterRefusals, name_the_methods_that_a_path_takes) {
  EXPECT_EQ(header_of(send(ask(Method::del, orders)), "Allow"), "GET, HEAD, POST, OPTIONS");
}

TEST_F(RouterRefusals, name_the_permission_that_is_missing) {
  const Response response = send(post_order().as("guest").json("{}"));
  EXPECT_THAT(response.body, HasSubstr("shop.order.write"));
  EXPECT_THAT(gatekeeper.denied, ElementsAre("12 shop.order.write"));
}

TEST_F(RouterRefusals, point_at_every_member_at_fault) {
  const Response response =
      send(post_order().json(R"({"titel":"x","note":7,"tags":["ok","NOT OK"]})"));
  std::map<std::string, std::string> found;
  for (std::size_t i = 0; i < json_size_at(response.body, "/errors"); ++i) {
    const std::string error = "/errors/" + std::to_string(i);
    found[json_at(response.body, error + "/pointer")] = json_at(response.body, error + "/code");
    EXPECT_NE(json_at(response.body, error + "/detail"), "");
  }
  EXPECT_EQ(found, (std::map<std::string, std::string>{{"/titel", "unknown_field"},
                                                       {"/note", "type"},
                                                       {"/tags/1", "form"},
                                                       {"/title", "required"}}));
}

TEST_F(RouterRefusals, come_from_a_handler_with_its_member) {
  executor.answer = fail_at(ErrorCode::rule, "/title", "There is such an order already.");
  const Response response = send(post_order().json(R"({"title":"x"})"));
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(code_of(response), "rule");
  EXPECT_EQ(json_at(response.body, "/errors/0/pointer"), "/title");
  EXPECT_EQ(json_at(response.body, "/errors/0/detail"), "There is such an order already.");
}

TEST_F(RouterRefusals, never_show_what_went_wrong_inside_but_log_it) {
  executor.answer = fail(ErrorCode::internal, "no such column: secret", "SELECT secret FROM x");
  const Response response = send(ask(Method::get, order));
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body.find("secret"), std::string::npos);
  const std::string id = header_of(response, "X-Request-Id");
  ASSERT_THAT(log, SizeIs(2));
  EXPECT_THAT(log[0], HasSubstr("SELECT secret FROM x"));
  EXPECT_THAT(log[0], HasSubstr(id));
}

TEST_F(RouterRefusals, are_500_where_something_throws) {
  executor.instead = [](const events::Call&) { throw std::runtime_error("unexpected thing"); };
  const Response response = send(ask(Method::get, order));
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(code_of(response), "internal");
  EXPECT_THAT(log[0], HasSubstr("unexpected thing"));
  EXPECT_EQ(response.body.find("unexpected thing"), std::string::npos);
}

TEST_F(RouterRefusals, are_500_where_nobody_answers) {
  executor.instead = [](const events::Call&) {};
  const Response response = send(ask(Method::get, order));
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(log[0], HasSubstr("let go without an answer"));
}

TEST_F(RouterRefusals, say_when_to_come_again_where_the_store_is_not_there) {
  executor.answer = fail(ErrorCode::unavailable, "The disk is full.");
  EXPECT_EQ(header_of(send(ask(Method::get, order)), "Retry-After"), "5");
}

TEST_F(RouterRefusals, come_once_though_the_handler_throws_after_its_answer) {
  executor.instead = [](events::Call call) {
    call.done(events::Answer{.body = "{}"});
    throw std::runtime_error("too late");
  };
  EXPECT_EQ(send(ask(Method::get, order)).status, 200);
}

TEST_F(RouterRefusals, of_start_up_name_every_fault) {
  RouteTable broken;
  Route open = shop::routes[0];
  open.permission = nullptr;
  broken.mount("shop", "/a", std::span(&open, 1), executor);
  broken.mount("shop", "/b", std::span(&open, 1), executor);
  const auto refused = Router::create(
      std::move(broken), {.gatekeeper = gatekeeper, .clock = clock, .random = random}, {});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("/a/orders"));
  EXPECT_THAT(refused.error().message, HasSubstr("/b/orders"));
}

}  // namespace
}  // namespace kith::http
