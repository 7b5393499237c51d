// SPDX-License-Identifier: Apache-2.0
#include "channels/api/signing_secrets.h"

#include <gtest/gtest.h>

#include "base/base64.h"

namespace kith::channels::api {
namespace {

constexpr Time at{1'614'265'330'000'000};

// The vector that Standard Webhooks publishes.
constexpr const char* reference_secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr Signed reference{
    .id = "msg_p5jXN8AQM9LWM0D4loKWxJek", .at = at, .body = R"({"test": 2432232314})"};
constexpr const char* reference_signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

TEST(Signature, is_the_one_that_standard_webhooks_publishes) {
  EXPECT_EQ(signature({.current = reference_secret}, reference), reference_signature);
}

TEST(Signature, counts_seconds_and_covers_id_time_and_body) {
  const SigningSecrets secrets{.current = reference_secret};
  Signed other = reference;
  other.at = at + std::chrono::milliseconds(999);
  EXPECT_EQ(signature(secrets, other), reference_signature);
  other.at = at + std::chrono::seconds(1);
  EXPECT_NE(signature(secrets, other), reference_signature);
  other = reference;
  other.id = "msg_p5jXN8AQM9LWM0D4loKWxJel";
  EXPECT_NE(signature(secrets, other), reference_signature);
  other = reference;
  other.body = R"({"test": 2432232315})";
  EXPECT_NE(signature(secrets, other), reference_signature);
}

TEST(Signature, is_made_by_both_secrets_until_the_former_one_counts_no_more) {
  SeededRandom random(1);
  const SigningSecrets secrets =
      rotated({.current = reference_secret}, at + std::chrono::hours(1), random);
  EXPECT_NE(secrets.current, reference_secret);
  const std::string both = signature(secrets, reference).value();
  const std::size_t blank = both.find(' ');
  ASSERT_NE(blank, std::string::npos);
  EXPECT_EQ(both.substr(blank + 1), reference_signature);
  EXPECT_EQ(both.substr(0, blank), signature({.current = secrets.current}, reference));
  Signed late = reference;
  late.at = at + std::chrono::hours(1);
  EXPECT_EQ(signature(secrets, late)->find(' '), std::string::npos);
}

TEST(Signature, forgets_a_former_secret_at_once_when_told_so) {
  SeededRandom random(1);
  const SigningSecrets secrets = rotated({.current = reference_secret}, at, random);
  EXPECT_EQ(signature(secrets, reference)->find(' '), std::string::npos);
}

TEST(Signature, is_refused_with_a_secret_in_another_form) {
  for (const char* wrong : {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_???"}) {
    EXPECT_EQ(signature({.current = wrong}, reference).error().code, ErrorCode::invalid) << wrong;
  }
}

TEST(SigningSecret, has_32_bytes_and_is_never_the_same) {
  SeededRandom random(1);
  const std::string secret = new_signing_secret(random);
  EXPECT_TRUE(secret.starts_with("whsec_"));
  EXPECT_EQ(from_base64(secret.substr(6)).value().size(), 32U);
  EXPECT_NE(new_signing_secret(random), secret);
}

TEST(Base64, is_read_as_it_is_written_and_not_otherwise) {
  for (const std::string& bytes :
       {std::string(), std::string("a"), std::string("ab\0c", 4), std::string("\xff\xfe\xfd")}) {
    EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
  }
  EXPECT_EQ(to_base64("kith"), "a2l0aA==");
  EXPECT_EQ(from_base64("a2l0aA"), std::nullopt);
  EXPECT_EQ(from_base64("a2l0aA== "), std::nullopt);
}

}  // namespace
}  // namespace kith::channels::api
