// SPDX-License-Identifier: Apache-2.0
#include "net/trusted_proxies.h"

#include <gtest/gtest.h>

namespace kith::net {
namespace {

http::Request forwarded(std::string_view from, std::vector<http::Header> headers) {
  const TrustedProxies proxies = TrustedProxies::create({"10.0.0.0/8", "fd00::1"}).value();
  http::Request request;
  request.peer = from;
  request.headers = std::move(headers);
  proxies.apply(*IpAddress::parse(from), request);
  return request;
}

TEST(TrustedProxies, are_believed) {
  const http::Request request =
      forwarded("10.1.2.3", {{"x-forwarded-for", "203.0.113.9"}, {"x-forwarded-proto", "https"}});
  EXPECT_EQ(request.peer, "203.0.113.9");
  EXPECT_TRUE(request.secure);
}

TEST(TrustedProxies, nobody_else_is_believed) {
  const http::Request request =
      forwarded("192.0.2.1", {{"x-forwarded-for", "203.0.113.9"}, {"x-forwarded-proto", "https"}});
  EXPECT_EQ(request.peer, "192.0.2.1");
  EXPECT_FALSE(request.secure);
}

TEST(TrustedProxies, tell_of_the_last_address_that_is_not_theirs) {
  EXPECT_EQ(forwarded("10.1.2.3", {{"x-forwarded-for", "1.1.1.1, 203.0.113.9, 10.9.9.9"}}).peer,
            "203.0.113.9");
  EXPECT_EQ(forwarded("10.1.2.3", {{"x-forwarded-for", "1.1.1.1"},
                                   {"x-forwarded-for", "203.0.113.9 , fd00::1"}})
                .peer,
            "203.0.113.9");
  EXPECT_EQ(forwarded("10.1.2.3", {{"x-forwarded-for", "10.5.5.5"}}).peer, "10.5.5.5");
}

TEST(TrustedProxies, are_not_followed_past_what_is_no_address) {
  EXPECT_EQ(forwarded("10.1.2.3", {{"x-forwarded-for", "203.0.113.9, unknown, 10.5.5.5"}}).peer,
            "10.5.5.5");
  EXPECT_EQ(forwarded("10.1.2.3", {{"x-forwarded-for", "127.1"}}).peer, "10.1.2.3");
  EXPECT_EQ(forwarded("10.1.2.3", {}).peer, "10.1.2.3");
}

TEST(TrustedProxies, may_give_a_port_with_the_address) {
  EXPECT_EQ(forwarded("10.1.2.3", {{"x-forwarded-for", "203.0.113.9:4711"}}).peer, "203.0.113.9");
  EXPECT_EQ(forwarded("10.1.2.3", {{"x-forwarded-for", "[2001:db8::9]:4711"}}).peer, "2001:db8::9");
}

TEST(TrustedProxies, forwarding_headers_never_reach_a_handler) {
  for (const std::string_view from : {"10.1.2.3", "192.0.2.1"}) {
    const http::Request request = forwarded(from, {{"x-forwarded-for", "203.0.113.9"},
                                                   {"x-forwarded-host", "evil.example"},
                                                   {"forwarded", "for=203.0.113.9"},
                                                   {"x-real-ip", "203.0.113.9"},
                                                   {"accept", "*/*"}});
    EXPECT_EQ(request.headers, (std::vector<http::Header>{{"accept", "*/*"}}));
  }
}

TEST(TrustedProxies, must_be_given_as_addresses_or_ranges) {
  const Result<TrustedProxies> proxies = TrustedProxies::create({"10.0.0.1", "proxy.example"});
  ASSERT_FALSE(proxies);
  EXPECT_EQ(proxies.error().code, ErrorCode::invalid);
}

}  // namespace
}  // namespace kith::net
