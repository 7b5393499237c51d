// SPDX-License-Identifier: Apache-2.0
// Deadlines, overload and the end of descriptors.
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "net/server.h"
#include "net/tests/support.h"

namespace kith::net {
namespace {

using namespace test;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

ServerSettings impatient() {
  ServerSettings settings;
  settings.limits.head_deadline = milliseconds(60);
  settings.limits.idle_deadline = milliseconds(120);
  settings.limits.body_deadline = milliseconds(60);
  settings.limits.write_deadline = milliseconds(60);
  settings.limits.linger_deadline = milliseconds(60);
  return settings;
}

milliseconds since(steady_clock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
}

TEST(Deadlines, close_a_connection_that_asks_for_nothing) {
  RecordingHandler handler;
  const auto server = serve(handler, impatient());
  RawClient silent(server->port());
  RawClient served(server->port());
  ASSERT_TRUE(served.send(get("/")));
  EXPECT_EQ(served.receive().status, 200);
  const auto start = steady_clock::now();
  EXPECT_EQ(silent.receive_all(), "");
  EXPECT_EQ(served.receive_all(), "");
  EXPECT_TRUE(silent.is_closed() && served.is_closed());
  EXPECT_GE(since(start), milliseconds(90));
}

TEST(Deadlines, end_a_head_that_trickles) {
  RecordingHandler handler;
  const auto server = serve(handler, impatient());
  RawClient client(server->port());
  const auto start = steady_clock::now();
  const std::string head = "GET / HTTP/1.1\r\nHost: t\r\nX-Slow: " + std::string(1000, 'x');
  for (const char byte : head) {
    if (!client.send({&byte, 1}) || since(start) > milliseconds(150)) {
      break;
    }
    std::this_thread::sleep_for(milliseconds(3));
  }
  EXPECT_EQ(client.receive().status, 408);
  EXPECT_TRUE(handler.handled().empty());
}

TEST(Deadlines, end_a_body_that_trickles) {
  RecordingHandler handler;
  const auto server = serve(handler, impatient());
  RawClient client(server->port());
  ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1000\r\n\r\nx"));
  EXPECT_EQ(client.receive().status, 408);
  EXPECT_TRUE(handler.handled().empty());
}

TEST(Deadlines, end_an_answer_that_nobody_reads) {
  RecordingHandler handler;
  handler.answer = [](const http::Request&, http::Respond respond) {
    respond({.body = std::string(30'000'000, 'x')});
  };
  ServerSettings settings = impatient();
  settings.limits.slowest_bytes_per_second = 1'000'000'000;
  const auto server = serve(handler, settings);
  RawClient client(server->port());
  ASSERT_TRUE(client.send(get("/")));
  ASSERT_TRUE(handler.wait_for(1));
  EXPECT_TRUE(eventually([&] { return server->figures().connections == 0; }));
}

TEST(Deadlines, leave_a_slow_handler_its_time) {
  RecordingHandler handler;
  handler.answer = [](const http::Request&, http::Respond respond) {
    std::thread([later = std::move(respond)]() mutable {
      std::this_thread::sleep_for(milliseconds(300));
      later({.body = "late"});
    }).detach();
  };
  const auto server = serve(handler, impatient());
  RawClient client(server->port());
  ASSERT_TRUE(client.send(get("/")));
  EXPECT_EQ(client.receive().body, "late");
}

TEST(Deadlines, end_the_wait_for_a_client_that_does_not_close) {
  RecordingHandler handler;
  const auto server = serve(handler, impatient());
  RawClient client(server->port());
  ASSERT_TRUE(client.send("GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"));
  EXPECT_EQ(client.receive().status, 200);
  EXPECT_TRUE(eventually([&] { return server->figures().connections == 0; }));
}

TEST(Overload, tells_connections_beyond_the_limit_to_come_back_later) {
  RecordingHandler handler;
  std::mutex mutex;
  std::vector<http::Respond> waiting;
  handler.answer = [&](const http::Request& request, http::Respond respond) {
    const std::lock_guard lock(mutex);
    if (request.path == "/wait") {
      waiting.push_back(std::move(respond));
    } else {
      respond({});
    }
  };
  ServerSettings settings;
  settings.limits.max_connections = 8;
  const auto server = serve(handler, settings);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int count = 0; count < 8; ++count) {
    clients.push_back(std::make_unique<RawClient>(server->port()));
    ASSERT_TRUE(clients.back()->send(get("/wait")));
  }
  ASSERT_TRUE(handler.wait_for(8));
  RawClient surplus(server->port());
  surplus.send(get("/"));
  const Answer answer = surplus.receive();
  EXPECT_EQ(answer.status, 503);
  EXPECT_TRUE(answer.has("Connection: close\r\n"));
  EXPECT_TRUE(answer.has("Retry-After: 1\r\n"));
  EXPECT_EQ(handler.handled().size(), 8u);

  {
    const std::lock_guard lock(mutex);
    waiting.clear();
  }
  EXPECT_TRUE(eventually([&] {
    RawClient client(server->port());
    client.send(get("/"));
    return client.receive().status == 200;
  }));
}

TEST(Overload, gives_the_place_of_a_client_that_asks_for_nothing_to_one_that_does) {
  RecordingHandler handler;
  ServerSettings settings;
  settings.threads = 1;
  settings.limits.max_connections = 8;
  const auto server = serve(handler, settings);
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int count = 0; count < 8; ++count) {
    slow.push_back(std::make_unique<RawClient>(server->port()));
    ASSERT_TRUE(slow.back()->send("GET / HTTP/1.1\r\nX-Slow: "));
    ASSERT_TRUE(eventually([&] { return server->figures().connections == slow.size(); }));
  }
  for (int count = 0; count < 20; ++count) {
    RawClient client(server->port());
    ASSERT_TRUE(client.send(get("/")));
    EXPECT_EQ(client.receive().status, 200);
  }
  EXPECT_EQ(slow.front()->receive_all(), "") << "the oldest went first";
  EXPECT_TRUE(slow.front()->is_closed());
}

// In a process of its own, which may have few descriptors: some stay for files.
int keep_descriptors_for_files() {
  const int next = dup(0);
  close(next);
  rlimit few{};
  getrlimit(RLIMIT_NOFILE, &few);
  few.rlim_cur = static_cast<rlim_t>(next) + 100;
  if (setrlimit(RLIMIT_NOFILE, &few) != 0) {
    return 1;
  }
  RecordingHandler handler;
  ServerSettings settings;
  settings.hosts = {"t"};
  settings.limits.spare_descriptors = 60;
  const auto server = Server::create(settings, handler).value();
  server->start();
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int count = 0; count < 30; ++count) {
    clients.push_back(std::make_unique<RawClient>(server->port()));
  }
  if (!eventually([&] { return server->figures().accepted == 30; })) {
    return 2;
  }
  return eventually([&] { return server->figures().connections < 26; }) ? 0 : 3;
}

TEST(Overload, leaves_descriptors_for_files) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    _exit(keep_descriptors_for_files());
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(Overload, answers_503_while_too_many_requests_are_in_flight) {
  RecordingHandler handler;
  std::mutex mutex;
  std::vector<http::Respond> waiting;
  handler.answer = [&](const http::Request&, http::Respond respond) {
    const std::lock_guard lock(mutex);
    waiting.push_back(std::move(respond));
  };
  ServerSettings settings;
  settings.limits.max_requests_in_flight = 2;
  const auto server = serve(handler, settings);
  RawClient first(server->port());
  RawClient second(server->port());
  RawClient third(server->port());
  ASSERT_TRUE(first.send(get("/1")) && second.send(get("/2")));
  ASSERT_TRUE(handler.wait_for(2));
  ASSERT_TRUE(third.send(get("/3")));
  const Answer busy = third.receive();
  EXPECT_EQ(busy.status, 503);
  EXPECT_TRUE(busy.has("Retry-After: 1\r\n"));
  EXPECT_TRUE(eventually([&] {
    const std::lock_guard lock(mutex);
    return waiting.size() == 2;
  }));
  for (http::Respond& respond : waiting) {
    respond({.body = "done"});
  }
  waiting.clear();
  EXPECT_EQ(first.receive().body, "done");
  ASSERT_TRUE(third.send(get("/4"))) << "the connection is still good";
  ASSERT_TRUE(handler.wait_for(3));
  const std::lock_guard lock(mutex);
  waiting.clear();
}

TEST(Overload, bounds_the_memory_of_all_bodies_together) {
  RecordingHandler handler;
  handler.most_body_bytes = 1'000'000;
  ServerSettings settings;
  settings.limits.max_body_bytes_in_flight = 150'000;
  const auto server = serve(handler, settings);
  const std::string head = "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 100001\r\n\r\n";
  RawClient first(server->port());
  RawClient second(server->port());
  ASSERT_TRUE(first.send(head + std::string(100'000, 'x')));
  std::this_thread::sleep_for(milliseconds(20));
  ASSERT_TRUE(second.send(head));
  second.send(std::string(100'000, 'x'));
  RawClient third(server->port());
  std::this_thread::sleep_for(milliseconds(20));
  ASSERT_TRUE(third.send(head));
  third.send(std::string(100'000, 'x'));
  EXPECT_EQ(third.receive().status, 503);
  ASSERT_TRUE(second.send("x")) << "one goes on beyond what there is";
  EXPECT_EQ(second.receive().status, 200);
  ASSERT_TRUE(first.send("x"));
  EXPECT_EQ(first.receive().status, 200);
  ASSERT_TRUE(first.send(head + std::string(100'001, 'x'))) << "what was taken was given back";
  EXPECT_EQ(first.receive().status, 200);
}

TEST(Overload, ends_a_connection_after_its_share_of_requests) {
  RecordingHandler handler;
  ServerSettings settings;
  settings.limits.max_requests_per_connection = 2;
  const auto server = serve(handler, settings);
  RawClient client(server->port());
  ASSERT_TRUE(client.send(get("/1") + get("/2") + get("/3")));
  EXPECT_FALSE(client.receive().has("Connection: close"));
  EXPECT_TRUE(client.receive().has("Connection: close"));
  EXPECT_EQ(client.receive().status, 0);
}

std::chrono::microseconds cpu_time() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return std::chrono::seconds(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         std::chrono::microseconds(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

// In a process of its own, whose descriptors end with five for the server while fifteen clients
// wait for it: it neither spins nor gives up, and serves again once some are free.
int live_without_descriptors() {
  RecordingHandler handler;
  const auto server = Server::create({.hosts = {"t"}}, handler).value();
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int count = 0; count < 15; ++count) {
    clients.push_back(std::make_unique<RawClient>(server->port()));
  }
  const int next = dup(0);
  close(next);
  rlimit few{};
  getrlimit(RLIMIT_NOFILE, &few);
  few.rlim_cur = static_cast<rlim_t>(next) + 5;
  if (setrlimit(RLIMIT_NOFILE, &few) != 0) {
    return 1;
  }
  const auto used_before = cpu_time();
  server->start();
  std::this_thread::sleep_for(milliseconds(300));
  if (cpu_time() - used_before > milliseconds(100)) {
    return 2;
  }
  if (server->figures().accepted >= clients.size()) {
    return 3;
  }
  const std::unique_ptr<RawClient> last = std::move(clients.back());
  clients.clear();
  last->send(get("/"));
  return last->receive().status == 200 ? 0 : 4;
}

TEST(Overload, outlives_the_end_of_descriptors) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    _exit(live_without_descriptors());
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace kith::net
