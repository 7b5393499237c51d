// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/ip_address.h"

namespace kith::net {

/// Whom a Host header names: this server, another one, or nobody.
enum class HostVerdict { ours, other, malformed };

/// The names that a server answers to. A request for another name is refused, so that neither a
/// forged Host nor a name that was rebound to our address reaches a handler. Immutable.
class HostList {
 public:
  /// `names` are host names or addresses, a port behind them is ignored. "localhost" and
  /// `listening` (when it is one address) are always answered to.
  HostList(std::vector<std::string> names, std::optional<IpAddress> listening);

  /// What a Host header of this value asks for. `reached` is the address the connection came in
  /// on: a server that listens on every address answers to the very one that was called.
  HostVerdict judge(std::string_view host, const std::optional<IpAddress>& reached) const;

 private:
  std::vector<std::string> names_;
  std::optional<IpAddress> listening_;
};

/// The name in a Host header without its port, an IPv6 address without its brackets; nothing if
/// the header is malformed.
std::optional<std::string_view> host_name(std::string_view host);

}  // namespace kith::net
