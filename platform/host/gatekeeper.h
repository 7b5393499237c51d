// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/authenticator.h"
#include "http/gatekeeper.h"

namespace kith::host {

/// Admits callers by what access knows: a bearer token, a session's cookie, or the local socket,
/// which only this machine's owner can open.
class AccessGatekeeper final : public http::Gatekeeper {
 public:
  explicit AccessGatekeeper(access::Access& access) : access_(access), authenticator_(access) {}

  Result<http::Admitted> admit(const http::Request& request) override;
  void note_denied(const Caller& caller, const Permission& permission) override;
  /// The same with all that access knows of the caller.
  Result<access::Authenticator::Caller> identify(const http::Request& request);

 private:
  access::Access& access_;
  access::Authenticator authenticator_;
};

/// What a peer is called that came over the local socket.
inline constexpr std::string_view local_peer = "unix";

/// The value of a cookie in a request, "" without one.
std::string_view cookie_of(const http::Request& request, std::string_view name);

}  // namespace kith::host
