// SPDX-License-Identifier: Apache-2.0
#include "net/answer_head.h"

#include <gtest/gtest.h>

namespace kith::net {
namespace {

std::string head_of(const http::Response& response, AnswerFrame frame = {}) {
  frame.date = "D";
  std::string out;
  EXPECT_TRUE(append_answer_head(out, response, frame));
  return out;
}

TEST(AnswerHead, frames_the_body) {
  EXPECT_EQ(head_of({.status = 200, .headers = {{"Content-Type", "text/plain"}}, .body = "abc"}),
            "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\n");
}

TEST(AnswerHead, counts_a_shared_body) {
  const http::Response response = {.shared_body = std::make_shared<const std::string>("shared")};
  EXPECT_NE(head_of(response).find("Content-Length: 6\r\n"), std::string::npos);
}

TEST(AnswerHead, gives_no_length_where_there_can_be_no_body) {
  for (const int status : {204, 304}) {
    EXPECT_EQ(head_of({.status = status, .body = "abc"}).find("Content-Length"), std::string::npos);
  }
}

TEST(AnswerHead, says_what_becomes_of_the_connection) {
  EXPECT_EQ(head_of({}).find("Connection"), std::string::npos);
  EXPECT_NE(head_of({}, {.end = ConnectionEnd::closes}).find("Connection: close\r\n"),
            std::string::npos);
  EXPECT_NE(head_of({}, {.minor_version = 0}).find("Connection: keep-alive\r\n"),
            std::string::npos);
}

TEST(AnswerHead, lets_no_handler_frame_the_message) {
  const std::string head = head_of({.headers = {{"Content-Length", "999"},
                                                {"transfer-encoding", "chunked"},
                                                {"CONNECTION", "keep-alive"},
                                                {"Date", "never"},
                                                {"Upgrade", "x"}}});
  EXPECT_EQ(head, "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Length: 0\r\n\r\n");
}

TEST(AnswerHead, sends_no_header_that_would_end_early) {
  for (const http::Header& header :
       {http::Header{"X", "a\r\nSet-Cookie: b"}, http::Header{"X", "a\nb"},
        http::Header{"X\r\nY", "a"}, http::Header{"X Y", "a"}, http::Header{"", "a"},
        http::Header{"X", std::string("a\0b", 3)}}) {
    std::string out = "before";
    EXPECT_FALSE(append_answer_head(out, {.headers = {header}}, {}));
    EXPECT_EQ(out, "before");
  }
  std::string out;
  EXPECT_FALSE(append_answer_head(out, {.status = 101}, {}));
  EXPECT_FALSE(append_answer_head(out, {.status = 1000}, {}));
}

TEST(AnswerHead, tells_refusals_as_problems) {
  const http::Response response = problem(421, "Not here.");
  EXPECT_EQ(response.status, 421);
  EXPECT_EQ(response.headers.front().second, "application/problem+json");
  EXPECT_EQ(response.body, R"({"type":"about:blank","title":"Misdirected Request","status":421,)"
                           R"("detail":"Not here."})");
}

TEST(HttpDate, is_written_as_http_wants_it) {
  HttpDate date;
  EXPECT_EQ(date.at(0), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(date.at(1709210096), "Thu, 29 Feb 2024 12:34:56 GMT");
  EXPECT_EQ(date.at(1709210096), "Thu, 29 Feb 2024 12:34:56 GMT");
}

}  // namespace
}  // namespace kith::net
