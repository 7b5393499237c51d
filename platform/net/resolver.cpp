// SPDX-License-Identifier: Apache-2.0
#include "net/resolver.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

namespace kith::net {
namespace {

constexpr unsigned most_threads = 4;

Result<std::vector<IpAddress>> look_up(const std::string& host) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* found = nullptr;
  const int error = getaddrinfo(host.c_str(), nullptr, &hints, &found);
  if (error != 0) {
    return fail(ErrorCode::unavailable, "The host " + host + " was not found.",
                gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
  std::vector<IpAddress> addresses;
  for (const addrinfo* each = found; each != nullptr; each = each->ai_next) {
    IpAddress::Bytes bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0};
    if (each->ai_family == AF_INET) {
      const auto& v4 = reinterpret_cast<const sockaddr_in&>(*each->ai_addr);
      std::memcpy(bytes.data() + 12, &v4.sin_addr, 4);
      addresses.emplace_back(bytes);
    } else if (each->ai_family == AF_INET6) {
      const auto& v6 = reinterpret_cast<const sockaddr_in6&>(*each->ai_addr);
      std::memcpy(bytes.data(), &v6.sin6_addr, 16);
      addresses.emplace_back(bytes);
    }
  }
  return addresses;
}

}  // namespace

// Shared by the resolver and its threads: a look-up cannot be interrupted, so a thread may
// outlive the resolver.
struct SystemResolver::Work {
  struct Question {
    std::string host;
    Found found;
  };

  std::mutex mutex;
  std::deque<Question> questions;
  unsigned threads = 0;

  std::optional<Question> next() {
    const std::lock_guard lock(mutex);
    if (questions.empty()) {
      --threads;
      return std::nullopt;
    }
    Question question = std::move(questions.front());
    questions.pop_front();
    return question;
  }

  static void answer_all(const std::shared_ptr<Work>& work) {
    while (std::optional<Question> question = work->next()) {
      question->found(look_up(question->host));
    }
  }
};

SystemResolver::SystemResolver() : work_(std::make_shared<Work>()) {}

SystemResolver::~SystemResolver() {
  const std::lock_guard lock(work_->mutex);
  work_->questions.clear();
}

void SystemResolver::resolve(std::string host, Found found) {
  const std::lock_guard lock(work_->mutex);
  work_->questions.push_back({.host = std::move(host), .found = std::move(found)});
  if (work_->threads >= most_threads) {
    return;
  }
  try {
    std::thread([work = work_] { Work::answer_all(work); }).detach();
    ++work_->threads;
  } catch (const std::system_error&) {
    return;  // out of threads: the question waits for one that runs, or for the next question
  }
}

}  // namespace kith::net
