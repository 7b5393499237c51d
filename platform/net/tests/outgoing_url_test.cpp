// SPDX-License-Identifier: Apache-2.0
#include "net/outgoing_url.h"

#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace kith::net {
namespace {

TEST(OutgoingUrl, is_taken_apart) {
  const OutgoingUrl url = parse_outgoing_url("HTTPS://Hooks.Example.COM:8443/a/b?c=d#e").value();
  EXPECT_EQ(url.scheme, Scheme::https);
  EXPECT_EQ(url.host, "hooks.example.com");
  EXPECT_EQ(url.port, 8443);
  EXPECT_EQ(url.target, "/a/b?c=d");
  EXPECT_EQ(url.authority, "hooks.example.com:8443");
  EXPECT_FALSE(url.address);
}

TEST(OutgoingUrl, has_the_port_of_its_scheme_and_at_least_a_slash) {
  const OutgoingUrl plain = parse_outgoing_url("http://example.com?x").value();
  EXPECT_EQ(plain.port, 80);
  EXPECT_EQ(plain.target, "/?x");
  EXPECT_EQ(plain.authority, "example.com");
  EXPECT_EQ(parse_outgoing_url("https://example.com").value().port, 443);
}

TEST(OutgoingUrl, may_name_an_address_written_in_full) {
  const OutgoingUrl v6 = parse_outgoing_url("https://[2606:4700::1]:444/").value();
  EXPECT_EQ(v6.address, IpAddress::parse("2606:4700::1"));
  EXPECT_EQ(v6.authority, "[2606:4700::1]:444");
  EXPECT_EQ(parse_outgoing_url("http://8.8.8.8/").value().address, IpAddress::parse("8.8.8.8"));
}

TEST(OutgoingUrl, refuses_what_could_be_understood_in_two_ways) {
  for (const std::string_view text : {"example.com",
                                      "//example.com/",
                                      "http:example.com",
                                      "http:///x",
                                      "ftp://example.com/",
                                      "http://user@example.com/",
                                      "http://:pw@example.com/",
                                      "http://127.1/",
                                      "http://0x7f.1/",
                                      "http://2130706433/",
                                      "http://1.2.3.4.5/",
                                      "http://8.8.8.8.example.com/",
                                      "http://0x7f000001/",
                                      "http://example%2ecom/",
                                      "http://[fe80::1%25lo]/",
                                      "http://[v1.x]/",
                                      "http://example.com:0/",
                                      "http://example.com:65536/",
                                      "http://a b/",
                                      "http://example.com/\r\nX: y",
                                      ""}) {
    const Result<OutgoingUrl> url = parse_outgoing_url(text);
    ASSERT_FALSE(url) << text;
    EXPECT_EQ(url.error().code, ErrorCode::invalid);
  }
}

// Whatever is left of the hostile URLs must stop at the check of addresses. A name is resolved
// here as a hosts file would: only localhost is known.
TEST(OutgoingUrl, no_hostile_url_leads_inside) {
  const char* const data = std::getenv("KITH_TEST_DATA");
  if (data == nullptr) {
    GTEST_SKIP() << "KITH_TEST_DATA is not set";
  }
  std::ifstream file(std::string(data) + "/hostile/url/ssrf.json");
  const nlohmann::json entries = nlohmann::json::parse(file);
  int judged = 0;
  for (const auto& entry : entries) {
    if (entry["cls"].get<std::string>().starts_with("behaviour")) {
      continue;
    }
    ++judged;
    const std::string text = entry["v"];
    const Result<OutgoingUrl> url = parse_outgoing_url(text);
    if (!url) {
      continue;
    }
    const std::optional<IpAddress> address =
        url->host == "localhost" ? IpAddress::parse("127.0.0.1") : url->address;
    ASSERT_TRUE(address) << text << " names the host " << url->host;
    EXPECT_FALSE(is_public(*address)) << text;
  }
  EXPECT_GE(judged, 45);
}

}  // namespace
}  // namespace kith::net
