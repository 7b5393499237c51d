// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <kith/result.h>

#include "net/ip_address.h"

namespace kith::net {

/// The two ways in which other servers are called.
enum class Scheme { http, https };

/// A URL that may be called, taken apart once; whatever could be understood in two ways was
/// refused.
struct OutgoingUrl {
  Scheme scheme = Scheme::https;
  std::string host;                  ///< in lower case; an IPv6 address without brackets
  std::optional<IpAddress> address;  ///< the host, if it is an address
  std::uint16_t port = 443;
  std::string target;     ///< path and query, starting with '/'
  std::string authority;  ///< as the Host header has it
};

/// Takes an absolute http or https URL apart. Refused, as `invalid` with words for whoever
/// entered it: user names and passwords, percent signs in the host, addresses in other than
/// their full form (127.1, 0x7f000001, 2130706433), IPv6 zones, port 0.
Result<OutgoingUrl> parse_outgoing_url(std::string_view text);

}  // namespace kith::net
