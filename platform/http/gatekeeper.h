// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/caller.h>
#include <kith/result.h>

#include "http/message.h"
#include "http/stream_owner.h"

namespace kith::http {

/// Who is behind a request, and how they showed it.
struct Admitted {
  Caller caller;
  /// By a cookie, which a browser sends along whoever asked it to: such a caller's writes must
  /// prove that kith's own pages made them.
  bool by_cookie = false;
  /// What such a write must carry in X-Csrf-Token; "" where the session has no such secret.
  std::string csrf;
  std::string rate_key;  ///< what limits are counted by: the session's or token's name
  StreamOwner owner;     ///< whose end also ends what stays open
};

/// Tells who asks, from a bearer token or a session's cookie. Called from net's threads, so it must
/// be quick; safe from any thread.
class Gatekeeper {
 public:
  virtual ~Gatekeeper() = default;
  /// `unauthenticated` where nobody valid is named.
  virtual Result<Admitted> admit(const Request& request) = 0;
  /// Told when somebody asked for what they have no permission for; the record of it is theirs.
  virtual void note_denied(const Caller& caller, const Permission& permission);
};

}  // namespace kith::http
