// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <thread>

#include "access/password_hasher.h"
#include "access/password_rules.h"
#include "access/too_many.h"

namespace kith::access {
namespace {

TEST(PasswordRules, take_any_characters_from_8_to_256) {
  for (const std::string& fine :
       {std::string("hat7 kox"), std::string("пароль-на-неделю"),
        std::string("four unrelated words here"),
        std::string("\xf0\x9f\xa6\x8a\xf0\x9f\xa6\x8b\xf0\x9f\xa6\x8c\xf0\x9f\xa6\x8d"
                    "\xf0\x9f\xa6\x8e\xf0\x9f\xa6\x8f\xf0\x9f\xa6\x90\xf0\x9f\xa6\x91"),
        "x1" + std::string(127, ' ') + "y" + std::string(126, '-'),
        std::string("tab\tand\nline", 12), std::string("a\0b\0c\0d\0e", 9)}) {
    EXPECT_TRUE(check_new_password(fine, "anna@example.org")) << fine;
  }
}

TEST(PasswordRules, count_characters_and_not_bytes) {
  EXPECT_FALSE(check_new_password("öäüß€ñé", "anna@example.org"));
  EXPECT_FALSE(check_new_password("seven77", "anna@example.org"));
  EXPECT_FALSE(check_new_password("", "anna@example.org"));
  EXPECT_FALSE(check_new_password("ab" + std::string(255, 'c') + "d", "anna@example.org"));
  EXPECT_FALSE(check_new_password("\xff\xfe\xff\xfe\xff\xfe\xff\xfe", "anna@example.org"));
}

TEST(PasswordRules, refuse_the_address_that_the_password_is_for) {
  EXPECT_FALSE(check_new_password("Anna.Berg@Example.org", "anna.berg@example.org"));
  EXPECT_FALSE(check_new_password("anna.berg", "anna.berg@example.org"));
}

TEST(PasswordRules, refuse_what_guessers_try_first) {
  for (const char* common :
       {"password", "Password1",  "P@ssw0rd!",  "passw0rd123", "12345678",   "1234567890",
        "87654321", "qwertyuiop", "QWERTZUI",   "asdfghjkl",   "1q2w3e4r5t", "1qaz2wsx",
        "aaaaaaaa", "abcabcabc",  "iloveyou2",  "Sommer2024!", "letmein123", "admin1234",
        "welcome1", "football99", "!!kith2024", "abcdefgh",    "zyxwvuts",   "changeme!",
        "11112222", "dragon12"}) {
    EXPECT_TRUE(is_common_password(common) || !check_new_password(common, "")) << common;
  }
  EXPECT_FALSE(is_common_password("11223344556"));
  EXPECT_FALSE(is_common_password("summer-bicycle"));
  EXPECT_FALSE(is_common_password("correct horse battery staple"));
}

TEST(TooMany, says_in_words_and_seconds_how_long_to_wait) {
  const Error error = too_many("Too many attempts.", std::chrono::milliseconds(2100));
  EXPECT_EQ(error.code, ErrorCode::too_many);
  EXPECT_EQ(error.message, "Too many attempts. Try again in 3 seconds.");
  EXPECT_EQ(retry_after(error), std::chrono::seconds(3));
  EXPECT_EQ(too_many("No.", Duration(1)).message, "No. Try again in a second.");
  EXPECT_EQ(too_many("No.", std::chrono::minutes(15)).message, "No. Try again in 15 minutes.");
  EXPECT_FALSE(retry_after(Error{ErrorCode::too_many, "Too many."}));
  EXPECT_FALSE(retry_after(Error{ErrorCode::rule, "No.", "retry after seconds: 3"}));
}

class PasswordHasherTest : public testing::Test {
 protected:
  static PasswordHasher::Settings weak(std::size_t threads = 0) {
    return {.strength = {.memory_bytes = 8192, .passes = 1}, .threads = threads, .most_waiting = 4};
  }

  std::string hash(PasswordHasher& hasher, std::string password) {
    std::string text;
    hasher.hash(std::move(password), [&](Result<std::string> made) { text = made.value(); });
    EXPECT_TRUE(hasher.work_waiting());
    return text;
  }

  PasswordHasher::Verdict verify(PasswordHasher& hasher, std::string hash, std::string password) {
    std::optional<PasswordHasher::Verdict> verdict;
    hasher.verify(std::move(hash), std::move(password),
                  [&](Result<PasswordHasher::Verdict> told) { verdict = told.value(); });
    EXPECT_TRUE(hasher.work_waiting());
    return verdict.value();
  }

  std::unique_ptr<PasswordHasher> hasher = PasswordHasher::create(weak()).value();
};

TEST_F(PasswordHasherTest, knows_a_password_again) {
  const std::string hash = this->hash(*hasher, "correct horse");
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_EQ(verify(*hasher, hash, "correct horse"), PasswordHasher::Verdict::right);
  EXPECT_EQ(verify(*hasher, hash, "correct horse "), PasswordHasher::Verdict::wrong);
  EXPECT_EQ(verify(*hasher, hash, ""), PasswordHasher::Verdict::wrong);
  EXPECT_NE(this->hash(*hasher, "correct horse"), hash) << "each has a salt of its own";
}

TEST_F(PasswordHasherTest, hears_no_difference_between_two_ways_to_type_a_letter) {
  const std::string composed = hash(*hasher,
                                    "Stra\xc3\x9f"
                                    "e Zo\xc3\xab");
  EXPECT_EQ(verify(*hasher, composed,
                   "Stra\xc3\x9f"
                   "e Zoe\xcc\x88"),
            PasswordHasher::Verdict::right);
}

TEST_F(PasswordHasherTest, does_not_stop_reading_at_a_zero_byte) {
  const std::string hash = this->hash(*hasher, std::string("secret\0one", 10));
  EXPECT_EQ(verify(*hasher, hash, std::string("secret\0two", 10)), PasswordHasher::Verdict::wrong);
  EXPECT_EQ(verify(*hasher, hash, "secret"), PasswordHasher::Verdict::wrong);
}

TEST_F(PasswordHasherTest, works_as_hard_for_nobody_and_is_always_wrong) {
  const std::uint64_t before = hasher->operations();
  EXPECT_EQ(verify(*hasher, "", "anything"), PasswordHasher::Verdict::wrong);
  EXPECT_EQ(verify(*hasher, "", "nobody's password"), PasswordHasher::Verdict::wrong);
  EXPECT_EQ(verify(*hasher, "", ""), PasswordHasher::Verdict::wrong);
  EXPECT_EQ(hasher->operations(), before + 3);
}

TEST_F(PasswordHasherTest, calls_a_hash_of_another_strength_outdated) {
  const std::string old = hash(*hasher, "correct horse");
  PasswordHasher::Settings stronger = weak();
  stronger.strength.memory_bytes = 16384;
  auto grown = PasswordHasher::create(stronger).value();
  EXPECT_EQ(verify(*grown, old, "correct horse"), PasswordHasher::Verdict::outdated);
  EXPECT_EQ(verify(*grown, old, "wrong horse"), PasswordHasher::Verdict::wrong);
  EXPECT_EQ(verify(*grown, hash(*grown, "correct horse"), "correct horse"),
            PasswordHasher::Verdict::right);
}

TEST_F(PasswordHasherTest, takes_a_damaged_hash_for_a_wrong_password) {
  EXPECT_EQ(verify(*hasher, "$argon2id$v=19$", "x"), PasswordHasher::Verdict::wrong);
  EXPECT_EQ(verify(*hasher, "plain", "plain"), PasswordHasher::Verdict::wrong);
}

TEST_F(PasswordHasherTest, refuses_at_once_what_its_queue_does_not_hold) {
  int answered = 0;
  std::vector<Error> refused;
  for (int attempt = 0; attempt < 6; ++attempt) {
    hasher->verify("", "x", [&](Result<PasswordHasher::Verdict> verdict) {
      ++answered;
      if (!verdict) {
        refused.push_back(verdict.error());
      }
    });
  }
  EXPECT_EQ(hasher->waiting(), 4U);
  ASSERT_EQ(refused.size(), 2U);
  EXPECT_EQ(refused[0].code, ErrorCode::too_many);
  EXPECT_TRUE(retry_after(refused[0]));
  while (hasher->work_waiting()) {
  }
  EXPECT_EQ(answered, 6);
}

TEST_F(PasswordHasherTest, answers_everyone_when_it_stops) {
  int stopped = 0;
  for (int attempt = 0; attempt < 3; ++attempt) {
    hasher->hash("x", [&](const Result<std::string>& hash) {
      stopped += !hash && hash.error().code == ErrorCode::unavailable ? 1 : 0;
    });
  }
  hasher->stop();
  hasher->hash("x", [&](const Result<std::string>& hash) { stopped += hash ? 0 : 1; });
  EXPECT_EQ(stopped, 4);
}

TEST_F(PasswordHasherTest, serves_many_threads_with_two) {
  auto busy =
      PasswordHasher::create(
          {.strength = {.memory_bytes = 8192, .passes = 1}, .threads = 2, .most_waiting = 1000})
          .value();
  busy->start();
  std::atomic<int> right = 0;
  const std::string hash = this->hash(*hasher, "correct horse");
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&] {
      for (int round = 0; round < 25; ++round) {
        busy->verify(hash, "correct horse", [&](Result<PasswordHasher::Verdict> verdict) {
          right += verdict == PasswordHasher::Verdict::right ? 1 : 0;
        });
      }
    });
  }
  for (std::thread& caller : callers) {
    caller.join();
  }
  while (right < 100) {
    std::this_thread::yield();
  }
  busy->stop();
  EXPECT_EQ(busy->operations(), 100U);
}

}  // namespace
}  // namespace kith::access
