// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kith::net {

/// An address of the internet. IPv4 is held in its IPv4-mapped form (::ffff:a.b.c.d), so that the
/// two spellings of one address are one value.
class IpAddress {
 public:
  using Bytes = std::array<std::uint8_t, 16>;

  IpAddress() = default;
  explicit IpAddress(const Bytes& bytes) : bytes_(bytes) {}

  /// An address written in full: four decimal numbers, or RFC 4291 without brackets and zone.
  /// "127.1", "0x7f000001" and "fe80::1%lo" are none.
  static std::optional<IpAddress> parse(std::string_view text);

  const Bytes& bytes() const { return bytes_; }
  bool is_v4() const;
  /// 0.0.0.0 or ::, which stand for every address of the machine.
  bool is_unspecified() const;
  std::string text() const;

  auto operator<=>(const IpAddress&) const = default;

 private:
  Bytes bytes_{};
};

/// All addresses that share their first bits, as "10.0.0.0/8" or "fd00::/8".
class IpRange {
 public:
  /// A range, or a bare address, which is a range of one.
  static std::optional<IpRange> parse(std::string_view text);

  bool contains(const IpAddress& address) const;

 private:
  IpAddress first_;
  unsigned bits_ = 0;  ///< counted over the IPv4-mapped form
};

/// Whether the address is one that the public internet routes to a single host. Private,
/// loopback, link-local, shared, reserved, documentation and multicast ranges are not; nor is
/// IPv6 that carries such an IPv4 address (mapped, NAT64), nor 6to4 and Teredo at all.
bool is_public(const IpAddress& address);

}  // namespace kith::net
