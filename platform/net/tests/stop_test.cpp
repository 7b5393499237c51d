// SPDX-License-Identifier: Apache-2.0
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

// Keeps the answers until it is told to give them.
struct PatientHandler {
  std::mutex mutex;
  std::vector<http::Respond> waiting;
  RecordingHandler handler;

  PatientHandler() {
    handler.answer = [this](const http::Request&, http::Respond respond) {
      const std::lock_guard lock(mutex);
      waiting.push_back(std::move(respond));
    };
  }

  void answer_all() {
    const std::lock_guard lock(mutex);
    for (http::Respond& respond : waiting) {
      respond({.body = "late"});
    }
    waiting.clear();
  }
};

TEST(ServerStop, finishes_what_is_in_flight_and_takes_nobody_new) {
  PatientHandler patient;
  const auto server = serve(patient.handler);
  RawClient idle(server->port());
  ASSERT_TRUE(eventually([&] { return server->figures().accepted == 1; }));
  RawClient busy(server->port());
  ASSERT_TRUE(busy.send(get("/")));
  ASSERT_TRUE(patient.handler.wait_for(1));

  std::thread stopping([&] { server->stop(std::chrono::seconds(10)); });
  EXPECT_EQ(idle.receive_all(), "");
  EXPECT_TRUE(idle.is_closed());
  EXPECT_TRUE(eventually([&] { return !RawClient(server->port()).is_connected(); }));
  patient.answer_all();
  const Answer answer = busy.receive();
  EXPECT_EQ(answer.body, "late");
  EXPECT_TRUE(answer.has("Connection: close\r\n"));
  busy.close();
  stopping.join();
  EXPECT_EQ(server->figures().connections, 0u);
}

TEST(ServerStop, waits_no_longer_than_it_may) {
  PatientHandler patient;
  const auto server = serve(patient.handler);
  RawClient client(server->port());
  ASSERT_TRUE(client.send(get("/")));
  ASSERT_TRUE(patient.handler.wait_for(1));
  const auto start = steady_clock::now();
  server->stop(milliseconds(50));
  const auto taken = steady_clock::now() - start;
  EXPECT_GE(taken, milliseconds(50));
  EXPECT_LT(taken, milliseconds(2000));
  EXPECT_EQ(client.receive_all(), "");
  patient.answer_all();
}

TEST(ServerStop, stands_answers_that_come_when_it_is_gone) {
  PatientHandler patient;
  auto server = serve(patient.handler);
  RawClient client(server->port());
  ASSERT_TRUE(client.send(get("/")));
  ASSERT_TRUE(patient.handler.wait_for(1));
  server.reset();
  patient.answer_all();
}

TEST(ServerStop, answers_a_request_that_is_already_on_its_way_in) {
  RecordingHandler handler;
  const auto server = serve(handler);
  RawClient client(server->port());
  ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhe"));
  ASSERT_TRUE(eventually([&] { return server->figures().accepted == 1; }));
  std::this_thread::sleep_for(milliseconds(10));
  std::thread stopping([&] { server->stop(std::chrono::seconds(10)); });
  std::this_thread::sleep_for(milliseconds(10));
  ASSERT_TRUE(client.send("llo"));
  EXPECT_EQ(client.receive().status, 200);
  client.close();
  stopping.join();
}

TEST(ServerStop, may_come_before_the_start_and_twice) {
  RecordingHandler handler;
  const Result<std::unique_ptr<Server>> server = Server::create({}, handler);
  ASSERT_TRUE(server);
  (*server)->stop();
  (*server)->stop();
}

TEST(ServerStop, stands_clients_that_come_and_go_meanwhile) {
  RecordingHandler handler;
  for (int round = 0; round < 10; ++round) {
    const auto server = serve(handler);
    std::atomic<bool> is_over = false;
    std::thread clients([&] {
      while (!is_over) {
        RawClient client(server->port());
        client.send(get("/"));
        client.receive_all(milliseconds(1));
      }
    });
    std::this_thread::sleep_for(milliseconds(5));
    server->stop(milliseconds(20));
    is_over = true;
    clients.join();
  }
}

}  // namespace
}  // namespace kith::net
