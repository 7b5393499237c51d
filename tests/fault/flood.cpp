// SPDX-License-Identifier: Apache-2.0
#include "flood.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>

#include "shop.h"

namespace kith::fault {
namespace {

using Clock = std::chrono::steady_clock;

// For making further requests; those under way are not to wait long for it.
constexpr auto most_of_a_turn = std::chrono::milliseconds(5);

// The answer, if it is whole; "" otherwise.
std::string whole_answer(const std::string& received) {
  const std::size_t end = received.find("\r\n\r\n");
  if (end == std::string::npos) {
    return "";
  }
  const std::string name = "content-length: ";
  std::string head = received.substr(0, end + 2);
  std::ranges::transform(head, head.begin(),
                         [](unsigned char each) { return static_cast<char>(std::tolower(each)); });
  const std::size_t place = head.find(name);
  const std::size_t length =
      place == std::string::npos
          ? 0
          : static_cast<std::size_t>(std::atoll(head.c_str() + place + name.size()));
  return received.size() < end + 4 + length ? "" : received.substr(0, end + 4 + length);
}

}  // namespace

int connect_to(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket);
    return -1;
  }
  ::fcntl(socket, F_SETFL, O_NONBLOCK);
  return socket;
}

Flood::Flood(FloodSettings settings) : settings_(std::move(settings)) {
  clients_.resize(static_cast<std::size_t>(settings_.connections));
  thread_ = std::thread([this] { run(); });
}

const FloodResult& Flood::stop() {
  is_over_ = true;
  if (thread_.joinable()) {
    thread_.join();
  }
  for (Client& client : clients_) {
    drop(client);
  }
  return result_;
}

void Flood::run() {
  const auto began = Clock::now();
  auto patience = began;
  while (true) {
    const auto now = Clock::now();
    if (!is_over_) {
      patience = now + std::chrono::seconds(20);
    }
    const double passed = std::chrono::duration<double>(now - began).count();
    std::vector<pollfd> wanted;
    std::vector<Client*> who;
    const auto enough = now + most_of_a_turn;
    for (Client& client : clients_) {
      const bool is_due = Clock::now() < enough &&
                          (settings_.posts_per_second == 0 ||
                           static_cast<double>(posted_) < settings_.posts_per_second * passed);
      if (!client.is_waiting && is_due && !is_over_) {
        begin(client);
      }
      if (client.is_waiting) {
        const short events = client.is_sent() ? POLLIN : POLLIN | POLLOUT;
        wanted.push_back({client.socket, events, 0});
        who.push_back(&client);
      }
    }
    if (is_over_ && (wanted.empty() || now > patience)) {
      return;
    }
    ::poll(wanted.data(), wanted.size(), 2);
    for (std::size_t place = 0; place < wanted.size(); ++place) {
      if (wanted[place].revents != 0) {
        go_on(*who[place], wanted[place].revents);
      }
    }
  }
}

void Flood::begin(Client& client) {
  client.socket = client.socket < 0 ? connect_to(settings_.port) : client.socket;
  if (client.socket < 0) {
    ++result_.broken;
    return;
  }
  nlohmann::json posts;
  client.texts.clear();
  for (int post = 0; post < settings_.posts_in_a_request; ++post) {
    posts.push_back(question(settings_.name + std::to_string(posted_++)));
    std::string text = posts.back()["text"];
    if (settings_.letters > 0) {
      text += ' ' + std::string(settings_.letters, 'x');
      posts.back()["text"] = text;
    }
    client.texts.push_back(std::move(text));
  }
  const std::string body = nlohmann::json{{"posts", posts}}.dump();
  client.sent = 0;
  client.request =
      "POST /api/v1/intake HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
      "application/json\r\nAuthorization: Bearer " +
      settings_.token + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  client.is_waiting = true;
}

void Flood::go_on(Client& client, short events) {
  if ((events & POLLOUT) != 0 && !client.is_sent()) {
    const ssize_t sent = ::send(client.socket, client.request.data() + client.sent,
                                client.request.size() - client.sent, MSG_NOSIGNAL);
    client.sent += static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
  }
  if ((events & (POLLIN | POLLHUP | POLLERR)) == 0) {
    return;
  }
  char buffer[65536];
  const ssize_t size = ::recv(client.socket, buffer, sizeof buffer, 0);
  if (size <= 0) {
    ++result_.broken;
    drop(client);
    return;
  }
  client.received.append(buffer, static_cast<std::size_t>(size));
  take_answer(client);
}

void Flood::take_answer(Client& client) {
  const std::string answer = whole_answer(client.received);
  if (answer.empty()) {
    return;
  }
  const int status = std::atoi(answer.c_str() + 9);
  ++result_.requests[status];
  refused_ += status == 200 ? 0 : 1;
  if (status == 200) {
    accepted_ += static_cast<std::int64_t>(client.texts.size());
    result_.accepted.insert(result_.accepted.end(), client.texts.begin(), client.texts.end());
  } else if ((status == 503 || status == 429) &&
             answer.find("\r\nRetry-After: ") == std::string::npos) {
    ++result_.without_retry_after;
  }
  client.received.clear();
  client.is_waiting = false;
  if (answer.find("\r\nConnection: close") != std::string::npos || !client.is_sent()) {
    drop(client);
  }
}

void Flood::drop(Client& client) {
  if (client.socket >= 0) {
    ::close(client.socket);
  }
  client = {};
}

SlowClients::SlowClients(std::uint16_t port, int clients)
    : thread_([this, port, clients] { run(port, clients); }) {}

void SlowClients::stop() {
  is_over_ = true;
  if (thread_.joinable()) {
    thread_.join();
  }
}

void SlowClients::run(std::uint16_t port, int clients) {
  std::vector<int> sockets(static_cast<std::size_t>(clients), -1);
  bool is_first = true;
  while (!is_over_) {
    for (int& socket : sockets) {
      char heard[64];
      const bool is_open = socket >= 0 && ::send(socket, "x", 1, MSG_NOSIGNAL) == 1 &&
                           ::recv(socket, heard, sizeof heard, MSG_DONTWAIT) < 0;
      if (is_open || is_over_) {
        continue;
      }
      if (socket >= 0) {
        ::close(socket);
      }
      socket = connect_to(port);
      const std::string begun = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
      if (socket >= 0) {
        ::send(socket, begun.data(), begun.size(), MSG_NOSIGNAL);
      }
      ended_ += is_first ? 0 : 1;
    }
    is_first = false;
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
  }
  for (const int socket : sockets) {
    if (socket >= 0) {
      ::close(socket);
    }
  }
}

}  // namespace kith::fault
