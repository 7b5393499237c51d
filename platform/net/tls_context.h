// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include <openssl/types.h>

#include <kith/result.h>

#include "net/ip_address.h"

struct bio_method_st;

namespace kith::net {

/// Frees what OpenSSL made.
struct TlsDeleter {
  void operator()(SSL_CTX* context) const;
  void operator()(SSL* session) const;
  void operator()(bio_method_st* method) const;
};

/// A certificate chain and its private key, both in PEM.
struct TlsFiles {
  std::string certificate;
  std::string key;
};

/// What TLS sessions of one side share: the certificate of a server, or the authorities that a
/// client believes. TLS 1.2 and 1.3. Immutable and safe from any thread; outlives its sessions.
class TlsContext {
 public:
  static Result<std::shared_ptr<const TlsContext>> for_server(const TlsFiles& files);

  /// The system's authorities, or those of the PEM file `authorities` alone if it is not empty.
  static Result<std::shared_ptr<const TlsContext>> for_client(const std::string& authorities);

  using Session = std::unique_ptr<SSL, TlsDeleter>;

  /// A session over `socket`, which it does not own; nullptr when memory is short.
  Session accept_on(int socket) const;

  /// The same towards a server that must prove to be `host` (or `address`, if `host` is one).
  Session connect_on(int socket, const std::string& host) const;

 private:
  TlsContext() = default;
  Session session_on(int socket) const;

  std::unique_ptr<bio_method_st, TlsDeleter> socket_method_;
  std::unique_ptr<SSL_CTX, TlsDeleter> context_;
};

}  // namespace kith::net
