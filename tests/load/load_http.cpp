// SPDX-License-Identifier: Apache-2.0
// The listener alone, with ready-made answers, to be measured from outside: GET /1k and /20k with
// wrk against a bare server, GET /events with many streams. Prints its process and port; each
// line on standard input sends one message to every stream, the end of it stops the server.
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "net/server.h"

namespace {

using namespace kith;

// The streams that are open, by their sinks.
class Audience {
 public:
  void add(std::shared_ptr<http::StreamSink> sink) {
    const std::lock_guard lock(mutex_);
    sinks_.insert(std::move(sink));
  }
  void remove(const std::shared_ptr<http::StreamSink>& sink) {
    const std::lock_guard lock(mutex_);
    sinks_.erase(sink);
  }
  void send(const http::SharedText& text) {
    const std::lock_guard lock(mutex_);
    for (const auto& sink : sinks_) {
      sink->send(text);
    }
  }

 private:
  std::mutex mutex_;
  std::set<std::shared_ptr<http::StreamSink>> sinks_;
};

class Listening final : public http::StreamSource {
 public:
  explicit Listening(Audience& audience) : audience_(audience) {}
  void start(std::shared_ptr<http::StreamSink> sink) override {
    sink_ = std::move(sink);
    audience_.add(sink_);
  }
  void stop() override { audience_.remove(sink_); }

 private:
  Audience& audience_;
  std::shared_ptr<http::StreamSink> sink_;
};

class ReadyAnswers final : public http::Handler {
 public:
  explicit ReadyAnswers(Audience& audience) : audience_(audience) {}

  std::size_t body_limit(http::Method, std::string_view) const override { return 1024; }
  void handle(http::Request request, http::Respond respond) override {
    if (request.path == "/events") {
      return respond({.headers = {{"Content-Type", "text/event-stream"}},
                      .stream = std::make_shared<Listening>(audience_)});
    }
    if (request.path != "/1k" && request.path != "/20k") {
      return respond({.status = 404});
    }
    respond({.headers = {{"Server", "load_http"}, {"Content-Type", "application/json"}},
             .shared_body = request.path == "/1k" ? small_ : large_});
  }

 private:
  Audience& audience_;
  http::SharedText small_ = std::make_shared<const std::string>(1024, 'x');
  http::SharedText large_ = std::make_shared<const std::string>(20 * 1024, 'x');
};

}  // namespace

int main(int argc, char** argv) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  Audience audience;
  ReadyAnswers answers(audience);
  net::ServerSettings settings;
  settings.threads = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 2;
  const auto server = net::Server::create(std::move(settings), answers);
  if (!server) {
    std::cerr << server.error().message << "\n";
    return 1;
  }
  (*server)->start();
  std::cout << "{\"process\":" << getpid() << ",\"port\":" << (*server)->port() << "}" << std::endl;
  const auto message =
      std::make_shared<const std::string>("data: " + std::string(200, 'x') + "\n\n");
  for (std::string line; std::getline(std::cin, line);) {
    audience.send(message);
  }
  (*server)->stop(std::chrono::seconds(1));
  return 0;
}
