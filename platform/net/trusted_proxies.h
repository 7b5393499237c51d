// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/result.h>

#include "http/message.h"
#include "net/ip_address.h"

namespace kith::net {

/// The proxies whose word on the client's address and scheme is taken. From anybody else the
/// forwarding headers are ignored. Immutable.
class TrustedProxies {
 public:
  /// `entries` are addresses or ranges ("10.0.0.0/8").
  static Result<TrustedProxies> create(const std::vector<std::string>& entries);

  /// Corrects `peer` and `secure` of a request that came from `address` if that is a trusted
  /// proxy, and takes all forwarding headers off it, so that nothing behind the listener can
  /// believe them by mistake.
  void apply(const IpAddress& address, http::Request& request) const;

 private:
  bool trusts(const IpAddress& address) const;
  IpAddress client_of(const IpAddress& proxy, const http::Request& request) const;

  std::vector<IpRange> ranges_;
};

}  // namespace kith::net
