// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <thread>

#include "ledger_fixture.h"

namespace kith::events {
namespace {

/// A module whose records were changed by an eraser, and then by people once more.
class RebuildTest : public LedgerTest {
 protected:
  void SetUp() override {
    LedgerTest::SetUp();
    for (std::int64_t message = 1; message <= 50; ++message) {
      append(1, MessageAdded{.message_id = {message}});
      change(message % 5, 1 + message % 2, ledger::Deed::add, message);
    }
    settle();
    append(1, MessageDeleted{.message_id = {7}});
    settle();
    ASSERT_EQ(held(), "");
    ASSERT_EQ(quote_of(7), "");
    // As if a colleague had entered it again: a rebuild that erased would erase this too.
    ASSERT_TRUE(writer->connection().execute(
        "UPDATE ledger_quote SET quote = 'entered later' WHERE message = 7"));
  }

  std::string quote_of(std::int64_t message) {
    store::Prepared row =
        writer->connection()
            .prepare("SELECT quote FROM ledger_quote WHERE message = " + std::to_string(message))
            .value();
    return row.step().value() ? std::string(row.text(0)) : "no row";
  }
};

TEST_F(RebuildTest, erases_nothing) {
  EXPECT_EQ(rebuild_difference(), "");
  EXPECT_EQ(quote_of(7), "entered later");
  ASSERT_TRUE(Rebuild::replace(rebuild(), *writer));
  EXPECT_EQ(quote_of(7), "entered later");
  EXPECT_EQ(quote_of(8), "as it was said");
  EXPECT_EQ(rebuild_difference(), "");
}

TEST_F(RebuildTest, goes_on_beside_a_writer_and_neither_waits_for_the_other) {
  writer->start();
  std::atomic<bool> is_over = false;
  std::atomic<int> written = 0;
  std::atomic<int> refused = 0;
  std::thread people([&] {
    while (!is_over) {
      const auto work = [&](store::Transaction& transaction) -> Result<void> {
        KITH_TRY(append_event(transaction, {}, std::int64_t{1},
                              MessageAdded{.message_id = {1000 + written}}));
        return transaction.connection().execute(
            "UPDATE ledger_quote SET quote = 'said anew' WHERE message = 9");
      };
      ++(writer->run(store::Urgency::person, work) ? written : refused);
    }
  });
  // In the middle of each rebuild the writer commits at least once more.
  Rebuild::Input input = rebuild();
  input.on_progress = [&](Sequence, Sequence) {
    const int before = written;
    while (written < before + 2 && refused == 0) {
      std::this_thread::yield();
    }
    return true;
  };
  for (int round = 0; round < 3; ++round) {
    const auto checked = Rebuild::check(input);
    ASSERT_TRUE(checked) << checked.error().message << checked.error().detail;
    EXPECT_TRUE(checked->is_equal());
    const auto replaced = Rebuild::replace(input, *writer);
    ASSERT_TRUE(replaced) << replaced.error().message << replaced.error().detail;
    EXPECT_TRUE(replaced->is_equal());
  }
  is_over = true;
  people.join();
  writer->stop();
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(quote_of(7), "entered later");
  EXPECT_EQ(quote_of(9), "said anew");
}

TEST_F(RebuildTest, an_eraser_that_fails_is_tried_again_like_a_handler) {
  ASSERT_TRUE(writer->connection().execute("DELETE FROM ledger_quote"));
  append(1, MessageDeleted{.message_id = {8}});
  settle();
  EXPECT_EQ(held(), "There is nothing to forget.");
  ASSERT_TRUE(writer->connection().execute("INSERT INTO ledger_quote VALUES(8, 'back')"));
  clock.advance(std::chrono::hours(1));
  settle();
  EXPECT_EQ(held(), "");
  EXPECT_EQ(quote_of(8), "");
}

}  // namespace
}  // namespace kith::events
