// SPDX-License-Identifier: Apache-2.0
#include "keep_alive.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>

namespace kith::fault {
namespace {

std::string in_small_letters(std::string head) {
  std::transform(head.begin(), head.end(), head.begin(),
                 [](unsigned char each) { return static_cast<char>(std::tolower(each)); });
  return head;
}

std::size_t content_length(const std::string& head) {
  const std::string name = "content-length:";
  const std::size_t place = head.find(name);
  return place == std::string::npos
             ? 0
             : static_cast<std::size_t>(std::atoll(head.c_str() + place + name.size()));
}

}  // namespace

KeepAlive::~KeepAlive() {
  close();
}

void KeepAlive::close() {
  if (socket_ >= 0) {
    ::close(socket_);
    socket_ = -1;
  }
}

bool KeepAlive::connect() {
  if (socket_ >= 0) {
    return true;
  }
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path_.copy(address.sun_path, sizeof address.sun_path - 1);
  socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    close();
    return false;
  }
  return true;
}

bool KeepAlive::send(const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t size = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (size <= 0) {
      return false;
    }
    sent += static_cast<std::size_t>(size);
  }
  return true;
}

std::optional<KeepAlive::Answer> KeepAlive::receive() {
  std::string text;
  std::size_t whole = std::string::npos;
  std::size_t head = 0;
  while (whole == std::string::npos || text.size() < whole) {
    char buffer[16384];
    const ssize_t size = ::recv(socket_, buffer, sizeof buffer, 0);
    if (size <= 0) {
      return std::nullopt;
    }
    text.append(buffer, static_cast<std::size_t>(size));
    if (whole == std::string::npos && text.find("\r\n\r\n") != std::string::npos) {
      head = text.find("\r\n\r\n") + 4;
      whole = head + content_length(in_small_letters(text.substr(0, head)));
    }
  }
  return Answer{std::atoi(text.c_str() + text.find(' ')),
                nlohmann::json::parse(text.substr(head), nullptr, false),
                in_small_letters(text.substr(0, head))};
}

std::optional<KeepAlive::Answer> KeepAlive::upload(const std::string& name,
                                                   const std::string& bytes,
                                                   const std::string& repeat_key) {
  return ask("POST", "/api/v1/attachments?name=" + name, bytes, repeat_key,
             "application/octet-stream");
}

std::optional<KeepAlive::Answer> KeepAlive::ask(const std::string& method,
                                                const std::string& target, const std::string& body,
                                                const std::string& repeat_key,
                                                const std::string& media_type) {
  was_sent_ = false;
  if (!connect()) {
    return std::nullopt;
  }
  std::string request = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n";
  if (!body.empty()) {
    request += "Content-Type: " + media_type +
               "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  }
  if (!token_.empty()) {
    request += "Authorization: Bearer " + token_ + "\r\n";
  }
  if (!repeat_key.empty()) {
    request += "Idempotency-Key: " + repeat_key + "\r\n";
  }
  was_sent_ = send(request + "\r\n" + body);
  std::optional<Answer> answer = was_sent_ ? receive() : std::nullopt;
  if (!answer) {
    close();
  }
  return answer;
}

}  // namespace kith::fault
