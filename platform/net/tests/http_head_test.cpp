// SPDX-License-Identifier: Apache-2.0
#include "net/http_head.h"

#include <string>

#include <gtest/gtest.h>

namespace kith::net {
namespace {

int status_of(std::string_view head) {
  HeadScanner scanner;
  const HeadState state = scanner.scan(head);
  return state == HeadState::refused ? scanner.refusal().status
                                     : (state == HeadState::complete ? 200 : 0);
}

// A request whose only peculiarity is one more header line.
int status_with_header(std::string_view line) {
  return status_of("POST /x HTTP/1.1\r\nHost: t\r\n" + std::string(line) + "\r\n\r\n");
}

int status_with_line(std::string_view request_line) {
  return status_of(std::string(request_line) + "\r\nHost: t\r\n\r\n");
}

HeadFacts facts_of(std::string_view head) {
  HeadScanner scanner;
  EXPECT_EQ(scanner.scan(head), HeadState::complete) << head;
  return scanner.facts();
}

TEST(HttpHead, lets_a_plain_request_through_and_says_where_it_ends) {
  const std::string head = "GET /a?b=c HTTP/1.1\r\nHost: t\r\n\r\n";
  const HeadFacts facts = facts_of(head + "GET /next");
  EXPECT_EQ(facts.length, head.size());
  EXPECT_EQ(facts.method, http::Method::get);
  EXPECT_EQ(facts.framing, Framing::none);
  EXPECT_EQ(facts.headers, 1u);
  EXPECT_TRUE(facts.keep_alive);
}

TEST(HttpHead, comes_to_the_same_verdict_when_bytes_arrive_one_by_one) {
  for (const std::string head :
       {"POST /x HTTP/1.1\r\nHost: t\r\nContent-Length: 12\r\n\r\n", "GET / HTTP/1.1\nHost: t\n\n",
        "\r\nGET / HTTP/1.1\r\nHost: t\r\n\r\n", "GET / HTTP/1.1\r\n X: y\r\nHost: t\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nX: a\rb\r\n\r\n"}) {
    HeadScanner whole;
    const HeadState expected = whole.scan(head);
    HeadScanner pieces;
    HeadState state = HeadState::partial;
    for (std::size_t size = 1; size <= head.size() && state == HeadState::partial; ++size) {
      state = pieces.scan(std::string_view(head).substr(0, size));
    }
    EXPECT_EQ(state, expected) << head;
    EXPECT_EQ(pieces.facts().length, whole.facts().length) << head;
    EXPECT_EQ(pieces.refusal().detail, whole.refusal().detail) << head;
  }
}

TEST(HttpHead, needs_exactly_one_host) {
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.0\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: t\r\nhost: t\r\n\r\n"), 400);
}

TEST(HttpHead, refuses_methods_that_are_not_served) {
  EXPECT_EQ(status_with_line("TRACE / HTTP/1.1"), 405);
  EXPECT_EQ(status_with_line("CONNECT t:443 HTTP/1.1"), 405);
  EXPECT_EQ(status_with_line("BREW / HTTP/1.1"), 501);
  EXPECT_EQ(status_with_line("get / HTTP/1.1"), 501);
  EXPECT_EQ(status_with_line(std::string(8000, 'A') + " / HTTP/1.1"), 501);
}

TEST(HttpHead, does_not_wait_for_the_end_of_what_is_no_request) {
  EXPECT_EQ(status_of("\x16\x03\x01\x02"), 400) << "a TLS greeting";
  EXPECT_EQ(status_of(std::string(40, 'A')), 501) << "a method without end";
  EXPECT_EQ(status_of(" GET"), 400);
  EXPECT_EQ(status_of("GE"), 0);
}

TEST(HttpHead, takes_only_paths_of_printable_ascii_as_targets) {
  EXPECT_EQ(status_with_line("GET x HTTP/1.1"), 400);
  EXPECT_EQ(status_with_line("GET http://t/ HTTP/1.1"), 400);
  EXPECT_EQ(status_with_line("GET /a#b HTTP/1.1"), 400);
  EXPECT_EQ(status_with_line("GET /a\xff HTTP/1.1"), 400);
  EXPECT_EQ(status_with_line("GET /\xc3\xa9 HTTP/1.1"), 400);
  EXPECT_EQ(status_with_line(std::string("GET /a\0b HTTP/1.1", 17)), 400);
  EXPECT_EQ(status_with_line("GET /a\x7f HTTP/1.1"), 400);
  EXPECT_EQ(status_with_line("GET * HTTP/1.1"), 400);
  EXPECT_EQ(status_with_line("OPTIONS * HTTP/1.1"), 200);
  EXPECT_EQ(status_with_line("GET /%00?a[]=|^ HTTP/1.1"), 200);
}

TEST(HttpHead, takes_one_blank_between_the_parts_of_the_request_line) {
  EXPECT_EQ(status_with_line("GET  / HTTP/1.1"), 400);
  EXPECT_EQ(status_with_line("GET /  HTTP/1.1"), 400);
  EXPECT_EQ(status_with_line("GET\t/ HTTP/1.1"), 400);
  EXPECT_EQ(status_with_line("GET / HTTP/1.1 "), 400);
  EXPECT_EQ(status_with_line("GET /"), 400);
  EXPECT_EQ(status_with_line("GET  HTTP/1.1"), 400);
}

TEST(HttpHead, speaks_http_1_and_no_other_version) {
  EXPECT_EQ(status_with_line("GET / HTTP/1.0"), 200);
  EXPECT_EQ(status_with_line("GET / HTTP/1.2"), 505);
  EXPECT_EQ(status_of("PRI * HTTP/2.0\r\n"), 505);
  EXPECT_EQ(status_with_line("GET / HTTP/11"), 400);
  EXPECT_EQ(status_with_line("GET / http/1.1"), 400);
  EXPECT_EQ(status_with_line("GET / HTTP/1.1x"), 400);
}

TEST(HttpHead, refuses_lines_that_do_not_end_in_cr_lf) {
  EXPECT_EQ(status_of("GET / HTTP/1.1\nHost: t\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: t\n\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: t\r\n\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: t\r\r\n\r\n"), 400);
}

TEST(HttpHead, refuses_folded_and_malformed_headers) {
  EXPECT_EQ(status_with_header("X: a\r\n b"), 400);
  EXPECT_EQ(status_with_header("X: a\r\n\tb"), 400);
  EXPECT_EQ(status_with_header("no colon"), 400);
  EXPECT_EQ(status_with_header(": no name"), 400);
  EXPECT_EQ(status_with_header("X Y: a"), 400);
  EXPECT_EQ(status_with_header("X : a"), 400);
  EXPECT_EQ(status_with_header("X\xff: a"), 400);
}

TEST(HttpHead, takes_text_in_header_values_and_no_control_bytes) {
  EXPECT_EQ(status_with_header("X: caf\xc3\xa9 \xf0\x9f\x98\x80\tend"), 200);
  EXPECT_EQ(status_with_header("X:"), 200);
  EXPECT_EQ(status_with_header("X: \xff"), 400);
  EXPECT_EQ(status_with_header("X: caf\xe9"), 400);
  EXPECT_EQ(status_with_header("X: \xc0\xaf"), 400) << "an overlong slash";
  EXPECT_EQ(status_with_header("X: \xed\xa0\x80"), 400) << "a surrogate";
  EXPECT_EQ(status_with_header("X: \xf4\x90\x80\x80"), 400) << "beyond Unicode";
  EXPECT_EQ(status_with_header("X: \xe2\x82"), 400) << "a sequence cut off";
  EXPECT_EQ(status_with_header("X: a\x01"), 400);
  EXPECT_EQ(status_with_header(std::string("X: a\0b", 6)), 400);
}

TEST(HttpHead, reads_the_length_only_where_it_is_one_plain_number) {
  EXPECT_EQ(facts_of("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 42\r\n\r\n").content_length,
            42u);
  for (const std::string_view value :
       {"+4", "-4", "4e0", "0x4", "4 4", "4,4", "", " ", "\xc2\xb2", "4;", "9999999999999999999"}) {
    EXPECT_EQ(status_with_header("Content-Length: " + std::string(value)), 400) << value;
  }
  EXPECT_EQ(status_with_header("Content-Length: 4\r\nContent-Length: 4"), 400);
  EXPECT_EQ(status_with_header("Content-Length: 4\r\nTransfer-Encoding: chunked"), 400);
  EXPECT_EQ(status_with_header("Transfer-Encoding: chunked\r\nContent-Length: 4"), 400);
}

TEST(HttpHead, knows_one_transfer_encoding) {
  const HeadFacts facts =
      facts_of("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: \tChunked \r\n\r\n");
  EXPECT_EQ(facts.framing, Framing::chunked);
  for (const std::string_view value : {"identity", "gzip, chunked", "chunked, chunked", ",chunked",
                                       "chunked,", "xchunked", "\"chunked\"", "chunked;q=1", ""}) {
    EXPECT_EQ(status_with_header("Transfer-Encoding: " + std::string(value)), 501) << value;
  }
  EXPECT_EQ(status_with_header("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"), 400);
  EXPECT_EQ(status_of("POST / HTTP/1.0\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
}

TEST(HttpHead, knows_when_the_connection_stays_open) {
  const auto stays_open = [](std::string_view version, std::string_view connection) {
    return facts_of("GET / HTTP/" + std::string(version) +
                    "\r\nHost: t\r\nConnection: " + std::string(connection) + "\r\n\r\n")
        .keep_alive;
  };
  EXPECT_TRUE(stays_open("1.1", "x"));
  EXPECT_FALSE(stays_open("1.1", "Close"));
  EXPECT_FALSE(stays_open("1.1", "keep-alive, x , close"));
  EXPECT_FALSE(stays_open("1.0", "x"));
  EXPECT_TRUE(stays_open("1.0", "Keep-Alive"));
  EXPECT_EQ(status_with_header("Connection: clo se"), 400);
  EXPECT_EQ(status_with_header("Connection: \"close\""), 400);
  EXPECT_EQ(status_with_header("Connection: , ,x,"), 200);
}

TEST(HttpHead, expects_nothing_but_a_go_ahead) {
  EXPECT_TRUE(
      facts_of("PUT / HTTP/1.1\r\nHost: t\r\nExpect: 100-Continue\r\n\r\n").expects_continue);
  EXPECT_FALSE(
      facts_of("PUT / HTTP/1.0\r\nHost: t\r\nExpect: 100-continue\r\n\r\n").expects_continue);
  EXPECT_EQ(status_with_header("Expect: a miracle"), 417);
}

TEST(HttpHead, bounds_size_and_number_of_headers) {
  std::string many;
  for (int count = 0; count < 99; ++count) {
    many += "X: y\r\n";
  }
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: t\r\n" + many + "\r\n"), 200);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: t\r\n" + many + "X: y\r\n\r\n"), 431);
  EXPECT_EQ(status_with_header("X: " + std::string(16 * 1024, 'y')), 431);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nX: " + std::string(16 * 1024, 'y')), 431);
  EXPECT_EQ(status_with_line("GET /" + std::string(16 * 1024, 'y') + " HTTP/1.1"), 414);
}

TEST(HttpHead, skips_an_empty_line_before_a_request_but_not_many) {
  const HeadFacts facts = facts_of("\r\nGET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(facts.skipped, 2u);
  EXPECT_EQ(facts.length, 29u);
  EXPECT_EQ(status_of("\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: t\r\n\r\n"), 400);
  EXPECT_EQ(status_of("\nGET / HTTP/1.1\r\nHost: t\r\n\r\n"), 400);
}

}  // namespace
}  // namespace kith::net
