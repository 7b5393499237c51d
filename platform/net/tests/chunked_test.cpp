// SPDX-License-Identifier: Apache-2.0
#include "net/chunked.h"

#include <string>

#include <gtest/gtest.h>

namespace kith::net {
namespace {

constexpr std::size_t room = 1000;

struct Outcome {
  ChunkState state = ChunkState::more;
  int status = 0;
  std::string body;
  std::string rest;
};

Outcome decode(std::string_view input) {
  ChunkDecoder decoder;
  Outcome outcome;
  outcome.state = decoder.decode(input, outcome.body, room);
  outcome.status = outcome.state == ChunkState::refused ? decoder.refusal().status : 0;
  outcome.rest = input;
  return outcome;
}

Outcome decode_bytewise(std::string_view input) {
  ChunkDecoder decoder;
  Outcome outcome;
  while (outcome.state == ChunkState::more && !input.empty()) {
    std::string_view byte = input.substr(0, 1);
    outcome.state = decoder.decode(byte, outcome.body, room);
    input.remove_prefix(1 - byte.size());
  }
  outcome.status = outcome.state == ChunkState::refused ? decoder.refusal().status : 0;
  outcome.rest = input;
  return outcome;
}

TEST(ChunkDecoder, joins_the_chunks_and_leaves_what_follows) {
  const std::string_view input = "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\nGET /";
  for (const Outcome& outcome : {decode(input), decode_bytewise(input)}) {
    EXPECT_EQ(outcome.state, ChunkState::complete);
    EXPECT_EQ(outcome.body, "abc0123456789");
    EXPECT_EQ(outcome.rest, "GET /");
  }
}

TEST(ChunkDecoder, drops_extensions_and_trailers_that_are_well_formed) {
  const std::string_view input = "3;name=\"v; =\";b=c;d\r\nabc\r\n0;x\r\nX-Sum: 1\r\nY:\r\n\r\n";
  for (const Outcome& outcome : {decode(input), decode_bytewise(input)}) {
    EXPECT_EQ(outcome.state, ChunkState::complete);
    EXPECT_EQ(outcome.body, "abc");
    EXPECT_EQ(outcome.rest, "");
  }
}

TEST(ChunkDecoder, refuses_what_two_readers_could_take_for_two_things) {
  for (const std::string_view input : {"3\nabc\r\n0\r\n\r\n",
                                       "3\r\nabcX0\r\n\r\n",
                                       "3\r\nabc\n0\r\n\r\n",
                                       "+3\r\nabc\r\n",
                                       "0x3\r\nabc\r\n",
                                       " 3\r\nabc\r\n",
                                       "3 \r\nabc\r\n",
                                       "\r\nabc\r\n",
                                       "-1\r\nabc\r\n",
                                       "3;a\rb\r\nabc\r\n",
                                       "3\r\nabc\r\n0\r\n\n",
                                       "3\r\nabc\r\n0\nX: y\r\n\r\n",
                                       "3\r\nabc\r\n0\r\nfoo\r\n\r\n",
                                       "3\r\nabc\r\n0\r\nX : y\r\n\r\n",
                                       "3\r\nabc\r\n0\r\n X: y\r\n\r\n",
                                       "0\r\nTransfer-encoding: chunked\r\n\r\n",
                                       "0\r\nHost: x\r\n\r\n",
                                       "3\r\nabcd\r\n0\r\n\r\n",
                                       "ffffffffffffffffffff\r\n",
                                       "g\r\n",
                                       "3;\xff\r\nabc\r\n",
                                       "3;\r\nabc\r\n",
                                       "3;;a\r\nabc\r\n",
                                       "3;a=\r\nabc\r\n",
                                       "3;a=\"b\r\nabc\r\n",
                                       "3;a=\"b\"c\r\nabc\r\n",
                                       "3;a=\"\\\"\r\nabc\r\n",
                                       "3; a\r\nabc\r\n",
                                       "3;a =b\r\nabc\r\n",
                                       "3 ;a\r\nabc\r\n",
                                       "3\r\nabc\r\r\n0\r\n\r\n"}) {
    EXPECT_EQ(decode(input).status, 400) << input;
    EXPECT_EQ(decode_bytewise(input).status, 400) << input;
  }
}

TEST(ChunkDecoder, bounds_the_body_before_it_takes_it) {
  EXPECT_EQ(decode("3e9\r\n").status, 413);
  EXPECT_EQ(decode("3e8\r\n").state, ChunkState::more);
  EXPECT_EQ(decode("3e7\r\n" + std::string(999, 'x') + "\r\n2\r\n").status, 413);
}

TEST(ChunkDecoder, bounds_extensions_and_trailers) {
  EXPECT_EQ(decode("3;" + std::string(100'000, 'a')).status, 400);
  std::string many_extensions;
  for (int count = 0; count < 20; ++count) {
    many_extensions += "1;" + std::string(500, 'a') + "\r\nx\r\n";
  }
  EXPECT_EQ(decode(many_extensions).status, 400);
  std::string many_trailers = "0\r\n";
  for (int count = 0; count < 33; ++count) {
    many_trailers += "X: y\r\n";
  }
  EXPECT_EQ(decode(many_trailers).status, 431);
}

}  // namespace
}  // namespace kith::net
