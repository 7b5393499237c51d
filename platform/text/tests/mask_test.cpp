// SPDX-License-Identifier: Apache-2.0
#include "text/mask.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace kith::text {
namespace {

TEST(MaskCards, leaves_the_last_four_digits) {
  EXPECT_EQ(mask_cards("4111111111111111"), "************1111");
  EXPECT_EQ(mask_cards("my card is 4111 1111 1111 1111, ok?"),
            "my card is **** **** **** 1111, ok?");
  EXPECT_EQ(mask_cards("5500-0000-0000-0004"), "****-****-****-0004");
  EXPECT_EQ(mask_cards("3782 822463 10005"), "**** ****** *0005") << "American Express";
  EXPECT_EQ(mask_cards("30569309025904"), "**********5904") << "Diners";
  EXPECT_EQ(mask_cards("4222222222222"), "*********2222") << "13 digits";
  EXPECT_EQ(mask_cards("6304000000000000000 "), "***************0000 ") << "19 digits";
  EXPECT_EQ(mask_cards("4111\u00A01111\u00A01111\u00A01111"), "****\u00A0****\u00A0****\u00A01111");
}

TEST(MaskCards, finds_a_card_among_other_numbers) {
  EXPECT_EQ(mask_cards("2024-11-22 4111 1111 1111 1111"), "2024-11-22 **** **** **** 1111");
  EXPECT_EQ(mask_cards("4111 1111 1111 1111 12/28 123"), "**** **** **** 1111 12/28 123");
  EXPECT_EQ(mask_cards("4111111111111111,5500000000000004"), "************1111,************0004");
  EXPECT_EQ(mask_cards("ref4111111111111111x"), "ref************1111x");
}

TEST(MaskCards, leaves_other_numbers_alone) {
  for (const char* text : {
           "4111111111111112",           // fails Luhn
           "order 4929 1234 5678 9012",  // fails Luhn
           "1111111111111117",           // no issuer begins so
           "411111111111",               // too short
           "41111111111111111111",       // too long for any part of it to be a card
           "+49 170 1234567",
           "2024-11-22 10:15:00",
           "DE89 3704 0044 0532 0130 00",
           "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
           "4111  1111  1111  1111",
           "4111 1111-1111 1111",
           "",
       }) {
    EXPECT_EQ(mask_cards(text), text);
  }
}

TEST(MaskCards, never_touches_a_number_that_fails_luhn) {
  std::mt19937_64 chance{20260102};
  for (int i = 0; i < 2000; ++i) {
    std::string number = std::to_string(2 + chance() % 5);
    while (number.size() < 16) {
      number += static_cast<char>('0' + chance() % 10);
    }
    int passing = 0;
    for (char last = '0'; last <= '9'; ++last) {
      number.back() = last;
      passing += mask_cards(number) != number ? 1 : 0;
    }
    ASSERT_EQ(passing, 1) << "exactly one check digit makes it a card number: " << number;
  }
}

TEST(MaskCards, stays_linear) {
  EXPECT_EQ(mask_cards(std::string(1'000'000, '4')).size(), 1'000'000U);
  std::string groups;
  for (int i = 0; i < 100'000; ++i) {
    groups += "4444 ";
  }
  EXPECT_EQ(mask_cards(groups).size(), groups.size());
}

}  // namespace
}  // namespace kith::text
