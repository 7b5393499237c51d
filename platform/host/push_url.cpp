// SPDX-License-Identifier: Apache-2.0
#include "host/push_url.h"

#include <algorithm>

#include "net/outgoing_url.h"

namespace kith::host {
namespace {

bool is_among(std::span<const std::string> allowed, const net::IpAddress& address) {
  return std::ranges::any_of(allowed, [&](const std::string& entry) {
    const auto range = net::IpRange::parse(entry);
    return range && range->contains(address);
  });
}

}  // namespace

Result<void> check_push_url(std::string_view url, std::span<const std::string> allowed) {
  Result<net::OutgoingUrl> parsed = net::parse_outgoing_url(url);
  if (!parsed) {
    return fail_at(ErrorCode::invalid, "/url", std::move(parsed.error().message));
  }
  const bool is_allowed = parsed->address && is_among(allowed, *parsed->address);
  if (parsed->address && !is_allowed && !net::is_public(*parsed->address)) {
    return fail_at(ErrorCode::rule, "/url",
                   "This address is not on the public internet. Whoever runs kith can allow it: "
                   "net.outgoing_allow.");
  }
  if (parsed->scheme == net::Scheme::http && !is_allowed) {
    return fail_at(ErrorCode::rule, "/url",
                   "Replies are pushed over https alone: the URL must start with https://.");
  }
  return {};
}

}  // namespace kith::host
