// SPDX-License-Identifier: Apache-2.0
// The corpus of HTTP/1.1 framing, sent byte for byte to a real server.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "net/tests/support.h"

namespace kith::net {
namespace {

using namespace test;

std::string decode_base64(std::string_view text) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned bits = 0;
  unsigned held = 0;
  for (const char digit : text.substr(0, text.find('='))) {
    held = (held << 6) | static_cast<unsigned>(digits.find(digit));
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<char>((held >> bits) & 0xff));
    }
  }
  return bytes;
}

// What a server did with some bytes.
struct Reaction {
  std::vector<int> statuses;
  bool is_closed = false;
  std::vector<std::string> handled;

  bool is_refusal() const {
    return statuses.empty() ? is_closed : statuses.front() >= 400 && statuses.front() != 404;
  }
  std::size_t served() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        statuses, [](int status) { return status == 404 || (status >= 200 && status < 300); }));
  }
};

class FramingCorpus : public ::testing::Test {
 protected:
  Reaction react(std::string_view bytes) {
    handler_.clear();
    RawClient client(server_->port());
    client.send(bytes);
    const std::string received = client.receive_all(std::chrono::milliseconds(150));
    Reaction reaction{.is_closed = client.is_closed()};
    // "HTTP/1.1 and" also stands in a sentence of a refusal.
    constexpr std::string_view start = "HTTP/1.1 ";
    for (std::size_t at = received.find(start); at != std::string::npos;
         at = received.find(start, at + 1)) {
      const int status = std::atoi(received.c_str() + at + start.size());
      if (status != 0) {
        reaction.statuses.push_back(status);
      }
    }
    for (const http::Request& request : handler_.handled()) {
      reaction.handled.push_back(request.path);
    }
    return reaction;
  }

  static bool is_right(const Reaction& reaction, const std::string& expected) {
    const std::vector<int>& statuses = reaction.statuses;
    const bool smuggles =
        std::ranges::find(reaction.handled, "/smuggled") != reaction.handled.end();
    const bool upgrades = std::ranges::find(statuses, 101) != statuses.end();
    if (smuggles || upgrades) {
      return false;
    }
    if (expected == "reject") {
      return reaction.is_refusal() && reaction.handled.empty();
    }
    if (expected == "reject-or-close") {
      return reaction.is_refusal() || (statuses.size() == 1 && reaction.is_closed);
    }
    if (expected == "no-smuggle") {
      return reaction.served() <= 1;
    }
    if (expected == "no-101") {
      return statuses.size() == 1;
    }
    if (expected == "any-1resp" || expected == "2xx/404") {
      return statuses.size() == 1 && reaction.served() == 1;
    }
    return expected == "two-2xx" && reaction.served() == 2;
  }

  RecordingHandler handler_;
  std::unique_ptr<Server> server_ = serve(handler_);
};

TEST_F(FramingCorpus, is_answered_rightly_case_by_case) {
  const char* const data = std::getenv("KITH_TEST_DATA");
  if (data == nullptr) {
    GTEST_SKIP() << "KITH_TEST_DATA is not set";
  }
  std::ifstream file(std::string(data) + "/hostile/http/http1-framing.json");
  const nlohmann::json cases = nlohmann::json::parse(file);
  ASSERT_GE(cases.size(), 50u);
  std::size_t right = 0;
  for (const auto& each : cases) {
    const Reaction reaction = react(decode_base64(each["raw_b64"].get<std::string>()));
    const bool is_well = is_right(reaction, each["expect"]);
    right += is_well ? 1 : 0;
    EXPECT_TRUE(is_well) << each["id"] << " " << each["desc"] << ", expected " << each["expect"]
                         << ", got " << ::testing::PrintToString(reaction.statuses)
                         << (reaction.is_closed ? " and the end" : "");
  }
  RecordProperty("right", std::to_string(right));
  RecordProperty("cases", std::to_string(cases.size()));
  std::cout << right << " of " << cases.size() << " right\n";
}

// What Beast alone let through when it was tried.
TEST_F(FramingCorpus, nothing_that_a_bare_parser_let_through_reaches_a_handler) {
  const std::string end = "\r\n\r\n";
  const std::string get_with_host = "GET / HTTP/1.1\r\nHost: ";
  const std::vector<std::string> refused = {
      "GET / HTTP/1.1" + end,
      get_with_host + "t\r\nHost: t" + end,
      get_with_host + end,
      get_with_host + "a@t" + end,
      get_with_host + "t/x" + end,
      get_with_host + "t t" + end,
      get_with_host + "t, t" + end,
      get_with_host + "t\r\nX: a\r\n b" + end,
      "TRACE / HTTP/1.1\r\nHost: t" + end,
      "CONNECT t:443 HTTP/1.1\r\nHost: t" + end,
      "GET /\xff HTTP/1.1\r\nHost: t" + end,
      "GET /a#b HTTP/1.1\r\nHost: t" + end,
      "GET x HTTP/1.1\r\nHost: t" + end,
      std::string(8192, 'A') + " / HTTP/1.1\r\nHost: t" + end,
      "POST /x HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked" + end + "3\r\nabc\r\n0\r\n\n",
      "POST /x HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked" + end + "3;" +
          std::string(100'000, 'a') + "\r\nabc\r\n0" + end,
  };
  for (const std::string& bytes : refused) {
    const Reaction reaction = react(bytes);
    EXPECT_TRUE(reaction.is_refusal()) << bytes.substr(0, 80);
    EXPECT_TRUE(reaction.handled.empty()) << bytes.substr(0, 80);
  }
  const Reaction empty_line = react("\r\n" + get_with_host + "t" + end);
  EXPECT_EQ(empty_line.statuses, std::vector<int>{200});
  for (const std::string origin : {"http://evil.invalid", "http://t"}) {
    const Reaction upgrade =
        react("GET /ws HTTP/1.1\r\nHost: t\r\nOrigin: " + origin +
              "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
              "Sec-WebSocket-Key: AAAA" +
              end);
    EXPECT_EQ(upgrade.statuses, std::vector<int>{200});
  }
}

}  // namespace
}  // namespace kith::net
