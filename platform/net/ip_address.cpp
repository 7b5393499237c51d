// SPDX-License-Identifier: Apache-2.0
#include "net/ip_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace kith::net {
namespace {

constexpr IpAddress::Bytes v4_prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0};
constexpr unsigned v4_prefix_bits = 96;
constexpr unsigned all_bits = 128;

// The registries of special-purpose addresses (RFC 6890 and what followed it). Within 2000::/3
// only what is not meant for a host that anybody may call is listed.
constexpr std::array<std::string_view, 19> not_public = {
    "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",
    "2001::/23",     "2001:db8::/32",   "2002::/16",      "3fff::/20",
};
constexpr std::string_view global_unicast = "2000::/3";
constexpr std::string_view nat64 = "64:ff9b::/96";

IpAddress embedded_v4(const IpAddress& address) {
  IpAddress::Bytes bytes = v4_prefix;
  std::copy(address.bytes().begin() + 12, address.bytes().end(), bytes.begin() + 12);
  return IpAddress(bytes);
}

bool is_within(std::string_view range, const IpAddress& address) {
  const std::optional<IpRange> parsed = IpRange::parse(range);
  return parsed && parsed->contains(address);
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  if (text.contains('\0')) {
    return std::nullopt;
  }
  const std::string terminated(text);
  Bytes bytes = v4_prefix;
  if (inet_pton(AF_INET, terminated.c_str(), bytes.data() + 12) == 1) {
    return IpAddress(bytes);
  }
  if (inet_pton(AF_INET6, terminated.c_str(), bytes.data()) == 1) {
    return IpAddress(bytes);
  }
  return std::nullopt;
}

bool IpAddress::is_v4() const {
  return std::equal(v4_prefix.begin(), v4_prefix.begin() + 12, bytes_.begin());
}

bool IpAddress::is_unspecified() const {
  return *this == IpAddress() || *this == IpAddress(v4_prefix);
}

std::string IpAddress::text() const {
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  if (is_v4()) {
    inet_ntop(AF_INET, bytes_.data() + 12, buffer.data(), buffer.size());
  } else {
    inet_ntop(AF_INET6, bytes_.data(), buffer.data(), buffer.size());
  }
  return buffer.data();
}

std::optional<IpRange> IpRange::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<IpAddress> first = IpAddress::parse(text.substr(0, slash));
  if (!first) {
    return std::nullopt;
  }
  IpRange range;
  range.first_ = *first;
  range.bits_ = all_bits;
  if (slash == std::string_view::npos) {
    return range;
  }
  const bool is_v4 = text.find(':') == std::string_view::npos;
  const std::string_view digits = text.substr(slash + 1);
  unsigned bits = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size() ||
      bits > (is_v4 ? 32u : all_bits)) {
    return std::nullopt;
  }
  range.bits_ = is_v4 ? bits + v4_prefix_bits : bits;
  return range;
}

bool IpRange::contains(const IpAddress& address) const {
  for (unsigned bit = 0; bit < bits_; bit += 8) {
    const unsigned counted = std::min(bits_ - bit, 8u);
    const unsigned mask = (0xff00u >> counted) & 0xffu;
    const unsigned difference =
        static_cast<unsigned>(address.bytes()[bit / 8] ^ first_.bytes()[bit / 8]);
    if ((difference & mask) != 0) {
      return false;
    }
  }
  return true;
}

bool is_public(const IpAddress& address) {
  if (is_within(nat64, address)) {
    return is_public(embedded_v4(address));
  }
  if (!address.is_v4() && !is_within(global_unicast, address)) {
    return false;
  }
  return std::ranges::none_of(not_public,
                              [&](std::string_view range) { return is_within(range, address); });
}

}  // namespace kith::net
