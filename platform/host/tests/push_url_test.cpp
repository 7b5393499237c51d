// SPDX-License-Identifier: Apache-2.0
#include "host/push_url.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include <nlohmann/json.hpp>

namespace kith::host {
namespace {

const std::vector<std::string> nothing;
const std::vector<std::string> loopback{"127.0.0.0/8", "::1"};

TEST(PushUrl, is_https_to_a_name_or_a_public_address) {
  for (const char* url :
       {"https://receiver.example/kith", "https://receiver.example:8443/?a=b",
        "https://93.184.216.34/hook", "https://[2606:2800:220:1:248:1893:25c8:1946]/"}) {
    EXPECT_TRUE(check_push_url(url, nothing)) << url;
  }
}

TEST(PushUrl, is_refused_at_its_place_where_it_leads_inside_or_goes_in_the_clear) {
  for (const char* url : {"http://receiver.example/", "http://93.184.216.34/", "https://127.0.0.1/",
                          "https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.1.1/",
                          "https://169.254.169.254/", "https://100.64.0.1/", "https://0.0.0.0/",
                          "https://[::1]/", "https://[fe80::1]/", "https://[fd00::1]/",
                          "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/"}) {
    const Result<void> checked = check_push_url(url, nothing);
    ASSERT_FALSE(checked) << url;
    EXPECT_EQ(checked.error().code, ErrorCode::rule) << url;
    EXPECT_EQ(checked.error().field, "/url");
  }
  for (const char* url :
       {"", "receiver.example", "ftp://receiver.example/", "https://u:p@a.example/",
        "https://127.1/", "https://0x7f000001/", "https://a.example:0/"}) {
    EXPECT_EQ(check_push_url(url, nothing).error().code, ErrorCode::invalid) << url;
  }
}

TEST(PushUrl, may_be_in_the_clear_to_what_is_allowed_alone) {
  EXPECT_TRUE(check_push_url("http://127.0.0.1:8080/hook", loopback));
  EXPECT_TRUE(check_push_url("http://[::1]:8080/hook", loopback));
  EXPECT_TRUE(check_push_url("https://127.0.0.9/hook", loopback));
  EXPECT_FALSE(check_push_url("http://10.0.0.1/hook", loopback));
  EXPECT_FALSE(check_push_url("http://localhost/hook", loopback));
}

// A name is looked up at each call, and then only localhost leads inside here.
TEST(PushUrl, takes_no_hostile_url_that_leads_inside) {
  const char* const data = std::getenv("KITH_TEST_DATA");
  if (data == nullptr) {
    GTEST_SKIP() << "KITH_TEST_DATA is not set";
  }
  std::ifstream file(std::string(data) + "/hostile/url/ssrf.json");
  int refused = 0;
  for (const auto& entry : nlohmann::json::parse(file)) {
    std::string url = entry["v"];
    if (entry["cls"].get<std::string>().starts_with("behaviour")) {
      continue;
    }
    if (url.starts_with("http://")) {
      url.insert(4, "s");
    }
    EXPECT_FALSE(check_push_url(url, nothing) && url.find("ocalhost") == std::string::npos &&
                 url.find("LOCALHOST") == std::string::npos)
        << url;
    ++refused;
  }
  EXPECT_GE(refused, 45);
}

}  // namespace
}  // namespace kith::host
