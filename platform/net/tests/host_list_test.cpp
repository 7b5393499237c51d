// SPDX-License-Identifier: Apache-2.0
#include "net/host_list.h"

#include <gtest/gtest.h>

namespace kith::net {
namespace {

TEST(HostList, answers_to_its_names_whatever_their_case_and_port) {
  const HostList hosts({"Kith.example.com", "other.example:8080"}, IpAddress::parse("127.0.0.1"));
  for (const std::string_view host :
       {"kith.example.com", "KITH.EXAMPLE.COM:443", "other.example", "other.example:9", "localhost",
        "localhost:8080", "127.0.0.1", "127.0.0.1:80"}) {
    EXPECT_EQ(hosts.judge(host, std::nullopt), HostVerdict::ours) << host;
  }
}

TEST(HostList, does_not_answer_to_other_names) {
  const HostList hosts({"example.com"}, IpAddress::parse("127.0.0.1"));
  for (const std::string_view host : {"attacker-example.com", "example.com.evil.invalid",
                                      "sub.example.com", "127.0.0.2", "[::1]", "example.co"}) {
    EXPECT_EQ(hosts.judge(host, std::nullopt), HostVerdict::other) << host;
  }
}

TEST(HostList, calls_malformed_what_is_no_host) {
  const HostList hosts({"t"}, std::nullopt);
  for (const std::string_view host :
       {"", "a@t", "t:", "t:x", "t:65536", "t:80:80", "t/x", "t x", "t,t", "[::1", "[t]", "[::1]x",
        "[::1]:", "[127.0.0.1]", "t\\", "t%41", "t?x"}) {
    EXPECT_EQ(hosts.judge(host, std::nullopt), HostVerdict::malformed) << host;
  }
}

TEST(HostList, answers_to_the_address_that_was_called_when_it_listens_on_all) {
  const HostList everywhere({}, IpAddress::parse("0.0.0.0"));
  const std::optional<IpAddress> reached = IpAddress::parse("192.0.2.7");
  EXPECT_EQ(everywhere.judge("192.0.2.7:80", reached), HostVerdict::ours);
  EXPECT_EQ(everywhere.judge("192.0.2.8", reached), HostVerdict::other);
  EXPECT_EQ(everywhere.judge("rebound.example", reached), HostVerdict::other);
  EXPECT_EQ(everywhere.judge("0.0.0.0", std::nullopt), HostVerdict::other);

  const HostList v6({}, IpAddress::parse("::"));
  EXPECT_EQ(v6.judge("[2001:db8::7]:80", IpAddress::parse("2001:db8::7")), HostVerdict::ours);
}

}  // namespace
}  // namespace kith::net
