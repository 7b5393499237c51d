// SPDX-License-Identifier: Apache-2.0
#include "net/tls_context.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <string_view>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace kith::net {
namespace {

// The only protocol offered by ALPN, in its wire form.
constexpr std::string_view http_1_1 = "\x08http/1.1";

std::string openssl_reason() {
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_peek_last_error(), text.data(), text.size());
  ERR_clear_error();
  return text.data();
}

// OpenSSL's own socket BIO writes with write(), which raises SIGPIPE when the peer has gone.
int send_on_socket(BIO* bio, const char* bytes, int size) {
  const auto sent = send(static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio))),
                         bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  BIO_clear_retry_flags(bio);
  if (sent < 0 && (errno == EAGAIN || errno == EINTR)) {
    BIO_set_retry_write(bio);
  }
  return static_cast<int>(sent);
}

int receive_from_socket(BIO* bio, char* bytes, int size) {
  const auto received = recv(static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio))),
                             bytes, static_cast<std::size_t>(size), 0);
  BIO_clear_retry_flags(bio);
  if (received < 0 && (errno == EAGAIN || errno == EINTR)) {
    BIO_set_retry_read(bio);
  }
  return static_cast<int>(received);
}

long control_socket(BIO*, int command, long, void*) {
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

std::unique_ptr<BIO_METHOD, TlsDeleter> make_socket_method() {
  std::unique_ptr<BIO_METHOD, TlsDeleter> method(
      BIO_meth_new(BIO_TYPE_SOURCE_SINK, "socket without SIGPIPE"));
  if (method) {
    BIO_meth_set_write(method.get(), send_on_socket);
    BIO_meth_set_read(method.get(), receive_from_socket);
    BIO_meth_set_ctrl(method.get(), control_socket);
  }
  return method;
}

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_length,
                    const unsigned char* offered, unsigned offered_length, void*) {
  unsigned char* found = nullptr;
  const int agreed = SSL_select_next_proto(
      &found, chosen_length, reinterpret_cast<const unsigned char*>(http_1_1.data()),
      static_cast<unsigned>(http_1_1.size()), offered, offered_length);
  *chosen = found;
  return agreed == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

void set_common_options(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  // A write is taken up again with bytes that were gathered anew, and an idle session keeps no
  // buffers.
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
}

}  // namespace

void TlsDeleter::operator()(SSL_CTX* context) const {
  SSL_CTX_free(context);
}
void TlsDeleter::operator()(SSL* session) const {
  SSL_free(session);
}
void TlsDeleter::operator()(BIO_METHOD* method) const {
  BIO_meth_free(method);
}

Result<std::shared_ptr<const TlsContext>> TlsContext::for_server(const TlsFiles& files) {
  std::shared_ptr<TlsContext> made(new TlsContext);
  made->socket_method_ = make_socket_method();
  made->context_.reset(SSL_CTX_new(TLS_server_method()));
  SSL_CTX* const context = made->context_.get();
  if (context == nullptr || !made->socket_method_) {
    return fail(ErrorCode::internal, "TLS could not be set up.", openssl_reason());
  }
  set_common_options(context);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
  if (SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1) {
    return fail(ErrorCode::invalid,
                "The certificate file " + files.certificate + " could not be read.",
                openssl_reason());
  }
  if (SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context) != 1) {
    return fail(ErrorCode::invalid,
                "The key file " + files.key + " could not be read, or is not the certificate's.",
                openssl_reason());
  }
  return made;
}

Result<std::shared_ptr<const TlsContext>> TlsContext::for_client(const std::string& authorities) {
  std::shared_ptr<TlsContext> made(new TlsContext);
  made->socket_method_ = make_socket_method();
  made->context_.reset(SSL_CTX_new(TLS_client_method()));
  SSL_CTX* const context = made->context_.get();
  if (context == nullptr || !made->socket_method_) {
    return fail(ErrorCode::internal, "TLS could not be set up.", openssl_reason());
  }
  set_common_options(context);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  const int loaded = authorities.empty() ? SSL_CTX_set_default_verify_paths(context)
                                         : SSL_CTX_load_verify_file(context, authorities.c_str());
  if (loaded != 1) {
    return fail(ErrorCode::invalid, "The certificate authorities could not be read.",
                openssl_reason());
  }
  return made;
}

TlsContext::Session TlsContext::session_on(int socket) const {
  Session session(SSL_new(context_.get()));
  BIO* const bio = session ? BIO_new(socket_method_.get()) : nullptr;
  if (bio == nullptr) {
    return nullptr;
  }
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the socket itself is kept there, no address
  BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
  BIO_set_init(bio, 1);
  SSL_set_bio(session.get(), bio, bio);
  return session;
}

TlsContext::Session TlsContext::accept_on(int socket) const {
  Session session = session_on(socket);
  if (session) {
    SSL_set_accept_state(session.get());
  }
  return session;
}

TlsContext::Session TlsContext::connect_on(int socket, const std::string& host) const {
  Session session = session_on(socket);
  if (!session) {
    return nullptr;
  }
  SSL_set_connect_state(session.get());
  SSL_set_hostflags(session.get(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  const bool is_address = IpAddress::parse(host).has_value();
  const bool is_set =
      is_address ? X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session.get()), host.c_str()) == 1
                 : SSL_set1_host(session.get(), host.c_str()) == 1 &&
                       SSL_set_tlsext_host_name(session.get(), host.c_str()) == 1;
  return is_set ? std::move(session) : nullptr;
}

}  // namespace kith::net
