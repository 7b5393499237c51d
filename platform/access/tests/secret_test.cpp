// SPDX-License-Identifier: Apache-2.0
#include "access/secret.h"

#include <gtest/gtest.h>

namespace kith::access {
namespace {

TEST(Secret, is_found_again_by_its_hash_alone) {
  SeededRandom random(1);
  const NewSecret secret = new_secret(random);
  EXPECT_EQ(secret.text.size(), 43U);
  EXPECT_EQ(secret_hash(secret.text), secret.hash);
  EXPECT_NE(new_secret(random).text, secret.text);
}

TEST(Secret, has_no_hash_where_the_text_is_empty_short_long_or_not_of_its_letters) {
  SeededRandom random(1);
  const std::string text = new_secret(random).text;
  EXPECT_FALSE(secret_hash(""));
  EXPECT_FALSE(secret_hash(text.substr(1)));
  EXPECT_FALSE(secret_hash(text + "A"));
  EXPECT_FALSE(secret_hash(text.substr(1) + "%"));
  EXPECT_FALSE(secret_hash(text.substr(1) + std::string(1, '\0')));
  EXPECT_FALSE(secret_hash(std::string(43, '\0')));
  EXPECT_FALSE(secret_hash("[\"" + text.substr(4) + "\"]"));
}

TEST(ApiToken, wears_its_prefix_and_a_checksum) {
  SeededRandom random(2);
  const NewSecret token = new_api_token(random);
  EXPECT_TRUE(token.text.starts_with("kith_pat_"));
  EXPECT_EQ(token.text.size(), 9U + 43U + 6U);
  EXPECT_EQ(api_token_hash(token.text), token.hash);
}

TEST(ApiToken, is_refused_without_a_look_at_the_store_when_one_letter_is_wrong) {
  SeededRandom random(3);
  const std::string text = new_api_token(random).text;
  for (std::size_t place = 0; place < text.size(); ++place) {
    std::string mistyped = text;
    mistyped[place] = mistyped[place] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(api_token_hash(mistyped)) << place;
  }
  EXPECT_FALSE(api_token_hash(""));
  EXPECT_FALSE(api_token_hash("kith_pat_"));
  EXPECT_FALSE(api_token_hash(text.substr(0, text.size() - 1)));
  EXPECT_FALSE(api_token_hash(text + "A"));
  EXPECT_FALSE(api_token_hash(std::string(58, '\0')));
}

// Worked out with another program's crc32, in base 62 with the lowest digit first.
TEST(ApiToken, has_the_checksum_that_a_scanner_can_work_out) {
  const std::string text = "kith_pat_" + std::string(43, 'A');
  EXPECT_TRUE(api_token_hash(text + "zsIvR3"));
}

}  // namespace
}  // namespace kith::access
