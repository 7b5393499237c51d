// SPDX-License-Identifier: Apache-2.0
#include "net/client.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "net/server.h"
#include "net/tests/asking.h"
#include "net/tests/support.h"

namespace kith::net {
namespace {

using namespace test;
using std::chrono::milliseconds;

// Gives the addresses that the test chose, and counts how often it was asked.
struct FakeResolver final : Resolver {
  std::atomic<int> asked = 0;
  std::vector<std::vector<std::string>> answers;  ///< one for each question, the last for the rest

  void resolve(std::string, Found found) override {
    const auto turn = std::min(static_cast<std::size_t>(asked++), answers.size() - 1);
    std::vector<IpAddress> addresses;
    for (const std::string& text : answers.at(turn)) {
      addresses.push_back(*IpAddress::parse(text));
    }
    found(std::move(addresses));
  }
};

// Accepts connections and does with each what the test says.
class RawServer {
 public:
  explicit RawServer(std::function<void(int)> serve) : serve_(std::move(serve)) {
    listener_ = OwnedSocket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(listener_.descriptor(), reinterpret_cast<sockaddr*>(&address), size);
    listen(listener_.descriptor(), 16);
    getsockname(listener_.descriptor(), reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~RawServer() {
    shutdown(listener_.descriptor(), SHUT_RDWR);
    thread_.join();
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/hook"; }
  std::string url_of(const std::string& host) const {
    return "http://" + host + ":" + std::to_string(port_) + "/hook";
  }
  int accepted() const { return accepted_; }

 private:
  void run() {
    for (;;) {
      const OwnedSocket client(accept(listener_.descriptor(), nullptr, nullptr));
      if (client.descriptor() < 0) {
        return;
      }
      ++accepted_;
      serve_(client.descriptor());
    }
  }

  std::function<void(int)> serve_;
  OwnedSocket listener_;
  std::uint16_t port_ = 0;
  std::atomic<int> accepted_ = 0;
  std::thread thread_;
};

void send_text(int socket, std::string_view text) {
  send(socket, text.data(), text.size(), MSG_NOSIGNAL);
}

std::string receive_head(int socket) {
  std::string received;
  char byte = 0;
  while (!received.ends_with("\r\n\r\n") && recv(socket, &byte, 1, 0) == 1) {
    received.push_back(byte);
  }
  return received;
}

std::unique_ptr<Client> loopback_client(std::shared_ptr<Resolver> resolver = nullptr) {
  return Client::create({.also_allowed = {"127.0.0.0/8"}}, std::move(resolver)).value();
}

TEST(Client, posts_and_hands_the_answer_over) {
  RecordingHandler handler;
  handler.answer = [](const http::Request& request, http::Respond respond) {
    respond({.status = 202, .headers = {{"X-Echo", "Yes"}}, .body = request.body});
  };
  const auto server = serve(handler);
  // Where nothing else says what localhost is, it is both.
  const auto client = Client::create({.also_allowed = {"127.0.0.0/8", "::1/128"}}).value();
  const Result<ClientResponse> answer =
      ask(*client, {.url = "http://localhost:" + std::to_string(server->port()) + "/hook?a=b",
                    .headers = {{"Content-Type", "application/json"}, {"X-Signature", "s"}},
                    .body = "{\"a\":1}"});
  ASSERT_TRUE(answer) << answer.error().message << answer.error().detail;
  EXPECT_EQ(answer->status, 202);
  EXPECT_EQ(answer->body, "{\"a\":1}");
  EXPECT_EQ(answer->header("x-echo"), "Yes");
  const http::Request request = handler.handled().at(0);
  EXPECT_EQ(request.method, http::Method::post);
  EXPECT_EQ(request.path, "/hook");
  EXPECT_EQ(request.query, "a=b");
  EXPECT_EQ(request.header("x-signature"), "s");
  EXPECT_EQ(request.header("host"), "localhost:" + std::to_string(server->port()));
}

TEST(Client, calls_nobody_on_the_inside) {
  RawServer trap([](int socket) { send_text(socket, "HTTP/1.1 200 OK\r\n\r\n"); });
  const auto resolver = std::make_shared<FakeResolver>();
  resolver->answers = {{"8.8.8.8", "127.0.0.1"}};
  const auto client = Client::create({}, resolver).value();
  for (const std::string& url :
       {trap.url(), trap.url_of("[::ffff:127.0.0.1]"), trap.url_of("rebound.example")}) {
    const Result<ClientResponse> answer = ask(*client, {.url = url});
    ASSERT_FALSE(answer) << url;
    EXPECT_EQ(answer.error().code, ErrorCode::rule) << url;
  }
  EXPECT_EQ(trap.accepted(), 0);
}

TEST(Client, connects_to_the_address_that_it_checked) {
  RawServer allowed([](int socket) {
    receive_head(socket);
    send_text(socket, "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nallowed");
  });
  const auto resolver = std::make_shared<FakeResolver>();
  // A name that would lead elsewhere if it were looked up a second time.
  resolver->answers = {{"127.0.0.1"}, {"10.0.0.1"}};
  const auto client = loopback_client(resolver);
  const Result<ClientResponse> answer = ask(*client, {.url = allowed.url_of("rebound.example")});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "allowed");
  EXPECT_EQ(resolver->asked, 1);
  EXPECT_EQ(ask(*client, {.url = allowed.url_of("rebound.example")}).error().code, ErrorCode::rule);
}

TEST(Client, tries_the_next_address_when_one_does_not_answer) {
  RawServer server([](int socket) {
    receive_head(socket);
    send_text(socket, "HTTP/1.1 204 No Content\r\n\r\n");
  });
  const auto resolver = std::make_shared<FakeResolver>();
  resolver->answers = {{"127.0.0.2", "127.0.0.1"}};
  const auto client = loopback_client(resolver);
  const Result<ClientResponse> answer = ask(*client, {.url = server.url_of("two.example")});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 204);
}

TEST(Client, follows_no_redirect) {
  RawServer server([](int socket) {
    receive_head(socket);
    send_text(socket,
              "HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n");
  });
  const auto client = loopback_client();
  const Result<ClientResponse> answer = ask(*client, {.url = server.url()});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 302);
  EXPECT_EQ(server.accepted(), 1);
}

TEST(Client, hands_a_compressed_body_over_as_it_is) {
  const std::string bytes("\x1f\x8b\x08\x00zip", 7);
  RawServer server([&](int socket) {
    receive_head(socket);
    send_text(socket,
              "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 7\r\n\r\n" + bytes);
  });
  const auto client = loopback_client();
  EXPECT_EQ(ask(*client, {.url = server.url()})->body, bytes);
}

TEST(Client, takes_no_more_than_it_was_allowed) {
  RawServer declared([](int socket) {
    receive_head(socket);
    send_text(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\nx");
  });
  RawServer endless([](int socket) {
    receive_head(socket);
    send_text(socket, "HTTP/1.1 200 OK\r\n\r\n");
    const std::string part(10'000, 'x');
    while (send(socket, part.data(), part.size(), MSG_NOSIGNAL) > 0) {
    }
  });
  RawServer endless_head([](int socket) {
    const std::string part(10'000, 'x');
    send_text(socket, "HTTP/1.1 200 OK\r\nX: ");
    while (send(socket, part.data(), part.size(), MSG_NOSIGNAL) > 0) {
    }
  });
  const auto client = loopback_client();
  for (const std::string& url : {declared.url(), endless.url(), endless_head.url()}) {
    const Result<ClientResponse> answer = ask(*client, {.url = url, .most_answer_bytes = 100'000});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
  }
}

TEST(Client, calls_what_is_no_whole_answer_an_error) {
  for (const std::string_view bytes :
       {"", "H", "<html>hello</html>", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc"}) {
    RawServer server([&](int socket) {
      receive_head(socket);
      send_text(socket, bytes);
    });
    const auto client = loopback_client();
    const Result<ClientResponse> answer = ask(*client, {.url = server.url()});
    ASSERT_FALSE(answer) << bytes;
    EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
  }
}

TEST(Client, ends_a_call_by_its_deadline) {
  std::atomic<bool> is_over = false;
  RawServer trickling([&](int socket) {
    send_text(socket, "HTTP/1.1 200 OK\r\n\r\n");
    while (!is_over && send(socket, "x", 1, MSG_NOSIGNAL) == 1) {
      std::this_thread::sleep_for(milliseconds(5));
    }
  });
  const auto client = loopback_client();
  const auto start = std::chrono::steady_clock::now();
  const Result<ClientResponse> answer =
      ask(*client, {.url = trickling.url(), .deadline = milliseconds(100)});
  const auto taken = std::chrono::steady_clock::now() - start;
  is_over = true;
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
  EXPECT_GE(taken, milliseconds(100));
  EXPECT_LT(taken, milliseconds(2000));
}

TEST(Client, does_not_wait_longer_for_a_name_than_for_a_server) {
  struct Silent final : Resolver {
    std::vector<Found> kept;
    void resolve(std::string, Found found) override { kept.push_back(std::move(found)); }
  };
  const auto silent = std::make_shared<Silent>();
  {
    const auto client = loopback_client(silent);
    const Result<ClientResponse> answer =
        ask(*client, {.url = "http://slow.example/", .deadline = milliseconds(50)});
    EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
    silent->kept.at(0)(std::vector<IpAddress>{});
  }
  silent->kept.clear();
}

TEST(Client, sends_no_header_that_would_change_the_message) {
  const auto client = loopback_client();
  for (const http::Header& header :
       {http::Header{"Host", "other"}, http::Header{"content-length", "0"},
        http::Header{"Transfer-Encoding", "chunked"}, http::Header{"X", "a\r\nY: b"},
        http::Header{"X Y", "a"}}) {
    const Result<ClientResponse> answer =
        ask(*client, {.url = "http://127.0.0.1:9/", .headers = {header}});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::invalid) << header.first;
  }
  EXPECT_EQ(ask(*client, {.url = "file:///etc/passwd"}).error().code, ErrorCode::invalid);
}

// Whether the flag was set by a call of that address, whose answer never comes.
bool has_left(Client& client, const std::string& url) {
  auto left = std::make_shared<std::atomic<bool>>(false);
  EXPECT_FALSE(ask(client, {.url = url, .deadline = milliseconds(500), .has_left = left})) << url;
  return *left;
}

TEST(Client, says_whether_a_request_left) {
  RawServer breaks([](int socket) { receive_head(socket); });
  RawServer silent([](int socket) {
    receive_head(socket);
    char byte = 0;
    recv(socket, &byte, 1, 0);
  });
  const auto client = loopback_client();
  EXPECT_TRUE(has_left(*client, breaks.url()));
  EXPECT_TRUE(has_left(*client, silent.url()));
  EXPECT_FALSE(has_left(*client, "http://127.0.0.1:1/"));
  EXPECT_FALSE(has_left(*client, "http://10.0.0.1/"));
  EXPECT_FALSE(has_left(*client, "no url"));
}

TEST(Client, makes_many_calls_at_once_and_refuses_too_many) {
  RecordingHandler handler;
  const auto server = serve(handler);
  const auto client = loopback_client();
  std::atomic<int> answered = 0;
  std::atomic<int> refused = 0;
  for (int count = 0; count < 200; ++count) {
    client->send({.url = "http://127.0.0.1:" + std::to_string(server->port()) + "/"},
                 [&](Result<ClientResponse> result) { ++(result ? answered : refused); });
  }
  EXPECT_TRUE(eventually([&] { return answered + refused == 200; }));
  EXPECT_GE(answered, 64);
  EXPECT_EQ(handler.handled().size(), static_cast<std::size_t>(answered));
}

TEST(Client, stands_a_callback_that_throws) {
  RecordingHandler handler;
  const auto server = serve(handler);
  const auto client = loopback_client();
  const std::string url = "http://127.0.0.1:" + std::to_string(server->port()) + "/";
  for (const std::string& each : {url, std::string("no url")}) {
    client->send({.url = each}, [](Result<ClientResponse>) { throw std::runtime_error("defect"); });
  }
  EXPECT_TRUE(ask(*client, {.url = url}));
}

TEST(Client, ends_what_is_under_way_when_it_goes) {
  RawServer silent([](int socket) {
    receive_head(socket);
    char byte = 0;
    recv(socket, &byte, 1, 0);
  });
  std::atomic<int> ended = 0;
  {
    const auto client = loopback_client();
    for (int count = 0; count < 3; ++count) {
      client->send({.url = silent.url()}, [&](Result<ClientResponse> result) {
        EXPECT_EQ(result.error().code, ErrorCode::unavailable);
        ++ended;
      });
    }
    EXPECT_TRUE(eventually([&] { return silent.accepted() >= 1; }));
  }
  EXPECT_EQ(ended, 3);
}

TEST(SystemResolver, finds_localhost_and_no_nonsense) {
  SystemResolver resolver;
  const auto find = [&](const std::string& host) {
    auto promise = std::make_shared<std::promise<Result<std::vector<IpAddress>>>>();
    auto found = promise->get_future();
    resolver.resolve(host, [promise](Result<std::vector<IpAddress>> result) {
      promise->set_value(std::move(result));
    });
    return found.get();
  };
  const Result<std::vector<IpAddress>> addresses = find("localhost");
  ASSERT_TRUE(addresses);
  EXPECT_NE(std::ranges::find(*addresses, *IpAddress::parse("127.0.0.1")), addresses->end());
  EXPECT_FALSE(find("no such host"));
}

}  // namespace
}  // namespace kith::net
