// SPDX-License-Identifier: Apache-2.0
#include "net/ip_address.h"

#include <gtest/gtest.h>

namespace kith::net {
namespace {

bool is_public_text(std::string_view text) {
  const std::optional<IpAddress> address = IpAddress::parse(text);
  EXPECT_TRUE(address.has_value()) << text;
  return address && is_public(*address);
}

TEST(IpAddress, reads_addresses_in_their_full_form_only) {
  EXPECT_EQ(IpAddress::parse("8.8.4.4")->text(), "8.8.4.4");
  EXPECT_EQ(IpAddress::parse("2001:DB8:0::1")->text(), "2001:db8::1");
  for (const std::string_view text :
       {"", "127.1", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "1.2.3.4.", " 1.2.3.4", "1.2.3.256",
        "[::1]", "fe80::1%lo", "::1::", "localhost"}) {
    EXPECT_FALSE(IpAddress::parse(text)) << text;
  }
  EXPECT_FALSE(IpAddress::parse(std::string_view("1.2.3.4\0", 8)));
}

TEST(IpAddress, is_the_same_in_both_spellings_of_ipv4) {
  EXPECT_EQ(IpAddress::parse("::ffff:10.0.0.1"), IpAddress::parse("10.0.0.1"));
  EXPECT_TRUE(IpAddress::parse("::ffff:a00:1")->is_v4());
}

TEST(IpAddress, is_public_where_the_internet_routes_it) {
  for (const std::string_view text :
       {"8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "192.167.255.255", "223.255.255.255",
        "2606:4700::1111", "2a00:1450:4001::1", "64:ff9b::808:808"}) {
    EXPECT_TRUE(is_public_text(text)) << text;
  }
}

TEST(IpAddress, is_not_public_where_it_could_reach_the_inside) {
  for (const std::string_view text : {"0.0.0.0",
                                      "0.1.2.3",
                                      "10.255.255.255",
                                      "127.0.0.1",
                                      "127.255.255.254",
                                      "169.254.169.254",
                                      "172.16.0.1",
                                      "172.31.255.255",
                                      "192.0.0.8",
                                      "192.0.2.1",
                                      "192.88.99.1",
                                      "192.168.1.1",
                                      "198.18.0.1",
                                      "198.19.255.255",
                                      "198.51.100.1",
                                      "203.0.113.1",
                                      "224.0.0.1",
                                      "239.1.1.1",
                                      "240.0.0.1",
                                      "255.255.255.255",
                                      "100.64.0.1",
                                      "100.100.100.200",
                                      "::",
                                      "::1",
                                      "::127.0.0.1",
                                      "::ffff:127.0.0.1",
                                      "::ffff:a9fe:a9fe",
                                      "fe80::1",
                                      "fec0::1",
                                      "fc00::1",
                                      "fd12:3456::1",
                                      "ff02::1",
                                      "2001:db8::1",
                                      "2001::1",
                                      "2002:7f00:1::",
                                      "2002:808:808::1",
                                      "64:ff9b::7f00:1",
                                      "64:ff9b::a00:1",
                                      "64:ff9b:1::1",
                                      "100::1",
                                      "3fff::1",
                                      "5f00::1"}) {
    EXPECT_FALSE(is_public_text(text)) << text;
  }
}

TEST(IpRange, holds_the_addresses_that_share_its_bits) {
  const IpRange range = IpRange::parse("10.32.0.0/11").value();
  EXPECT_TRUE(range.contains(*IpAddress::parse("10.32.0.0")));
  EXPECT_TRUE(range.contains(*IpAddress::parse("10.63.255.255")));
  EXPECT_FALSE(range.contains(*IpAddress::parse("10.64.0.0")));
  EXPECT_FALSE(range.contains(*IpAddress::parse("10.31.255.255")));
  EXPECT_TRUE(IpRange::parse("::/0")->contains(*IpAddress::parse("8.8.8.8")));
  EXPECT_TRUE(IpRange::parse("fd00::1")->contains(*IpAddress::parse("fd00::1")));
  EXPECT_FALSE(IpRange::parse("fd00::1")->contains(*IpAddress::parse("fd00::2")));
}

TEST(IpRange, refuses_what_is_none) {
  for (const std::string_view text : {"", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x",
                                      "10.0.0/8", "::/129", "example.com"}) {
    EXPECT_FALSE(IpRange::parse(text)) << text;
  }
}

}  // namespace
}  // namespace kith::net
