// SPDX-License-Identifier: Apache-2.0
#include "net/message_parser.h"

#include <gtest/gtest.h>

namespace kith::net {
namespace {

TEST(ParseHead, fills_the_request) {
  const std::string_view head =
      "\r\nPATCH /a%20b?c=?d HTTP/1.1\r\nHost: t\r\nX-Mixed-CASE: \t v  w \r\nX: \r\n\r\n";
  HeadScanner scanner;
  ASSERT_EQ(scanner.scan(head), HeadState::complete);
  http::Request request;
  ASSERT_TRUE(parse_head(head, scanner.facts(), request));
  EXPECT_EQ(request.method, http::Method::patch);
  EXPECT_EQ(request.path, "/a%20b");
  EXPECT_EQ(request.query, "c=?d");
  EXPECT_EQ(request.headers,
            (std::vector<http::Header>{{"host", "t"}, {"x-mixed-case", "v  w"}, {"x", ""}}));
}

TEST(ParseHead, refuses_a_head_that_it_frames_in_another_way) {
  const std::string_view head = "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\n";
  HeadScanner scanner;
  ASSERT_EQ(scanner.scan(head), HeadState::complete);
  const auto parses_with = [&](auto change) {
    HeadFacts facts = scanner.facts();
    change(facts);
    http::Request request;
    return parse_head(head, facts, request);
  };
  EXPECT_TRUE(parses_with([](HeadFacts&) {}));
  EXPECT_FALSE(parses_with([](HeadFacts& facts) { facts.content_length = 5; }));
  EXPECT_FALSE(parses_with([](HeadFacts& facts) { facts.framing = Framing::none; }));
  EXPECT_FALSE(parses_with([](HeadFacts& facts) { facts.framing = Framing::chunked; }));
  EXPECT_TRUE(parses_with([](HeadFacts& facts) { facts.keep_alive = false; }));
  EXPECT_FALSE(parses_with([](HeadFacts& facts) { facts.headers = 3; }));
}

TEST(ParseHead, keeps_no_connection_that_beast_would_close) {
  const std::string_view head = "GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n";
  HeadScanner scanner;
  ASSERT_EQ(scanner.scan(head), HeadState::complete);
  HeadFacts facts = scanner.facts();
  http::Request request;
  EXPECT_TRUE(parse_head(head, facts, request));
  facts.keep_alive = true;
  EXPECT_FALSE(parse_head(head, facts, request));
}

TEST(ResponseReader, collects_an_answer_from_pieces) {
  const std::string_view answer =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nX-Name: Value\r\n"
      "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, answer.size()}) {
    ResponseReader reader(http::Method::post, 100);
    bool is_complete = false;
    for (std::size_t start = 0; start < answer.size(); start += step) {
      ASSERT_FALSE(is_complete);
      const Result<bool> fed = reader.feed(answer.substr(start, step));
      ASSERT_TRUE(fed) << fed.error().detail;
      is_complete = *fed;
    }
    ASSERT_TRUE(is_complete);
    const ClientResponse response = reader.take();
    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(response.header("x-name"), "Value");
    EXPECT_EQ(response.body, "abcde");
  }
}

TEST(ResponseReader, takes_the_end_of_the_connection_as_the_end_of_a_body_without_length) {
  ResponseReader reader(http::Method::get, 100);
  EXPECT_FALSE(reader.feed("HTTP/1.0 200 OK\r\n\r\nabc").value());
  EXPECT_TRUE(reader.end().value());
  EXPECT_EQ(reader.take().body, "abc");
}

TEST(ResponseReader, waits_for_no_body_where_there_is_none) {
  ResponseReader head(http::Method::head, 100);
  EXPECT_TRUE(head.feed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n").value());
  ResponseReader empty(http::Method::get, 100);
  EXPECT_TRUE(empty.feed("HTTP/1.1 204 No Content\r\n\r\n").value());
}

TEST(ResponseReader, refuses_what_is_cut_off_too_long_or_no_answer) {
  ResponseReader cut(http::Method::get, 100);
  EXPECT_FALSE(cut.feed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc").value());
  EXPECT_FALSE(cut.end());
  ResponseReader endless(http::Method::get, 100);
  EXPECT_FALSE(endless.feed("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n"));
  ResponseReader chunked(http::Method::get, 4);
  EXPECT_FALSE(chunked.feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n"));
  ResponseReader no_answer(http::Method::get, 100);
  EXPECT_FALSE(no_answer.feed("<html>hello</html>\r\n\r\n"));
}

}  // namespace
}  // namespace kith::net
