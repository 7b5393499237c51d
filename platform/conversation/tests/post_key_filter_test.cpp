// SPDX-License-Identifier: Apache-2.0
#include "conversation/post_key_filter.h"

#include "conversation_fixture.h"

namespace kith::conversation {
namespace {

KeyedHash key_of(std::int64_t number) {
  return post_key(HashKey{}, ChannelId{1}, std::to_string(number)).hash;
}

class PostKeyFilterTest : public ConversationFixture {
 protected:
  void note(std::int64_t number, std::int64_t bucket) {
    store::Prepared add = writer->connection()
                              .prepare("INSERT INTO post_key VALUES($bucket, $hash, $message, 0)")
                              .value();
    ASSERT_TRUE(add.run({{"bucket", bucket},
                         {"hash", Value::blob(bytes_of(key_of(number)))},
                         {"message", number}}));
  }

  int pieces(std::int64_t most) {
    int count = 1;
    while (filter.load(writer->session(), most).value()) {
      ++count;
    }
    return count;
  }

  PostKeyFilter filter;
};

TEST_F(PostKeyFilterTest, every_key_may_be_there_until_all_of_the_table_are_known) {
  for (std::int64_t number = 1; number <= 10; ++number) {
    note(number, number % 3);
  }
  EXPECT_TRUE(filter.may_hold(key_of(99)));
  ASSERT_TRUE(filter.load(writer->session(), 4).value());
  EXPECT_TRUE(filter.may_hold(key_of(99)));
  EXPECT_EQ(pieces(4), 2);
  EXPECT_FALSE(filter.may_hold(key_of(99)));
  for (std::int64_t number = 1; number <= 10; ++number) {
    EXPECT_TRUE(filter.may_hold(key_of(number))) << number;
  }
}

TEST_F(PostKeyFilterTest, a_key_that_comes_while_the_table_is_read_is_held_wherever_it_sorts) {
  for (std::int64_t number = 1; number <= 10; ++number) {
    note(number, 5);
  }
  ASSERT_TRUE(filter.load(writer->session(), 4).value());
  filter.add(key_of(11));
  note(11, 1);
  filter.add(key_of(12));
  note(12, 9);
  pieces(4);
  EXPECT_TRUE(filter.may_hold(key_of(11)));
  EXPECT_TRUE(filter.may_hold(key_of(12)));
  EXPECT_FALSE(filter.may_hold(key_of(13)));
}

TEST_F(PostKeyFilterTest, holds_all_of_many_keys_and_few_others) {
  constexpr std::int64_t many = 300'000;
  pieces(100);
  for (std::int64_t number = 1; number <= many; ++number) {
    filter.add(key_of(number));
  }
  int held = 0;
  for (std::int64_t number = 1; number <= many; ++number) {
    ASSERT_TRUE(filter.may_hold(key_of(number))) << number;
    held += filter.may_hold(key_of(many + number)) ? 1 : 0;
  }
  EXPECT_LT(held, many * 3 / 100);
  EXPECT_GT(held, 0) << "a filter of so few bits that never errs was not asked";
}

}  // namespace
}  // namespace kith::conversation
