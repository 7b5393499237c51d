// SPDX-License-Identifier: Apache-2.0
#include <random>
#include <set>

#include "conversation_fixture.h"

namespace kith::conversation {
namespace {

class MintsTest : public ConversationFixture {
 protected:
  MessageId message_at(Time time) {
    return in_transaction([&](store::Transaction& transaction) {
             return mints->message_at(transaction, time);
           })
        .value();
  }
  void store_message(MessageId id) {
    execute(
        fmt::format("INSERT INTO message VALUES({}, 1, 1, 0, 0, 0, 0, 0, '', 1, 0, '', NULL, "
                    "'')",
                    id.value));
  }
  static Time day(int days) { return Time{1'700'000'000'000'000} + std::chrono::days(days); }
};

TEST_F(MintsTest, start_behind_the_largest_number_in_use) {
  store_message({IdMint::floor(clock.now()) + 1000});
  const auto again = Mints::open(writer->connection());
  ASSERT_TRUE(again);
  Mints opened = *again;
  EXPECT_EQ(opened.next_message(clock.now()).value, IdMint::floor(clock.now()) + 1001);
}

TEST_F(MintsTest, give_numbers_that_grow_when_the_clock_goes_back) {
  const MessageId first = mints->next_message(clock.now());
  clock.advance(-std::chrono::hours(1));
  EXPECT_GT(mints->next_message(clock.now()), first);
}

TEST_F(MintsTest, give_the_same_number_again_after_a_rollback) {
  const std::int64_t first = mints->next_conversation_number();
  mints->forget();
  EXPECT_EQ(mints->next_conversation_number(), first);
}

TEST_F(MintsTest, count_conversations_from_one) {
  EXPECT_EQ(mints->next_conversation_number(), 1);
  EXPECT_EQ(mints->next_conversation_number(), 2);
}

TEST_F(MintsTest, order_history_by_its_own_time) {
  const MessageId today = mints->next_message(clock.now());
  store_message(today);
  const MessageId later = message_at(day(10));
  const MessageId earlier = message_at(day(3));
  const MessageId newest = message_at(day(20));
  EXPECT_LT(earlier, later);
  EXPECT_LT(later, newest);
  EXPECT_LT(newest, today);
}

TEST_F(MintsTest, hold_history_between_2000_and_now) {
  EXPECT_EQ(message_at(Time{0}).value, 1);
  EXPECT_EQ(message_at(Time{-1}).value, 2);
  const MessageId future = message_at(clock.now() + std::chrono::days(400));
  EXPECT_EQ(future.value, IdMint::floor(clock.now()));
  EXPECT_EQ(mints->next_message(clock.now()).value, future.value + 1);
}

TEST_F(MintsTest, number_persons_and_conversations_of_the_past_too) {
  const PersonId person = add_person("new");
  const ConversationId conversation = add_conversation(person);
  EXPECT_TRUE(in_transaction([&](store::Transaction& transaction) -> Result<void> {
    EXPECT_LT(KITH_TRY(mints->person_at(transaction, day(1))), person);
    EXPECT_LT(KITH_TRY(mints->conversation_at(transaction, day(1))), conversation);
    return {};
  }));
}

// Whatever the order of the moments, and however many fall into one second: no number twice, and
// never one before the second of its moment.
TEST_F(MintsTest, never_give_a_number_twice_to_history_in_any_order) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    std::mt19937 chance(seed);
    std::set<std::int64_t> given;
    execute("DELETE FROM message");
    mints->forget();
    std::vector<MessageId> unsaved;
    for (int step = 0; step < 400; ++step) {
      // Three busy seconds side by side, so that one overflows into the next.
      const Time time = day(5) + std::chrono::seconds(chance() % 3);
      const bool live = chance() % 20 == 0;
      const MessageId id = live ? mints->next_message(clock.now()) : message_at(time);
      ASSERT_TRUE(given.insert(id.value).second) << "seed " << seed << " step " << step;
      ASSERT_GE(id.value, IdMint::floor(time));
      unsaved.push_back(id);
      if (live || chance() % 4 == 0) {
        for (const MessageId each : unsaved) {
          store_message(each);
        }
        unsaved.clear();
      }
    }
  }
}

TEST_F(MintsTest, find_room_behind_a_second_that_is_full) {
  const std::int64_t floor = IdMint::floor(day(5));
  execute(fmt::format(
      "WITH RECURSIVE n(id) AS (SELECT {0} UNION ALL SELECT id + 1 FROM n WHERE id < {0} + 1499) "
      "INSERT INTO message SELECT id, 1, 1, 0, 0, 0, 0, 0, '', 1, 0, '', NULL, '' FROM n",
      floor));
  store_message({IdMint::floor(clock.now())});
  mints->forget();
  EXPECT_EQ(message_at(day(5)).value, floor + 1500);
  EXPECT_EQ(message_at(day(5)).value, floor + 1501);
}

}  // namespace
}  // namespace kith::conversation
