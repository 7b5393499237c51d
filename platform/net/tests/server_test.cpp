// SPDX-License-Identifier: Apache-2.0
#include "net/server.h"

#include <thread>

#include <gtest/gtest.h>

#include "net/tests/support.h"

namespace kith::net {
namespace {

using namespace test;

TEST(Server, answers_a_request_and_keeps_the_connection) {
  RecordingHandler handler;
  const auto server = serve(handler);
  RawClient client(server->port());
  for (const std::string_view path : {"/one", "/two?x=y"}) {
    ASSERT_TRUE(client.send(get(path)));
    const Answer answer = client.receive();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "answer");
    EXPECT_TRUE(answer.has("\r\nDate: "));
    EXPECT_FALSE(answer.has("Connection"));
  }
  const std::vector<http::Request> handled = handler.handled();
  ASSERT_EQ(handled.size(), 2u);
  EXPECT_EQ(handled[1].path, "/two");
  EXPECT_EQ(handled[1].query, "x=y");
  EXPECT_EQ(handled[1].peer, "127.0.0.1");
  EXPECT_FALSE(handled[1].secure);
}

TEST(Server, answers_pipelined_requests_in_their_order) {
  RecordingHandler handler;
  handler.answer = [](const http::Request& request, http::Respond respond) {
    // Every other answer is late, on another thread.
    if (request.path.back() % 2 == 0) {
      return respond({.body = request.path});
    }
    std::thread([path = request.path, later = std::move(respond)]() mutable {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      later({.body = path});
    }).detach();
  };
  const auto server = serve(handler);
  RawClient client(server->port());
  std::string requests;
  for (int number = 0; number < 50; ++number) {
    requests += number % 3 == 0 ? "POST /" + std::to_string(number) +
                                      " HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nabc"
                                : get("/" + std::to_string(number));
  }
  ASSERT_TRUE(client.send(requests));
  for (int number = 0; number < 50; ++number) {
    EXPECT_EQ(client.receive().body, "/" + std::to_string(number));
  }
}

TEST(Server, reads_a_request_that_arrives_byte_by_byte) {
  RecordingHandler handler;
  const auto server = serve(handler);
  for (const std::string_view request :
       {"POST /x HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhello",
        "POST /x HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
        "2\r\nhe\r\n3\r\nllo\r\n0\r\nX: y\r\n\r\n"}) {
    handler.clear();
    RawClient client(server->port());
    for (const char byte : request) {
      ASSERT_TRUE(client.send({&byte, 1}));
      std::this_thread::sleep_for(std::chrono::microseconds(100));
    }
    EXPECT_EQ(client.receive().status, 200);
    ASSERT_EQ(handler.handled().size(), 1u);
    EXPECT_EQ(handler.handled()[0].body, "hello");
  }
}

TEST(Server, gives_no_body_to_head_nor_with_204_and_304) {
  RecordingHandler handler;
  handler.answer = [](const http::Request& request, http::Respond respond) {
    const int status = request.path == "/none" ? 204 : request.path == "/same" ? 304 : 200;
    respond({.status = status, .body = "body"});
  };
  const auto server = serve(handler);
  RawClient client(server->port());
  ASSERT_TRUE(client.send("HEAD / HTTP/1.1\r\nHost: t\r\n\r\n" + get("/none") + get("/same") +
                          get("/last")));
  const Answer head = client.receive(true);
  EXPECT_TRUE(head.has("Content-Length: 4\r\n"));
  EXPECT_EQ(client.receive().status, 204);
  EXPECT_EQ(client.receive().status, 304);
  EXPECT_EQ(client.receive().body, "body");
}

TEST(Server, keeps_or_closes_the_connection_as_asked) {
  RecordingHandler handler;
  const auto server = serve(handler);
  struct Case {
    std::string_view version;
    std::string_view connection;
    bool closes;
  };
  for (const Case& each : {Case{"1.1", "keep-alive", false}, Case{"1.1", "close", true},
                           Case{"1.0", "x", true}, Case{"1.0", "keep-alive", false}}) {
    RawClient client(server->port());
    ASSERT_TRUE(client.send("GET / HTTP/" + std::string(each.version) +
                            "\r\nHost: t\r\nConnection: " + std::string(each.connection) +
                            "\r\n\r\n"));
    EXPECT_EQ(client.receive().has("Connection: close\r\n"), each.closes);
    ASSERT_TRUE(client.send(get("/next")));
    EXPECT_EQ(client.receive().status, each.closes ? 0 : 200);
  }
}

TEST(Server, sends_a_go_ahead_only_for_a_body_that_it_will_take) {
  RecordingHandler handler;
  handler.most_body_bytes = 5;
  const auto server = serve(handler);
  RawClient client(server->port());
  const std::string head = "PUT / HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: ";
  ASSERT_TRUE(client.send(head + "5\r\n\r\n"));
  EXPECT_EQ(client.receive().status, 100);
  ASSERT_TRUE(client.send("hello"));
  EXPECT_EQ(client.receive().status, 200);
  ASSERT_TRUE(client.send(head + "5\r\n\r\nhello"));
  EXPECT_EQ(client.receive().status, 200) << "the body came without waiting";
  ASSERT_TRUE(client.send(head + "6\r\n\r\n"));
  EXPECT_EQ(client.receive().status, 413);
  EXPECT_EQ(handler.handled().size(), 2u);
}

TEST(Server, refuses_a_body_over_the_limit_and_is_still_read) {
  RecordingHandler handler;
  const auto server = serve(handler);
  RawClient client(server->port());
  ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 500000\r\n\r\n"));
  EXPECT_TRUE(client.send(std::string(500'000, 'x')));
  const Answer answer = client.receive();
  EXPECT_EQ(answer.status, 413);
  EXPECT_TRUE(answer.has("Content-Type: application/problem+json\r\n"));
  EXPECT_TRUE(answer.has("Connection: close\r\n"));

  RawClient chunked(server->port());
  ASSERT_TRUE(
      chunked.send("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n401\r\n"));
  EXPECT_EQ(chunked.receive().status, 413);
  EXPECT_TRUE(handler.handled().empty());
}

TEST(Server, answers_to_its_own_names_only) {
  RecordingHandler handler;
  const auto server = serve(handler, {.hosts = {"kith.example"}});
  const auto status_for = [&](std::string_view host) {
    RawClient client(server->port());
    client.send("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n");
    return client.receive().status;
  };
  EXPECT_EQ(status_for("KITH.example:8080"), 200);
  EXPECT_EQ(status_for("localhost:" + std::to_string(server->port())), 200);
  EXPECT_EQ(status_for("127.0.0.1"), 200);
  EXPECT_EQ(status_for("evil.example"), 421);
  EXPECT_EQ(status_for("127.0.0.2"), 421);
  EXPECT_EQ(status_for("a@t"), 400);
  EXPECT_EQ(handler.handled().size(), 3u);
}

TEST(Server, believes_forwarding_headers_of_trusted_proxies_only) {
  RecordingHandler handler;
  const std::string request =
      "GET / HTTP/1.1\r\nHost: t\r\nX-Forwarded-For: 203.0.113.9\r\n"
      "X-Forwarded-Proto: https\r\nConnection: close\r\n\r\n";
  const auto open = serve(handler);
  const auto behind_proxy = serve(handler, {.trusted_proxies = {"127.0.0.0/8"}});
  for (const auto* server : {&open, &behind_proxy}) {
    RawClient client((*server)->port());
    ASSERT_TRUE(client.send(request));
    EXPECT_EQ(client.receive().status, 200);
  }
  const std::vector<http::Request> handled = handler.handled();
  EXPECT_EQ(handled[0].peer, "127.0.0.1");
  EXPECT_FALSE(handled[0].secure);
  EXPECT_EQ(handled[1].peer, "203.0.113.9");
  EXPECT_TRUE(handled[1].secure);
  EXPECT_EQ(handled[0].header("x-forwarded-for"), "");
}

TEST(Server, tells_of_its_methods_when_asked_for_the_whole_server) {
  RecordingHandler handler;
  const auto server = serve(handler);
  RawClient client(server->port());
  ASSERT_TRUE(client.send("OPTIONS * HTTP/1.1\r\nHost: t\r\n\r\n" + get("/")));
  const Answer answer = client.receive();
  EXPECT_EQ(answer.status, 204);
  EXPECT_TRUE(answer.has("Allow: GET, HEAD"));
  EXPECT_EQ(client.receive().status, 200);
  EXPECT_EQ(handler.handled().size(), 1u);
}

TEST(Server, answers_500_for_a_handler_that_fails) {
  RecordingHandler handler;
  handler.answer = [](const http::Request& request, http::Respond respond) {
    if (request.path == "/throws") {
      throw std::runtime_error("a defect");
    }
    if (request.path == "/splits") {
      respond({.headers = {{"X", "a\r\nSet-Cookie: b"}}});
    }
    // Any other answer is forgotten.
  };
  const auto server = serve(handler);
  RawClient client(server->port());
  for (const std::string_view path : {"/throws", "/splits", "/forgets"}) {
    ASSERT_TRUE(client.send(get(path)));
    const Answer answer = client.receive();
    EXPECT_EQ(answer.status, 500) << path;
    EXPECT_FALSE(answer.has("Set-Cookie"));
  }
  EXPECT_EQ(server->figures().in_flight, 0u);
  EXPECT_EQ(server->figures().defects, 1u);
}

TEST(Server, takes_only_the_first_of_two_answers) {
  RecordingHandler handler;
  handler.answer = [](const http::Request&, http::Respond respond) {
    respond({.body = "first"});
    respond({.body = "second"});
  };
  const auto server = serve(handler);
  RawClient client(server->port());
  for (int round = 0; round < 2; ++round) {
    ASSERT_TRUE(client.send(get("/")));
    EXPECT_EQ(client.receive().body, "first");
  }
}

TEST(Server, serves_200_connections_at_once) {
  RecordingHandler handler;
  const auto server = serve(handler);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int count = 0; count < 200; ++count) {
    clients.push_back(std::make_unique<RawClient>(server->port()));
  }
  for (int round = 0; round < 3; ++round) {
    for (const auto& client : clients) {
      ASSERT_TRUE(client->send(get("/" + std::to_string(round))));
    }
    for (const auto& client : clients) {
      ASSERT_EQ(client->receive().status, 200);
    }
  }
  EXPECT_EQ(server->figures().connections, 200u);
  clients.clear();
  EXPECT_TRUE(eventually([&] { return server->figures().connections == 0; }));
  EXPECT_EQ(server->figures().requests, 600u);
}

TEST(Server, sends_large_answers_to_slow_readers_whole) {
  RecordingHandler handler;
  const auto large = std::make_shared<const std::string>(20'000'000, 'x');
  handler.answer = [&](const http::Request&, http::Respond respond) {
    respond({.shared_body = large});
  };
  const auto server = serve(handler);
  RawClient client(server->port());
  ASSERT_TRUE(client.send(get("/") + get("/")));
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(client.receive().body, *large);
  EXPECT_EQ(client.receive().body, *large);
}

TEST(Server, refuses_settings_that_cannot_work) {
  RecordingHandler handler;
  EXPECT_EQ(Server::create({.address = "localhost"}, handler).error().code, ErrorCode::invalid);
  EXPECT_EQ(Server::create({.address = ""}, handler).error().code, ErrorCode::invalid);
  EXPECT_EQ(Server::create({.hosts = {"https://t"}}, handler).error().code, ErrorCode::invalid);
  EXPECT_EQ(Server::create({.trusted_proxies = {"x"}}, handler).error().code, ErrorCode::invalid);
  EXPECT_EQ(Server::create({.tls = TlsFiles{"/nowhere", "/nowhere"}}, handler).error().code,
            ErrorCode::invalid);
  const auto first = serve(handler);
  EXPECT_EQ(Server::create({.port = first->port()}, handler).error().code, ErrorCode::conflict);
}

}  // namespace
}  // namespace kith::net
