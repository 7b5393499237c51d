// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/tests/router_fixture.h"

namespace kith::http {
namespace {

/// A browser's write with the clerk's session.
Ask by_cookie() {
  Ask asked = ask(Method::post, "/api/v1/shop/orders").json(R"({"title":"x"})");
  asked.headers.front() = {"cookie", "clerk"};
  return asked;
}

using CookieWrites = RouterTest;

TEST_F(CookieWrites, go_on_from_kiths_own_pages) {
  EXPECT_EQ(send(by_cookie().with("sec-fetch-site", "same-origin")).status, 201);
  EXPECT_EQ(send(by_cookie().with("sec-fetch-site", "none")).status, 201);
  EXPECT_EQ(send(by_cookie().with("origin", "https://kith.example")).status, 201);
}

TEST_F(CookieWrites, are_refused_from_elsewhere_and_from_nowhere) {
  EXPECT_EQ(send(by_cookie()).status, 403);
  EXPECT_EQ(send(by_cookie().with("sec-fetch-site", "cross-site")).status, 403);
  EXPECT_EQ(send(by_cookie().with("sec-fetch-site", "same-site")).status, 403);
  EXPECT_EQ(send(by_cookie().with("origin", "https://evil.example")).status, 403);
  EXPECT_EQ(send(by_cookie().with("origin", "null")).status, 403);
  EXPECT_EQ(send(by_cookie().with("origin", "https://kith.example.evil.example")).status, 403);
  EXPECT_EQ(send(by_cookie().with("origin", "http://kith.example")).status, 403);
  EXPECT_TRUE(executor.inputs.empty());
}

TEST_F(CookieWrites, are_refused_in_a_form_that_a_plain_form_could_send) {
  for (const char* type : {"text/plain", "application/x-www-form-urlencoded",
                           "multipart/form-data; boundary=x", "application/json-patch+json"}) {
    Ask asked = by_cookie().with("sec-fetch-site", "same-origin");
    asked.headers[1].second = type;
    EXPECT_EQ(send(asked).status, 403) << type;
  }
  EXPECT_TRUE(executor.inputs.empty());
}

TEST_F(CookieWrites, need_no_type_where_they_have_no_body) {
  Ask asked = ask(Method::del, "/api/v1/shop/orders/1").with("if-match", "\"1\"");
  asked.headers.front() = {"cookie", "clerk"};
  EXPECT_EQ(send(asked).status, 403);
  EXPECT_EQ(send(asked.with("sec-fetch-site", "same-origin")).status, 204);
}

TEST_F(CookieWrites, carry_the_secret_of_a_session_that_has_one) {
  gatekeeper.csrf = "s3cret";
  const Ask asked = by_cookie().with("sec-fetch-site", "same-origin");
  EXPECT_EQ(send(asked).status, 403);
  EXPECT_EQ(send(asked.with("x-csrf-token", "wrong")).status, 403);
  EXPECT_EQ(send(asked.with("x-csrf-token", "s3cret")).status, 201);
}

TEST_F(CookieWrites, are_refused_before_the_permission_is_looked_at) {
  Ask asked = by_cookie();
  asked.headers.front() = {"cookie", "guest"};
  EXPECT_EQ(send(asked).body.find("shop.order.write"), std::string::npos);
}

TEST_F(CookieWrites, leave_reading_alone) {
  Ask asked = ask(Method::get, "/api/v1/shop/orders").with("sec-fetch-site", "cross-site");
  asked.headers.front() = {"cookie", "clerk"};
  EXPECT_EQ(send(asked).status, 200);
}

TEST_F(CookieWrites, do_not_concern_programs_with_a_token) {
  const Ask asked = ask(Method::post, "/api/v1/shop/orders").json(R"({"title":"x"})");
  EXPECT_EQ(send(asked).status, 201);
  EXPECT_EQ(send(asked.with("origin", "https://evil.example")).status, 201);
}

/// Signing in, as an endpoint without a caller.
RawEndpoint sign_in(WritesFrom writes_from) {
  RawEndpoint endpoint{.method = Method::post,
                       .path = "/api/v1/session",
                       .owner = "access",
                       .summary = "Signs in",
                       .gate = Gate::public_because("Whoever signs in is nobody yet."),
                       .input = &TypeOf<shop::PlaceOrder>::type,
                       .writes_from = writes_from};
  endpoint.handler = [](const RawCall& call, const Reply& reply) {
    Response response;
    response.body = call.input_as<shop::PlaceOrder>().title;
    reply.answer(std::move(response));
  };
  return endpoint;
}

TEST_F(CookieWrites, to_what_is_public_come_from_programs_or_our_own_pages) {
  table.add(sign_in(WritesFrom::own_pages));
  const Ask asked = ask(Method::post, "/api/v1/session").as("nobody").json(R"({"title":"x"})");
  EXPECT_EQ(send(asked).body, "x");
  EXPECT_EQ(send(asked.with("sec-fetch-site", "same-origin")).status, 200);
  EXPECT_EQ(send(asked.with("sec-fetch-site", "cross-site")).status, 403);
  EXPECT_EQ(send(asked.with("origin", "https://evil.example")).status, 403);
  EXPECT_EQ(gatekeeper.asked, 0);
}

TEST_F(CookieWrites, come_from_anywhere_where_an_endpoint_says_so) {
  table.add(sign_in(WritesFrom::anywhere));
  const Ask asked = ask(Method::post, "/api/v1/session").as("nobody").json(R"({"title":"x"})");
  EXPECT_EQ(send(asked.with("origin", "https://customer.example")).status, 200);
}

}  // namespace
}  // namespace kith::http
