// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>

#include "access/display_name.h"
#include "access/email_address.h"
#include "access/origin.h"
#include "access/tests/hostile_names.h"

namespace kith::access {
namespace {

TEST(EmailAddress, is_the_same_in_any_case) {
  const EmailAddress anna = EmailAddress::parse("Anna.Berg@Example.ORG").value();
  EXPECT_EQ(anna.text, "Anna.Berg@Example.ORG");
  EXPECT_EQ(anna.key, "anna.berg@example.org");
  EXPECT_EQ(email_key_of("ANNA.berg@example.org"), anna.key);
}

TEST(EmailAddress, refuses_whatever_is_not_plain) {
  for (const char* text :
       {"", "anna", "@example.org", "anna@", "anna@example", "an na@example.org",
        "anna@example.org ", " anna@example.org", "anna@example.org\n", "a@b@example.org",
        "anna@exämple.org", "ann\xd0\xb0@example.org", "\"anna\"@example.org", "anna@[127.0.0.1]",
        "anna@example.org\r\nBcc: x@example.org", "a..b@example.org", ".a@example.org"}) {
    EXPECT_FALSE(EmailAddress::parse(text)) << text;
  }
  EXPECT_FALSE(EmailAddress::parse(std::string_view("anna\0@example.org", 17)));
  EXPECT_FALSE(EmailAddress::parse(std::string(300, 'a') + "@example.org"));
}

TEST(EmailAddress, of_two_that_look_alike_is_one_account_or_none) {
  const std::vector<std::string> names = hostile_names();
  if (names.empty()) {
    GTEST_SKIP() << "KITH_TEST_DATA is not set";
  }
  std::set<std::string> accounts;
  for (const std::string& name : names) {
    if (const auto address = EmailAddress::parse(name + "@example.org")) {
      accounts.insert(address->key);
    }
  }
  EXPECT_EQ(accounts, (std::set<std::string>{"admin@example.org", "%s%s%n@example.org"}))
      << "ADMIN in plain letters is admin's own account, and nothing else looks like it";
}

TEST(DisplayName, is_kept_composed_and_without_spaces_around_it) {
  EXPECT_EQ(display_name("  Zoe\xcc\x88 \xe3\x80\x80 Berg\xc2\xa0 ", "/name"), "Zo\xc3\xab Berg");
  EXPECT_EQ(display_name("山田 太郎", "/name"), "山田 太郎");
}

TEST(DisplayName, refuses_what_hides_or_turns_text) {
  for (const char* text : {"", "   ", "\xc2\xa0", "a\nb", "a\tb", "\x1b]0;title\x07",
                           "\xef\xbb\xbf"
                           "admin",
                           "a\xe2\x80\xae"
                           "b",
                           "a\xe2\x80\x8b"
                           "b",
                           "\xff\xfe",
                           "a\xed\xa0\x80"
                           "b",
                           "\xee\x80\x80"}) {
    const auto name = display_name(text, "/name");
    ASSERT_FALSE(name) << text;
    EXPECT_EQ(name.error().field, "/name");
    EXPECT_EQ(name.error().code, ErrorCode::invalid);
  }
  EXPECT_FALSE(display_name(std::string(101, 'a'), "/name"));
  EXPECT_TRUE(display_name(std::string(100, 'a'), "/name"));
}

TEST(DisplayName, keeps_the_joiners_that_scripts_need) {
  EXPECT_TRUE(display_name("\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8d\xe0\xa4\xb7", "/name"));
}

TEST(Origin, puts_an_ipv6_network_and_a_mapped_address_under_one_name) {
  const std::string network = Origin::of("2001:db8:1:2:3:4:5:6", "").network;
  EXPECT_EQ(Origin::of("2001:db8:1:2::1", "").network, network);
  EXPECT_NE(Origin::of("2001:db8:1:3::1", "").network, network);
  EXPECT_EQ(Origin::of("::ffff:192.0.2.7", "").network, Origin::of("192.0.2.7", "").network);
  EXPECT_NE(Origin::of("192.0.2.8", "").network, Origin::of("192.0.2.7", "").network);
}

TEST(Origin, knows_no_network_for_what_is_no_address) {
  for (const char* text : {"", "localhost", "192.0.2", "0x7f000001", "1.2.3.4:80"}) {
    EXPECT_EQ(Origin::of(text, "").network, "unknown") << text;
  }
  EXPECT_EQ(Origin::of(std::string(100'000, ':'), "").network, "unknown");
}

TEST(Origin, keeps_the_class_of_a_browser_alone) {
  EXPECT_EQ(Origin::of("",
                       "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 "
                       "Firefox/131.0")
                .agent,
            "Firefox on Linux");
  EXPECT_EQ(Origin::of("",
                       "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) "
                       "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 "
                       "Safari/604.1")
                .agent,
            "Safari on iOS");
  EXPECT_EQ(Origin::of("", "<script>alert(1)</script>\r\nSet-Cookie: x").agent, "Other on other");
}

}  // namespace
}  // namespace kith::access
