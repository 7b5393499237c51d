// SPDX-License-Identifier: Apache-2.0
#include "thread.h"

#include <gtest/gtest.h>

namespace kith::sales {
namespace {

Question question(std::int64_t message, std::int64_t person = 1) {
  return {.message = {message}, .person = {person}, .since = Time{message}};
}

TEST(Thread, answers_what_the_writer_could_have_seen) {
  Thread thread;
  for (const std::int64_t message : {3, 1, 2}) {
    thread.ask(question(message));
  }
  EXPECT_EQ(thread.answer_before({3}).size(), 2U);
  ASSERT_EQ(thread.questions.size(), 1U);
  EXPECT_EQ(thread.questions[0].message, MessageId{3});
  EXPECT_EQ(thread.last_reply, MessageId{3});
}

TEST(Thread, keeps_a_question_once_and_the_newest_of_a_flood) {
  Thread thread;
  thread.ask(question(1));
  thread.ask(question(1));
  EXPECT_EQ(thread.questions.size(), 1U);
  for (std::int64_t message = 2; message <= 100; ++message) {
    thread.ask(question(message));
  }
  EXPECT_EQ(thread.questions.size(), most_questions);
  EXPECT_EQ(thread.questions.back().message, MessageId{100});
}

TEST(Thread, lets_go_what_one_person_asked_or_all_did) {
  Thread thread;
  thread.ask(question(1, 7));
  thread.ask(question(2, 8));
  thread.let_go(PersonId{7});
  ASSERT_NE(thread.oldest_waiting(), nullptr);
  EXPECT_EQ(thread.oldest_waiting()->message, MessageId{2});
  thread.let_go();
  EXPECT_EQ(thread.oldest_waiting(), nullptr);
  EXPECT_EQ(thread.questions.size(), 2U) << "a late answer is still one";
}

TEST(Thread, does_not_wait_with_what_was_missed_or_taken_back) {
  Thread thread;
  thread.ask(question(1));
  thread.ask(question(2));
  thread.miss({1});
  EXPECT_EQ(thread.oldest_waiting()->message, MessageId{2});
  thread.forget({2});
  EXPECT_EQ(thread.oldest_waiting(), nullptr);
  EXPECT_NE(thread.find({1}), nullptr);
  EXPECT_EQ(thread.find({2}), nullptr);
}

TEST(Thread, links_a_part_once_and_lets_it_go_again) {
  Thread thread;
  thread.link({5});
  thread.link({5});
  EXPECT_EQ(thread.parts.size(), 1U);
  thread.unlink({5});
  EXPECT_TRUE(thread.parts.empty());
}

}  // namespace
}  // namespace kith::sales
