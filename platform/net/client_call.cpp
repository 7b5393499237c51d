// SPDX-License-Identifier: Apache-2.0
#include "net/client_call.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "net/http_bytes.h"

namespace kith::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// How long one of several addresses is tried before the next.
constexpr Duration address_patience = std::chrono::seconds(5);
constexpr std::string_view took_too_long = "The server took too long to answer.";

tcp::endpoint endpoint_of(const IpAddress& address, std::uint16_t port) {
  if (!address.is_v4()) {
    return {asio::ip::address_v6(address.bytes()), port};
  }
  asio::ip::address_v4::bytes_type bytes{};
  std::copy(address.bytes().begin() + 12, address.bytes().end(), bytes.begin());
  return {asio::ip::address_v4(bytes), port};
}

bool has_header(const ClientRequest& request, std::string_view name) {
  return std::ranges::any_of(
      request.headers, [&](const http::Header& header) { return same_word(header.first, name); });
}

}  // namespace

ClientCall::ClientCall(ClientCore& core, Loop& loop, OutgoingUrl url, ClientRequest request,
                       Client::Answered answered, LiveCount::Ticket ticket)
    : ticket_(std::move(ticket)),
      core_(core),
      loop_(loop),
      url_(std::move(url)),
      request_(std::move(request)),
      answered_(std::move(answered)),
      started_at_(loop.wheel().now()),
      resolved_(loop.context()),
      socket_(loop.context()),
      reader_(request_.method, request_.most_answer_bytes) {}

// GCC 12: one co_await in a statement, and all it takes has a name.
Task<void> ClientCall::run(std::shared_ptr<ClientCall> self) {
  using Stage = Task<void> (*)(std::shared_ptr<ClientCall>);
  constexpr std::array<Stage, 5> stages = {resolve, connect, shake_hands, write, read};
  for (const Stage stage : stages) {
    if (self->error_) {
      break;
    }
    try {
      Task<void> done = stage(self);
      co_await std::move(done);
    } catch (const std::exception& exception) {
      self->fail_with(ErrorCode::internal, "The call could not be made.", exception.what());
    }
  }
  self->finish();
}

void ClientCall::fail_with(ErrorCode code, std::string message, std::string detail) {
  if (!error_) {
    error_ = Error{.code = code, .message = std::move(message), .detail = std::move(detail)};
  }
}

void ClientCall::allow(Duration most) {
  const Duration left = request_.deadline - (loop_.wheel().now() - started_at_);
  loop_.wheel().set(*this, std::min(most, left));
}

void ClientCall::expire() {
  is_expired_ = true;
  wake();
}

void ClientCall::abort() {
  fail_with(ErrorCode::unavailable, "The call was given up, because kith is stopping.");
  wake();
}

void ClientCall::wake() {
  error_code ignored;
  (void)socket_.cancel(ignored);
  resolved_.set();
}

Task<void> ClientCall::resolve(std::shared_ptr<ClientCall> self) {
  if (self->url_.address) {
    self->addresses_ = {*self->url_.address};
    self->check_addresses();
    co_return;
  }
  auto found = [door = self->core_.door,
                weak = self->weak_from_this()](Result<std::vector<IpAddress>> result) {
    door->post([weak, addresses = std::move(result)]() mutable {
      const std::shared_ptr<ClientCall> call = weak.lock();
      if (!call) {
        return;
      }
      if (addresses) {
        call->addresses_ = std::move(*addresses);
      } else {
        call->error_ = std::move(addresses.error());
      }
      call->resolved_.set();
    });
  };
  self->core_.resolver->resolve(self->url_.host, std::move(found));
  Task<void> resolved = self->resolved_.wait();
  co_await std::move(resolved);
  if (self->is_expired_) {
    self->fail_with(ErrorCode::unavailable, std::string(took_too_long));
  }
  self->check_addresses();
}

// All of them, not only the one that would be used: a name with an internal address among public
// ones is an attack or a mistake.
void ClientCall::check_addresses() {
  if (error_) {
    return;
  }
  for (const IpAddress& address : addresses_) {
    const bool is_allowed =
        is_public(address) || std::ranges::any_of(core_.also_allowed, [&](const IpRange& range) {
          return range.contains(address);
        });
    if (!is_allowed) {
      return fail_with(ErrorCode::rule, "The host " + url_.host +
                                            " is not on the public internet, so it is not called.");
    }
  }
  if (addresses_.empty()) {
    fail_with(ErrorCode::unavailable, "The host " + url_.host + " was not found.");
  }
}

bool ClientCall::open_socket(const IpAddress& address) {
  error_code error;
  (void)socket_.close(error);
  const asio::generic::stream_protocol::endpoint endpoint = endpoint_of(address, url_.port);
  (void)socket_.open(endpoint.protocol(), error);
  if (!error) {
    (void)socket_.native_non_blocking(true, error);
  }
  return !error;
}

Task<void> ClientCall::connect(std::shared_ptr<ClientCall> self) {
  const AwaitToken token;
  error_code error;
  for (const IpAddress& address : self->addresses_) {
    if (!self->open_socket(address)) {
      continue;
    }
    self->is_expired_ = false;
    self->allow(address_patience);
    const asio::generic::stream_protocol::endpoint endpoint = endpoint_of(address, self->url_.port);
    const std::tuple<error_code> connected = co_await self->socket_.async_connect(endpoint, token);
    error = std::get<0>(connected);
    if (self->error_) {
      co_return;
    }
    if (!error) {
      self->is_expired_ = false;
      self->begin_session();
      co_return;
    }
  }
  self->fail_with(ErrorCode::unavailable, "The host " + self->url_.host + " cannot be reached.",
                  error.message());
}

void ClientCall::begin_session() {
  allow(request_.deadline);
  const int descriptor = socket_.native_handle();
  if (url_.scheme == Scheme::http) {
    transport_.emplace(descriptor);
    return;
  }
  TlsContext::Session session = core_.tls->connect_on(descriptor, url_.host);
  if (!session) {
    return fail_with(ErrorCode::unavailable, "TLS could not be set up.");
  }
  transport_.emplace(descriptor, core_.tls, std::move(session));
}

Task<void> ClientCall::wait_for_socket(std::shared_ptr<ClientCall> self, IoState blocked) {
  const AwaitToken token;
  const auto direction = blocked == IoState::wants_write ? Socket::wait_write : Socket::wait_read;
  [[maybe_unused]] const std::tuple<error_code> waited =
      co_await self->socket_.async_wait(direction, token);
  if (self->is_expired_) {
    self->fail_with(ErrorCode::unavailable, std::string(took_too_long));
  }
}

Task<void> ClientCall::shake_hands(std::shared_ptr<ClientCall> self) {
  while (self->transport_->is_tls() && !self->error_) {
    const IoResult result = self->transport_->handshake();
    if (result.state == IoState::done) {
      co_return;
    }
    if (!is_blocked(result.state)) {
      self->fail_with(ErrorCode::unavailable,
                      "No trusted TLS connection with " + self->url_.host + " came about.",
                      self->transport_->certificate_problem());
      co_return;
    }
    Task<void> waited = wait_for_socket(self, result.state);
    co_await std::move(waited);
  }
}

std::string ClientCall::request_text() const {
  std::string text = fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n",
                                 method_word(request_.method), url_.target, url_.authority);
  for (const auto& [name, value] : request_.headers) {
    fmt::format_to(std::back_inserter(text), "{}: {}\r\n", name, value);
  }
  if (!has_header(request_, "user-agent")) {
    text += "User-Agent: kith\r\n";
  }
  if (!has_header(request_, "accept-encoding")) {
    text += "Accept-Encoding: identity\r\n";
  }
  const bool has_body = !request_.body.empty() || request_.method == http::Method::post ||
                        request_.method == http::Method::put ||
                        request_.method == http::Method::patch;
  if (has_body) {
    fmt::format_to(std::back_inserter(text), "Content-Length: {}\r\n", request_.body.size());
  }
  return text + "\r\n" + request_.body;
}

Task<void> ClientCall::write(std::shared_ptr<ClientCall> self) {
  std::string text = self->request_text();
  std::size_t written = 0;
  while (written < text.size() && !self->error_) {
    const iovec piece = {.iov_base = text.data() + written, .iov_len = text.size() - written};
    const IoResult result = self->transport_->write(std::span(&piece, 1));
    written += result.bytes;
    if (written > 0 && self->request_.has_left) {
      *self->request_.has_left = true;
    }
    if (result.state == IoState::done) {
      continue;
    }
    // A server that refuses early may stop reading; what it answered is still worth reading.
    if (!is_blocked(result.state)) {
      co_return;
    }
    Task<void> waited = wait_for_socket(self, result.state);
    co_await std::move(waited);
  }
}

Task<void> ClientCall::read(std::shared_ptr<ClientCall> self) {
  while (!self->error_ && !self->is_complete_) {
    const IoResult result = self->transport_->read(self->core_.scratch);
    if (is_blocked(result.state)) {
      Task<void> waited = wait_for_socket(self, result.state);
      co_await std::move(waited);
      continue;
    }
    if (result.state == IoState::failed) {
      self->fail_with(ErrorCode::unavailable, "The connection broke before the answer was whole.");
      co_return;
    }
    const std::string_view bytes(self->core_.scratch.data(), result.bytes);
    Result<bool> complete =
        result.state == IoState::ended ? self->reader_.end() : self->reader_.feed(bytes);
    if (!complete) {
      self->error_ = std::move(complete.error());
      co_return;
    }
    self->is_complete_ = *complete;
  }
}

void ClientCall::finish() {
  loop_.wheel().clear(*this);
  transport_.reset();
  error_code ignored;
  (void)socket_.close(ignored);
  if (error_) {
    answered_(std::unexpected(std::move(*error_)));
  } else {
    answered_(reader_.take());
  }
}

void start_call(ClientCore& core, Loop& loop, OutgoingUrl url, ClientRequest request,
                Client::Answered answered, LiveCount::Ticket ticket) {
  const Duration deadline = request.deadline;
  auto call = std::make_shared<ClientCall>(core, loop, std::move(url), std::move(request),
                                           std::move(answered), std::move(ticket));
  core.sessions.push_back(*call);
  call->allow(deadline);
  Task<void> running = ClientCall::run(std::move(call));
  asio::co_spawn(loop.context(), std::move(running), asio::detached);
}

}  // namespace kith::net
