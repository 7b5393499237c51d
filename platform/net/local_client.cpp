// SPDX-License-Identifier: Apache-2.0
#include "net/local_client.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "net/client_message.h"
#include "net/http_bytes.h"
#include "net/message_parser.h"
#include "net/owned_socket.h"

namespace kith::net {
namespace {

constexpr std::size_t most_answer_bytes = 256 * 1024 * 1024;

Result<OwnedSocket> connect_to(const std::string& path, Duration deadline) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    return fail(ErrorCode::invalid, "The path of a local socket is too long: " + path);
  }
  std::ranges::copy(path, address.sun_path);
  OwnedSocket owned(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(deadline);
  const timeval patience = {.tv_sec = seconds.count(), .tv_usec = (deadline - seconds).count()};
  setsockopt(owned.descriptor(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(owned.descriptor(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (connect(owned.descriptor(), reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
      0) {
    return fail(ErrorCode::unavailable, "No kith serves on " + path + ".",
                std::generic_category().message(errno));
  }
  return owned;
}

Result<std::string> request_text(const http::Request& request) {
  const std::string mark = request.query.empty() ? "" : "?";
  std::string text = fmt::format("{} {}{}{} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n",
                                 method_word(request.method), request.path, mark, request.query);
  for (const auto& [name, value] : request.headers) {
    if (!is_token(name) || !is_field_value(value)) {
      return fail(ErrorCode::invalid, "The header \"" + name + "\" cannot be sent.");
    }
    fmt::format_to(std::back_inserter(text), "{}: {}\r\n", name, value);
  }
  fmt::format_to(std::back_inserter(text), "Content-Length: {}\r\n\r\n", request.body.size());
  return text + request.body;
}

Result<void> send_all(int socket, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = send(socket, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return fail(ErrorCode::unavailable, "The local server did not take the request.",
                  std::generic_category().message(errno));
    }
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

Result<ClientResponse> receive_answer(int socket, http::Method method) {
  ResponseReader reader(method, most_answer_bytes);
  std::array<char, 16 * 1024> bytes;  // NOLINT: filled by recv as far as it is used
  for (bool is_complete = false; !is_complete;) {
    const ssize_t received = recv(socket, bytes.data(), bytes.size(), 0);
    if (received < 0) {
      return fail(ErrorCode::unavailable, "The local server did not answer.",
                  std::generic_category().message(errno));
    }
    const std::string_view part(bytes.data(), static_cast<std::size_t>(received));
    is_complete = KITH_TRY(received == 0 ? reader.end() : reader.feed(part));
  }
  return reader.take();
}

}  // namespace

Result<http::Response> local_request(const std::string& path, const http::Request& request,
                                     Duration deadline) {
  const std::string text = KITH_TRY(request_text(request));
  const OwnedSocket socket = KITH_TRY(connect_to(path, deadline));
  KITH_CHECK(send_all(socket.descriptor(), text));
  ClientResponse answer = KITH_TRY(receive_answer(socket.descriptor(), request.method));
  http::Response response;
  response.status = answer.status;
  response.headers = std::move(answer.headers);
  response.body = std::move(answer.body);
  return response;
}

}  // namespace kith::net
