// SPDX-License-Identifier: Apache-2.0
#include <sys/socket.h>

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "net/server.h"
#include "net/tests/support.h"

namespace kith::net {
namespace {

using namespace test;
using std::chrono::milliseconds;

http::SharedText text(std::string value) {
  return std::make_shared<const std::string>(std::move(value));
}

// One stream as a source sees it.
struct Source final : http::StreamSource {
  std::mutex mutex;
  std::shared_ptr<http::StreamSink> sink;
  std::atomic<int> starts = 0;
  std::atomic<int> stops = 0;

  void start(std::shared_ptr<http::StreamSink> given) override {
    const std::lock_guard lock(mutex);
    sink = std::move(given);
    ++starts;
  }
  void stop() override { ++stops; }

  bool send(const http::SharedText& value) {
    const std::lock_guard lock(mutex);
    return sink && sink->send(value);
  }
};

// Answers every request with a stream of its own.
struct StreamHandler {
  std::mutex mutex;
  std::vector<std::shared_ptr<Source>> sources;
  RecordingHandler handler;

  StreamHandler() {
    handler.answer = [this](const http::Request&, http::Respond respond) {
      const auto source = std::make_shared<Source>();
      {
        const std::lock_guard lock(mutex);
        sources.push_back(source);
      }
      respond({.headers = {{"Content-Type", "text/event-stream"}},
               .body = "data: hello\n\n",
               .stream = source});
    };
  }

  std::shared_ptr<Source> only() {
    EXPECT_TRUE(eventually([&] {
      const std::lock_guard lock(mutex);
      return !sources.empty() && sources.front()->starts == 1;
    }));
    const std::lock_guard lock(mutex);
    return sources.front();
  }
};

TEST(Stream, sends_texts_in_chunks_as_they_come) {
  StreamHandler streams;
  const auto server = serve(streams.handler);
  RawClient client(server->port());
  ASSERT_TRUE(client.send(get("/live")));
  const std::string head = client.receive_until("data: hello\n\n\r\n");
  EXPECT_NE(head.find("Transfer-Encoding: chunked\r\n"), std::string::npos);
  EXPECT_TRUE(head.ends_with("\r\n\r\nd\r\ndata: hello\n\n\r\n")) << head;
  const auto source = streams.only();
  EXPECT_TRUE(source->send(text("a")));
  EXPECT_TRUE(source->send(text("")));
  EXPECT_TRUE(source->send(text(std::string(300, 'b'))));
  EXPECT_EQ(client.receive_until("b\r\n"), "1\r\na\r\n12c\r\n" + std::string(300, 'b') + "\r\n");
  EXPECT_EQ(server->figures().streams, 1u);
  source->sink->close();
  EXPECT_EQ(client.receive_all(), "0\r\n\r\n");
  EXPECT_TRUE(eventually([&] { return source->stops == 1; }));
  EXPECT_FALSE(source->send(text("too late")));
  EXPECT_TRUE(eventually([&] { return server->figures().connections == 0; }));
}

TEST(Stream, has_no_chunks_for_http_1_0_and_no_body_for_head) {
  StreamHandler streams;
  const auto server = serve(streams.handler);
  RawClient old(server->port());
  ASSERT_TRUE(old.send("GET / HTTP/1.0\r\nHost: t\r\nConnection: keep-alive\r\n\r\n"));
  const auto source = streams.only();
  EXPECT_TRUE(source->send(text("more")));
  const std::string received = old.receive_until("more");
  EXPECT_EQ(received.find("chunked"), std::string::npos);
  EXPECT_NE(received.find("Connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(received.ends_with("\r\n\r\ndata: hello\n\nmore"));

  RawClient head(server->port());
  ASSERT_TRUE(head.send("HEAD / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"));
  EXPECT_TRUE(head.receive_all().ends_with("\r\n\r\n"));
  EXPECT_EQ(streams.sources.back()->starts, 0);
}

TEST(Stream, reaches_50_clients_with_one_shared_text) {
  StreamHandler streams;
  const auto server = serve(streams.handler);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int count = 0; count < 50; ++count) {
    clients.push_back(std::make_unique<RawClient>(server->port()));
    ASSERT_TRUE(clients.back()->send(get("/live")));
  }
  for (const auto& client : clients) {
    client->receive_until("hello\n\n\r\n");
  }
  ASSERT_TRUE(eventually([&] { return server->figures().streams == 50; }));
  constexpr int rounds = 100;
  std::string expected;
  for (int round = 0; round < rounds; ++round) {
    const http::SharedText shared = text("data: " + std::to_string(1000 + round) + "\n\n");
    expected += "c\r\n" + *shared + "\r\n";
    for (const auto& source : streams.sources) {
      ASSERT_TRUE(source->send(shared));
    }
  }
  for (const auto& client : clients) {
    std::string received;
    while (received.size() < expected.size()) {
      const std::string more = client->receive_until("\r\n");
      ASSERT_FALSE(more.empty());
      received += more;
    }
    EXPECT_EQ(received, expected);
  }
}

TEST(Stream, keeps_the_order_of_each_thread_that_sends) {
  StreamHandler streams;
  const auto server = serve(streams.handler);
  RawClient client(server->port());
  ASSERT_TRUE(client.send("GET / HTTP/1.0\r\nHost: t\r\n\r\n"));
  const auto source = streams.only();
  std::vector<std::thread> senders;
  for (const char sender : {'a', 'b', 'c'}) {
    senders.emplace_back([&source, sender] {
      for (int number = 100; number < 600; ++number) {
        source->send(text(std::string(1, sender) + std::to_string(number)));
      }
    });
  }
  for (std::thread& sender : senders) {
    sender.join();
  }
  source->sink->close();
  std::string received = client.receive_all();
  received.erase(0, received.find("hello\n\n") + 7);
  ASSERT_EQ(received.size(), 3u * 500u * 4u);
  std::array<int, 3> next = {100, 100, 100};
  for (std::size_t start = 0; start < received.size(); start += 4) {
    const std::size_t sender = static_cast<std::size_t>(received[start] - 'a');
    EXPECT_EQ(std::stoi(received.substr(start + 1, 3)), next.at(sender)++);
  }
}

TEST(Stream, notices_that_the_client_has_gone) {
  StreamHandler streams;
  const auto server = serve(streams.handler);
  RawClient client(server->port());
  ASSERT_TRUE(client.send(get("/live")));
  const auto source = streams.only();
  client.close();
  EXPECT_TRUE(eventually([&] { return source->stops == 1; }));
  EXPECT_FALSE(source->send(text("x")));
  EXPECT_TRUE(eventually([&] { return server->figures().connections == 0; }));
}

TEST(Stream, lets_go_of_a_client_that_falls_behind) {
  StreamHandler streams;
  ServerSettings settings;
  settings.limits.max_stream_backlog_bytes = 100'000;
  const auto server = serve(streams.handler, settings);
  RawClient slow(server->port());
  ASSERT_TRUE(slow.send(get("/live")));
  const auto source = streams.only();
  const http::SharedText large = text(std::string(10'000, 'x'));
  int sent = 0;
  while (sent < 100'000 && source->send(large)) {
    ++sent;
  }
  EXPECT_GE(sent, 9);
  EXPECT_LT(sent, 100'000) << "the backlog has no bound";
  EXPECT_TRUE(eventually([&] { return source->stops == 1; }));
  EXPECT_TRUE(eventually([&] { return server->figures().streams == 0; }));
}

TEST(Stream, lets_go_of_a_client_that_stops_reading) {
  StreamHandler streams;
  ServerSettings settings;
  settings.limits.write_deadline = milliseconds(100);
  settings.limits.max_stream_backlog_bytes = 100'000'000;
  const auto server = serve(streams.handler, settings);
  RawClient slow(server->port());
  ASSERT_TRUE(slow.send(get("/live")));
  const auto source = streams.only();
  source->send(text(std::string(50'000'000, 'x')));
  EXPECT_TRUE(eventually([&] { return source->stops == 1; }));
}

TEST(Stream, takes_up_again_where_a_full_socket_stopped_it) {
  StreamHandler streams;
  ServerSettings settings;
  settings.limits.max_stream_backlog_bytes = 100'000'000;
  const auto server = serve(streams.handler, settings);
  RawClient client(server->port());
  ASSERT_TRUE(client.send("GET / HTTP/1.0\r\nHost: t\r\n\r\n"));
  const auto source = streams.only();
  std::string expected;
  for (int number = 0; number < 3000; ++number) {
    expected += std::string(static_cast<std::size_t>(number), static_cast<char>('a' + number % 26));
    ASSERT_TRUE(source->send(
        text(std::string(static_cast<std::size_t>(number), static_cast<char>('a' + number % 26)))));
  }
  source->sink->close();
  std::string received = client.receive_all();
  received.erase(0, received.find("hello\n\n") + 7);
  EXPECT_EQ(received, expected);
}

TEST(Stream, tells_its_source_how_much_has_not_left_yet) {
  StreamHandler streams;
  ServerSettings settings;
  settings.limits.max_stream_backlog_bytes = 100'000'000;
  const auto server = serve(streams.handler, settings);
  RawClient client(server->port());
  ASSERT_TRUE(client.send("GET / HTTP/1.0\r\nHost: t\r\n\r\n"));
  const auto source = streams.only();
  EXPECT_TRUE(eventually([&] { return source->sink->backlog() == 0; }));
  ASSERT_TRUE(source->send(text(std::string(50'000'000, 'x'))));
  EXPECT_GT(source->sink->backlog(), 1'000'000u);
  source->sink->close();
  client.receive_all();
  EXPECT_TRUE(eventually([&] { return source->sink->backlog() == 0; }));
}

TEST(Stream, ends_when_the_server_stops) {
  StreamHandler streams;
  const auto server = serve(streams.handler);
  RawClient client(server->port());
  ASSERT_TRUE(client.send(get("/live")));
  const auto source = streams.only();
  server->stop(std::chrono::seconds(10));
  EXPECT_TRUE(client.receive_all().ends_with("0\r\n\r\n"));
  EXPECT_EQ(source->stops, 1);
  EXPECT_FALSE(source->send(text("x")));
}

TEST(Stream, sink_outlives_the_server) {
  StreamHandler streams;
  auto server = serve(streams.handler);
  RawClient client(server->port());
  ASSERT_TRUE(client.send(get("/live")));
  const auto source = streams.only();
  server.reset();
  EXPECT_FALSE(source->send(text("x")));
  source->sink->close();
}

}  // namespace
}  // namespace kith::net
