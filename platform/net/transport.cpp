// SPDX-License-Identifier: Apache-2.0
#include "net/transport.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

namespace kith::net {
namespace {

// The most that one TLS record carries: more would only be cut into records again.
constexpr std::size_t record_bytes = 16 * 1024;

IoResult outcome(ssize_t returned, IoState blocked) {
  if (returned >= 0) {
    return {.state = IoState::done, .bytes = static_cast<std::size_t>(returned)};
  }
  const bool is_blocked = errno == EAGAIN || errno == EINTR;
  return {.state = is_blocked ? blocked : IoState::failed};
}

}  // namespace

IoResult Transport::tls_outcome(int returned) const {
  if (returned > 0) {
    return {.state = IoState::done, .bytes = static_cast<std::size_t>(returned)};
  }
  const int error = SSL_get_error(session_.get(), returned);
  ERR_clear_error();
  switch (error) {
    case SSL_ERROR_WANT_READ: return {.state = IoState::wants_read};
    case SSL_ERROR_WANT_WRITE: return {.state = IoState::wants_write};
    case SSL_ERROR_ZERO_RETURN: return {.state = IoState::ended};
    default: return {.state = IoState::failed};
  }
}

IoResult Transport::handshake() {
  return tls_outcome(SSL_do_handshake(session_.get()));
}

std::string Transport::certificate_problem() const {
  const long result = SSL_get_verify_result(session_.get());
  return result == X509_V_OK ? std::string() : X509_verify_cert_error_string(result);
}

IoResult Transport::read(std::span<char> into) {
  if (session_) {
    return tls_outcome(SSL_read(session_.get(), into.data(), static_cast<int>(into.size())));
  }
  IoResult result = outcome(recv(socket_, into.data(), into.size(), 0), IoState::wants_read);
  if (result.state == IoState::done && result.bytes == 0) {
    result.state = IoState::ended;
  }
  return result;
}

IoResult Transport::write(std::span<const iovec> pieces) {
  if (session_) {
    return write_tls(pieces);
  }
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(pieces.data());
  message.msg_iovlen = pieces.size();
  return outcome(sendmsg(socket_, &message, MSG_NOSIGNAL), IoState::wants_write);
}

IoResult Transport::write_tls(std::span<const iovec> pieces) {
  std::array<char, record_bytes> record;  // NOLINT: filled below as far as it is used
  std::size_t filled = 0;
  for (const iovec& piece : pieces) {
    const std::size_t taken = std::min(piece.iov_len, record.size() - filled);
    std::copy_n(static_cast<const char*>(piece.iov_base), taken, record.data() + filled);
    filled += taken;
  }
  return tls_outcome(SSL_write(session_.get(), record.data(), static_cast<int>(filled)));
}

bool Transport::has_buffered() const {
  return session_ && SSL_pending(session_.get()) > 0;
}

void Transport::shut_writing() {
  if (session_ && SSL_is_init_finished(session_.get()) != 0) {
    SSL_shutdown(session_.get());
    ERR_clear_error();
  }
  shutdown(socket_, SHUT_WR);
}

}  // namespace kith::net
