// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace kith::access {

/// Where somebody signs in from, as far as access remembers it: no address and no header, but the
/// network they share with few others and the class of their browser.
struct Origin {
  std::string network;  ///< an IPv4 address, the /64 of an IPv6 one, or "unknown"; never stored
  std::string agent;    ///< as "Firefox on Linux", of a small closed list

  /// From a peer's address in text (http::Request::peer) and a User-Agent header.
  static Origin of(std::string_view peer, std::string_view user_agent);
};

}  // namespace kith::access
