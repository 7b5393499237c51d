// SPDX-License-Identifier: Apache-2.0
#include "net/trusted_proxies.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <string_view>

#include "net/host_list.h"
#include "net/http_bytes.h"

namespace kith::net {
namespace {

constexpr std::array<std::string_view, 3> other_forwarding_headers = {"forwarded", "x-real-ip",
                                                                      "x-client-ip"};

bool is_forwarding_header(const http::Header& header) {
  return header.first.starts_with("x-forwarded-") ||
         std::ranges::find(other_forwarding_headers, header.first) !=
             other_forwarding_headers.end();
}

std::vector<std::string_view> elements_of(const http::Request& request, std::string_view name) {
  std::vector<std::string_view> elements;
  for (const http::Header& header : request.headers) {
    std::string_view list = header.first == name ? std::string_view(header.second) : "";
    for (std::string_view each = next_element(list); !each.empty(); each = next_element(list)) {
      elements.push_back(each);
    }
  }
  return elements;
}

// "203.0.113.9", "203.0.113.9:4711", "2001:db8::9", "[2001:db8::9]:4711"
std::optional<IpAddress> forwarded_address(std::string_view element) {
  if (const std::optional<IpAddress> bare = IpAddress::parse(element)) {
    return bare;
  }
  const std::optional<std::string_view> name = host_name(element);
  return name ? IpAddress::parse(*name) : std::nullopt;
}

}  // namespace

Result<TrustedProxies> TrustedProxies::create(const std::vector<std::string>& entries) {
  TrustedProxies proxies;
  for (const std::string& entry : entries) {
    const std::optional<IpRange> range = IpRange::parse(entry);
    if (!range) {
      return fail(
          ErrorCode::invalid,
          "A trusted proxy is an address or a range such as 10.0.0.0/8, not \"" + entry + "\".");
    }
    proxies.ranges_.push_back(*range);
  }
  return proxies;
}

bool TrustedProxies::trusts(const IpAddress& address) const {
  return std::ranges::any_of(ranges_,
                             [&](const IpRange& range) { return range.contains(address); });
}

// Each proxy appends whom it heard from, so the list is read from its end; what stands before the
// first address that is not a trusted proxy could have been written by the client itself.
IpAddress TrustedProxies::client_of(const IpAddress& proxy, const http::Request& request) const {
  IpAddress client = proxy;
  const std::vector<std::string_view> elements = elements_of(request, "x-forwarded-for");
  for (const std::string_view element : elements | std::views::reverse) {
    const std::optional<IpAddress> address = forwarded_address(element);
    if (!address) {
      break;
    }
    client = *address;
    if (!trusts(client)) {
      break;
    }
  }
  return client;
}

void TrustedProxies::apply(const IpAddress& address, http::Request& request) const {
  if (trusts(address)) {
    request.peer = client_of(address, request).text();
    const std::vector<std::string_view> schemes = elements_of(request, "x-forwarded-proto");
    request.secure = request.secure || (!schemes.empty() && same_word(schemes.back(), "https"));
  }
  std::erase_if(request.headers, is_forwarding_header);
}

}  // namespace kith::net
