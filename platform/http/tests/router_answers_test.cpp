// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/answer.h"
#include "http/tests/router_fixture.h"

namespace kith::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

using RouterAnswers = RouterTest;

TEST_F(RouterAnswers, carry_body_type_and_revision) {
  const Response response = send(ask(Method::get, order));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, R"({"id":"1"})");
  EXPECT_EQ(header_of(response, "Content-Type"), "application/json");
  EXPECT_EQ(header_of(response, "ETag"), "\"3\"");
}

TEST_F(RouterAnswers, carry_the_headers_that_protect_an_api) {
  const Response response = send(ask(Method::get, order));
  EXPECT_EQ(header_of(response, "Cache-Control"), "no-store");
  EXPECT_EQ(header_of(response, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(header_of(response, "Content-Security-Policy"),
            "default-src 'none'; frame-ancestors 'none'");
  EXPECT_EQ(header_of(response, "Referrer-Policy"), "no-referrer");
  EXPECT_EQ(header_of(response, "Cross-Origin-Resource-Policy"), "same-origin");
  EXPECT_EQ(header_of(response, "Strict-Transport-Security"), "");
  EXPECT_NE(header_of(response, "X-Request-Id"), "");
  EXPECT_NE(header_of(response, "X-Request-Id"),
            header_of(send(ask(Method::get, order)), "X-Request-Id"));
}

TEST_F(RouterAnswers, ask_for_tls_only_where_it_was_used) {
  Request request = request_of(ask(Method::get, order));
  request.secure = true;
  Response response;
  router().handle(std::move(request), [&](Response given) { response = std::move(given); });
  EXPECT_EQ(header_of(response, "Strict-Transport-Security"), "max-age=31536000");
}

TEST_F(RouterAnswers, fill_the_input_from_path_query_and_body) {
  send(ask(Method::get, std::string(orders) + "?limit=20&states=open,sent&states=returned"));
  send(ask(Method::post, "/api/v1/shop/orders/412/send").json(R"({"carrier":"Post"})"));
  send(ask(Method::del, order).with("if-match", "\"9\""));
  EXPECT_THAT(executor.inputs,
              ElementsAre(R"({"limit":20,"states":["open","sent","returned"]})",
                          R"({"order_id":"412","carrier":"Post"})", R"({"order_id":"412"})"));
}

TEST_F(RouterAnswers, take_json_with_a_charset_and_no_body_where_nothing_is_required) {
  Ask asked = ask(Method::patch, order).with("if-match", "\"9\"");
  EXPECT_EQ(send(asked).status, 200);
  asked = asked.with("content-type", "Application/JSON; charset=UTF-8");
  asked.body = R"({"note":null})";
  EXPECT_EQ(send(asked).status, 200);
  EXPECT_EQ(executor.inputs.back(), R"({"order_id":"412","note":null})");
}

TEST_F(RouterAnswers, hand_over_the_revision_that_if_match_names) {
  send(ask(Method::del, order).with("if-match", "\"9\""));
  send(ask(Method::get, order));
  EXPECT_THAT(executor.revisions, ElementsAre(std::optional<std::int64_t>(9), std::nullopt));
}

TEST_F(RouterAnswers, are_201_for_what_is_created_and_204_for_what_has_no_output) {
  EXPECT_EQ(send(ask(Method::post, orders).json(R"({"title":"x"})")).status, 201);
  executor.answer = events::Answer{.revision = 10};
  const Response removed = send(ask(Method::del, order).with("if-match", "\"9\""));
  EXPECT_EQ(removed.status, 204);
  EXPECT_EQ(removed.body, "");
  EXPECT_EQ(header_of(removed, "Content-Type"), "");
  EXPECT_EQ(header_of(removed, "ETag"), "\"10\"");
}

TEST_F(RouterAnswers, are_304_for_what_the_client_has) {
  for (const char* tag : {"\"3\"", "W/\"3\"", "\"2\", \"3\"", "*", "\"1\" ,W/\"3\""}) {
    const Response response = send(ask(Method::get, order).with("if-none-match", tag));
    EXPECT_EQ(response.status, 304) << tag;
    EXPECT_EQ(response.body, "") << tag;
    EXPECT_EQ(header_of(response, "ETag"), "\"3\"") << tag;
  }
  for (const char* tag : {"\"2\"", "3", "", "\"33\""}) {
    EXPECT_EQ(send(ask(Method::get, order).with("if-none-match", tag)).status, 200) << tag;
  }
}

TEST_F(RouterAnswers, never_are_304_for_a_change) {
  const Response response =
      send(ask(Method::post, orders).json(R"({"title":"x"})").with("if-none-match", "\"3\""));
  EXPECT_EQ(response.status, 201);
}

TEST_F(RouterAnswers, link_to_the_next_page) {
  executor.answer = events::Answer{.body = R"({"items":[{"next":"no"}],"next":"a/b=="})"};
  const Response response =
      send(ask(Method::get, std::string(orders) + "?cursor=old&limit=2&states=open"));
  EXPECT_EQ(header_of(response, "Link"),
            "</api/v1/shop/orders?limit=2&states=open&cursor=a%2Fb%3D%3D>; rel=\"next\"");
  executor.answer = events::Answer{.body = R"({"items":[{"id":"1"}]})"};
  EXPECT_EQ(header_of(send(ask(Method::get, orders)), "Link"), "");
}

TEST_F(RouterAnswers, find_the_cursor_only_where_it_is_the_pages_own) {
  EXPECT_EQ(next_cursor(R"({"items":[],"next":"abc"})"), "abc");
  EXPECT_EQ(next_cursor(R"({"next":"abc"})"), "abc");
  EXPECT_EQ(next_cursor(R"({"items":[{"next":"abc"}]})"), "");
  EXPECT_EQ(next_cursor(R"({"inner":{"next":"abc"}})"), "");
  EXPECT_EQ(next_cursor(R"({"items":[],"text":"\"next\":\"abc"})"), "");
  EXPECT_EQ(next_cursor(R"({"next":"abc","text":"x"})"), "");
  EXPECT_EQ(next_cursor("{}"), "");
  EXPECT_EQ(next_cursor(""), "");
}

TEST_F(RouterAnswers, serve_head_as_get) {
  const Response response = send(ask(Method::head, order));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header_of(response, "ETag"), "\"3\"");
  EXPECT_THAT(executor.inputs, SizeIs(1));
}

TEST_F(RouterAnswers, tell_the_methods_of_a_path_to_options) {
  const Response response = send(ask(Method::options, order).as("nobody"));
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(header_of(response, "Allow"), "GET, HEAD, PUT, PATCH, DELETE, OPTIONS");
  EXPECT_EQ(header_of(response, "Access-Control-Allow-Origin"), "");
  EXPECT_EQ(send(ask(Method::options, "/api/v1/nothing")).status, 404);
}

TEST_F(RouterAnswers, make_the_same_repeat_key_of_the_same_request_alone) {
  const Ask first =
      ask(Method::post, orders).json(R"({"title":"x"})").with("idempotency-key", "k 1");
  send(first);
  send(first);
  send(ask(Method::post, orders).json(R"({"title":"y"})").with("idempotency-key", "k 1"));
  send(ask(Method::post, orders).json(R"({"title":"x"})").with("idempotency-key", "k 2"));
  send(ask(Method::post, "/api/v1/shop/orders/1/send")
           .json(R"({"carrier":"x"})")
           .with("idempotency-key", "k 1"));
  gatekeeper.more_rights = {"shop.order.write"};
  send(first.as("guest"));
  send(ask(Method::post, orders).json(R"({"title":"x"})"));
  const auto& repeats = executor.repeats;
  ASSERT_THAT(repeats, SizeIs(7));
  EXPECT_EQ(repeats[0]->key, repeats[1]->key);
  EXPECT_EQ(repeats[0]->request, repeats[1]->request);
  EXPECT_EQ(repeats[0]->key, repeats[2]->key);
  EXPECT_NE(repeats[0]->request, repeats[2]->request);
  EXPECT_NE(repeats[0]->key, repeats[3]->key);
  EXPECT_NE(repeats[0]->key, repeats[4]->key);
  EXPECT_NE(repeats[0]->key, repeats[5]->key);
  EXPECT_FALSE(repeats[6].has_value());
}

TEST_F(RouterAnswers, take_no_repeat_key_for_a_question) {
  send(ask(Method::post, "/api/v1/shop/orders/search").json("{}").with("idempotency-key", "k"));
  EXPECT_FALSE(executor.repeats.back().has_value());
}

TEST_F(RouterAnswers, may_come_later_from_another_thread) {
  std::optional<events::Call> waiting;
  executor.instead = [&](events::Call call) { waiting.emplace(std::move(call)); };
  std::optional<Response> answer;
  router().handle(request_of(ask(Method::get, order)),
                  [&](Response response) { answer = std::move(response); });
  EXPECT_FALSE(answer.has_value());
  waiting->done(events::Answer{.body = "{}"});
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->status, 200);
}

TEST_F(RouterAnswers, know_how_much_a_body_may_hold_before_it_is_read) {
  RawEndpoint upload{.method = Method::post,
                     .path = "/api/v1/attachments",
                     .owner = "files",
                     .summary = "Takes a file",
                     .gate = Gate::behind(shop::write_orders),
                     .body_limit = 5};
  upload.handler = [](const RawCall&, const Reply& reply) { reply.answer({}); };
  table.add(upload);
  EXPECT_EQ(router().body_limit(Method::post, "/api/v1/attachments"), 5U);
  EXPECT_EQ(router().body_limit(Method::post, orders), default_body_limit);
  EXPECT_EQ(router().body_limit(Method::post, "/%zz"), default_body_limit);
}

TEST_F(RouterAnswers, say_that_there_is_no_room_before_a_body_is_read) {
  RawEndpoint intake{.method = Method::post,
                     .path = "/api/v1/intake",
                     .owner = "intake",
                     .summary = "Takes posts in",
                     .gate = Gate::behind(shop::write_orders),
                     .input = &TypeOf<shop::PlaceOrder>::type,
                     .look_for_room = [](const Caller& caller) -> Result<void> {
                       return fail(ErrorCode::unavailable,
                                   caller.member.value == 11 ? "It is full." : "Who is this?");
                     }};
  intake.handler = [](const RawCall&, const Reply& reply) { reply.answer({}); };
  table.add(intake);
  const Response response =
      send(ask(Method::post, "/api/v1/intake").json(R"({"never)").as("clerk"));
  EXPECT_EQ(response.status, 503);
  EXPECT_NE(response.body.find("It is full."), std::string::npos);
  EXPECT_NE(header_of(response, "Retry-After"), "");
}

TEST_F(RouterAnswers, come_from_raw_endpoints_with_what_the_router_knows) {
  RawEndpoint endpoint{.path = "/files/{name}",
                       .owner = "files",
                       .summary = "A file",
                       .gate = Gate::any_member_because("Everybody who works here sees files.")};
  endpoint.handler = [](const RawCall& call, const Reply& reply) {
    Response response;
    response.headers.emplace_back("Content-Security-Policy", "sandbox");
    response.body = std::string(call.parameter("name")) + call.query.at(0).second +
                    std::to_string(call.admitted->caller.member.value);
    reply.answer(std::move(response));
  };
  table.add(endpoint);
  const Response response = send(ask(Method::get, "/files/a%20b?x=y").as("guest"));
  EXPECT_EQ(response.body, "a by12");
  EXPECT_EQ(header_of(response, "Content-Security-Policy"), "sandbox");
  EXPECT_EQ(header_of(response, "Cache-Control"), "no-store");
  EXPECT_EQ(send(ask(Method::get, "/files/a").as("nobody")).status, 401);
}

TEST_F(RouterAnswers, are_logged_in_one_line_without_text) {
  clock.advance(Duration{1});
  executor.instead = [this](events::Call call) {
    clock.advance(Duration{1'500});
    call.done(events::Answer{.body = "{}"});
  };
  const Response response =
      send(ask(Method::get, std::string(orders) + "?cursor=secret-cursor").as("guest"));
  ASSERT_THAT(log, SizeIs(1));
  EXPECT_EQ(log[0], R"({"ts":"2023-11-14T22:13:20.001501Z","level":"info","event":"http.request",)"
                    R"("request_id":")" +
                        header_of(response, "X-Request-Id") +
                        R"(","method":"GET","route":"/api/v1/shop/orders","status":200,)"
                        R"("duration_ms":1.500,"workspace":"7","member":"12"})");
}

TEST_F(RouterAnswers, are_logged_without_the_path_where_it_is_unknown) {
  send(ask(Method::get, "/api/v1/anna@example.org?token=x").as("nobody"));
  ASSERT_THAT(log, SizeIs(1));
  EXPECT_EQ(log[0].find("anna"), std::string::npos);
  EXPECT_EQ(json_at(log[0], "/route"), "");
  EXPECT_EQ(json_at(log[0], "/status"), "404");
}

}  // namespace
}  // namespace kith::http
