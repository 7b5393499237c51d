// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <fstream>

#include <gtest/gtest.h>

#include "net/local_client.h"
#include "net/server.h"
#include "net/tests/support.h"

namespace kith::net {
namespace {

using namespace test;

class LocalSocket : public ::testing::Test {
 protected:
  std::unique_ptr<Server> serve_local() { return serve(handler_, settings_); }

  TemporaryFolder folder_;
  http::Respond kept_;
  RecordingHandler handler_;
  std::string path_ = folder_.path("kith.sock");
  ServerSettings settings_ = {.address = "", .local_path = path_};
};

TEST_F(LocalSocket, serves_the_same_handler) {
  handler_.answer = [](const http::Request& request, http::Respond respond) {
    respond({.status = 201, .headers = {{"X-Name", "v"}}, .body = "got " + request.body});
  };
  const auto server = serve_local();
  EXPECT_EQ(server->port(), 0);
  const Result<http::Response> answer = local_request(
      path_, {.method = http::Method::put, .path = "/a", .query = "b=c", .body = "this"});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 201);
  EXPECT_EQ(answer->body, "got this");
  const http::Request request = handler_.handled().at(0);
  EXPECT_EQ(request.method, http::Method::put);
  EXPECT_EQ(request.path, "/a");
  EXPECT_EQ(request.query, "b=c");
  EXPECT_EQ(request.peer, "unix");
}

TEST_F(LocalSocket, is_for_its_owner_alone) {
  const auto server = serve_local();
  struct stat status{};
  ASSERT_EQ(stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(LocalSocket, takes_any_wellformed_host_and_no_forwarding) {
  const auto server = serve_local();
  RawClient client(path_);
  ASSERT_TRUE(client.send("GET / HTTP/1.1\r\nHost: elsewhere\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n"));
  EXPECT_EQ(client.receive().status, 200);
  EXPECT_EQ(handler_.handled().at(0).peer, "unix");
  ASSERT_TRUE(client.send("GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"));
  EXPECT_EQ(client.receive().status, 400);
}

TEST_F(LocalSocket, replaces_a_socket_whose_server_is_gone_and_no_other) {
  const auto server = serve_local();
  EXPECT_EQ(Server::create(settings_, handler_).error().code, ErrorCode::conflict);
  EXPECT_TRUE(local_request(path_, {.path = "/"})) << "the first server still has it";
  server->stop();
  struct stat status{};
  EXPECT_NE(stat(path_.c_str(), &status), 0) << "the file goes with the server";
  EXPECT_EQ(local_request(path_, {.path = "/"}).error().code, ErrorCode::unavailable);

  std::ofstream(path_) << "a file of somebody";
  EXPECT_FALSE(Server::create(settings_, handler_));
  EXPECT_EQ(stat(path_.c_str(), &status), 0) << "a file that is no socket is left alone";
}

TEST_F(LocalSocket, client_gives_up_in_time_and_sends_no_header_that_splits) {
  handler_.answer = [this](const http::Request&, http::Respond respond) {
    kept_ = std::move(respond);
  };
  const auto server = serve_local();
  const Result<http::Response> late =
      local_request(path_, {.path = "/"}, std::chrono::milliseconds(50));
  EXPECT_EQ(late.error().code, ErrorCode::unavailable);
  EXPECT_EQ(local_request(path_, {.path = "/", .headers = {{"x", "a\r\nb: c"}}}).error().code,
            ErrorCode::invalid);
  server->stop(std::chrono::seconds(0));
  kept_ = nullptr;
}

}  // namespace
}  // namespace kith::net
