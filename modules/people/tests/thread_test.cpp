// SPDX-License-Identifier: Apache-2.0
#include "thread.h"

#include <gtest/gtest.h>

namespace kith::people {
namespace {

constexpr PersonId ada{1};
constexpr PersonId bob{2};

Question question(std::int64_t message, PersonId asker = ada) {
  return {{message}, asker, Time{message}};
}

TEST(Thread, is_answered_as_far_as_the_answers_writer_could_have_seen) {
  Thread thread;
  thread.ask(question(3));
  thread.ask(question(1));
  thread.ask(question(7));
  EXPECT_EQ(thread.answer({5}, 1), (std::vector{question(1), question(3)}));
  EXPECT_EQ(thread.open, std::vector{question(7)});
  EXPECT_EQ(thread.answered, (std::vector<MessageId>{{1}, {3}}));
}

TEST(Thread, hears_back_from_the_asker_alone_and_once) {
  Thread thread;
  thread.ask(question(1, ada));
  thread.ask(question(2, bob));
  thread.answer({5}, 1);
  EXPECT_TRUE(thread.hear({}, {6}).empty());
  EXPECT_TRUE(thread.hear(ada, {4}).empty()) << "written before the answer";
  EXPECT_EQ(thread.hear(ada, {7}), std::vector<MessageId>{{1}});
  EXPECT_TRUE(thread.hear(ada, {8}).empty());
  EXPECT_EQ(thread.hear(bob, {9}), std::vector<MessageId>{{2}});
}

TEST(Thread, forgets_what_was_withdrawn_or_answered_by_nobody_known) {
  Thread thread;
  thread.ask(question(1));
  thread.ask(question(2));
  thread.ask(question(2));
  thread.ask(question(3));
  thread.withdraw({1});
  thread.close({3});
  EXPECT_EQ(thread.open, std::vector{question(3)});
  EXPECT_TRUE(thread.has_open({3}));
  EXPECT_FALSE(thread.has_open({2}));
}

TEST(Thread, keeps_the_newest_of_a_flood) {
  Thread thread;
  constexpr auto most = static_cast<std::int64_t>(most_of_a_thread);
  for (std::int64_t each = 1; each <= most + 5; ++each) {
    thread.ask(question(each));
  }
  EXPECT_EQ(thread.open.size(), most_of_a_thread);
  EXPECT_EQ(thread.open.front(), question(6));
  thread.answer({1000}, 1);
  thread.ask(question(1001));
  thread.answer({1002}, 2);
  EXPECT_EQ(thread.awaiting.size(), most_of_a_thread);
  EXPECT_EQ(thread.awaiting.back().question, MessageId{1001});
}

}  // namespace
}  // namespace kith::people
