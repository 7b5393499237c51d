// SPDX-License-Identifier: Apache-2.0
#include <sys/socket.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "net/server.h"
#include "net/tests/asking.h"
#include "net/tests/certificate.h"

namespace kith::net {
namespace {

using namespace test;
using std::chrono::milliseconds;

class Tls : public ::testing::Test {
 protected:
  std::unique_ptr<Server> serve_tls(const TlsFiles& files, ServerSettings settings = {}) {
    settings.tls = files;
    return serve(handler_, std::move(settings));
  }

  static std::unique_ptr<Client> client_trusting(const TlsFiles& files) {
    return Client::create({.also_allowed = {"127.0.0.1"}, .authorities = files.certificate})
        .value();
  }

  static Result<ClientResponse> get_from(Client& client, const Server& server,
                                         const std::string& host = "127.0.0.1") {
    return ask(client, {.method = http::Method::get,
                        .url = "https://" + host + ":" + std::to_string(server.port()) + "/x"});
  }

  TemporaryFolder folder_;
  RecordingHandler handler_;
  TlsFiles files_ = make_certificate(folder_, "first");
};

TEST_F(Tls, carries_requests_and_answers) {
  handler_.most_body_bytes = 10'000'000;
  handler_.answer = [](const http::Request& request, http::Respond respond) {
    respond({.body = request.body});
  };
  const auto server = serve_tls(files_);
  const auto client = client_trusting(files_);
  const std::string body(3'000'000, 'b');
  const Result<ClientResponse> answer =
      ask(*client, {.url = "https://127.0.0.1:" + std::to_string(server->port()) + "/x",
                    .body = body,
                    .most_answer_bytes = 10'000'000});
  ASSERT_TRUE(answer) << answer.error().message << answer.error().detail;
  EXPECT_EQ(answer->body, body);
  ASSERT_EQ(handler_.handled().size(), 1u);
  EXPECT_TRUE(handler_.handled()[0].secure);
}

TEST_F(Tls, carries_a_stream) {
  struct Source final : http::StreamSource {
    void start(std::shared_ptr<http::StreamSink> sink) override {
      for (int number = 0; number < 2000; ++number) {
        sink->send(std::make_shared<const std::string>(std::string(100, 'x')));
      }
      sink->close();
    }
    void stop() override {}
  };
  handler_.answer = [](const http::Request&, http::Respond respond) {
    respond({.body = "first", .stream = std::make_shared<Source>()});
  };
  const auto server = serve_tls(files_);
  const auto client = client_trusting(files_);
  const Result<ClientResponse> answer = get_from(*client, *server);
  ASSERT_TRUE(answer) << answer.error().message << answer.error().detail;
  EXPECT_EQ(answer->body.size(), 5u + 2000u * 100u);
}

TEST_F(Tls, is_refused_by_a_client_that_does_not_trust_the_certificate) {
  const auto server = serve_tls(files_);
  const auto stranger = client_trusting(make_certificate(folder_, "other"));
  const Result<ClientResponse> answer = get_from(*stranger, *server);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::unavailable);
  EXPECT_FALSE(answer.error().detail.empty());
  EXPECT_TRUE(handler_.handled().empty());
}

TEST_F(Tls, is_refused_by_a_client_that_called_another_name) {
  struct Liar final : Resolver {
    void resolve(std::string, Found found) override {
      found(std::vector<IpAddress>{*IpAddress::parse("127.0.0.1")});
    }
  };
  const auto server = serve_tls(files_, {.hosts = {"evil.example"}});
  const auto client =
      Client::create({.also_allowed = {"127.0.0.1"}, .authorities = files_.certificate},
                     std::make_shared<Liar>())
          .value();
  EXPECT_FALSE(get_from(*client, *server, "evil.example"));
  EXPECT_TRUE(get_from(*client, *server, "localhost"));
  EXPECT_EQ(handler_.handled().size(), 1u);
}

TEST_F(Tls, takes_a_new_certificate_without_a_restart) {
  const auto server = serve_tls(files_);
  const TlsFiles second = make_certificate(folder_, "second");
  const auto old_client = client_trusting(files_);
  const auto new_client = client_trusting(second);
  EXPECT_TRUE(get_from(*old_client, *server));
  EXPECT_FALSE(get_from(*new_client, *server));

  std::filesystem::copy_file(second.certificate, files_.certificate,
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_FALSE(server->reload_tls()) << "the key is not the certificate's";
  EXPECT_TRUE(get_from(*old_client, *server)) << "the old pair is still in use";

  std::filesystem::copy_file(second.key, files_.key,
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_TRUE(server->reload_tls());
  EXPECT_TRUE(get_from(*new_client, *server));
  EXPECT_FALSE(get_from(*old_client, *server));
}

TEST_F(Tls, does_not_wait_for_a_handshake_that_never_comes) {
  ServerSettings settings;
  settings.limits.head_deadline = milliseconds(50);
  const auto server = serve_tls(files_, settings);
  RawClient silent(server->port());
  RawClient plain(server->port());
  ASSERT_TRUE(plain.send(get("/")));
  EXPECT_EQ(plain.receive().status, 0);
  EXPECT_EQ(silent.receive_all(), "");
  EXPECT_TRUE(silent.is_closed());
  EXPECT_TRUE(handler_.handled().empty());
}

}  // namespace
}  // namespace kith::net
