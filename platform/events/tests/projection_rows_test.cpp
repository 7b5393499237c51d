// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <rapidcheck.h>

#include <map>

#include "ledger_fixture.h"

namespace kith::events {
namespace {

using ledger::Deed;

class ProjectionRowsTest : public LedgerTest {};

TEST_F(ProjectionRowsTest, a_removed_row_is_gone_for_the_same_run_and_for_later_ones) {
  change(1, 1, Deed::add, 5);
  change(1, 1, Deed::remove);
  change(2, 1, Deed::copy, 1);
  settle();
  EXPECT_EQ(entries(), "");
  change(1, 1, Deed::add, 3);
  settle();
  change(1, 1, Deed::remove);
  settle();
  change(2, 1, Deed::copy, 1);
  settle();
  EXPECT_EQ(entries(), "");
  EXPECT_EQ(rebuild_difference(), "");
}

TEST_F(ProjectionRowsTest, a_row_made_again_starts_anew_and_what_went_with_the_old_one_is_gone) {
  change(1, 1, Deed::add, 5);
  change(1, 1, Deed::add, 5);
  change(1, 1, Deed::replace, 2);
  settle();
  EXPECT_EQ(entries(), "1 1 2;");
  EXPECT_EQ(notes(), "1 1;") << "the note of the new one stays";
  change(1, 1, Deed::replace, 3);
  change(1, 1, Deed::add, 4);
  settle();
  EXPECT_EQ(entries(), "1 1 7;");
  EXPECT_EQ(notes(), "1 2;");
  EXPECT_EQ(rebuild_difference(), "");
}

TEST_F(ProjectionRowsTest, an_event_alone_sees_what_its_run_folded_and_is_seen_by_what_follows) {
  change(1, 1, Deed::add, 5);
  change(2, 1, Deed::add, 6);
  change(2, 2, Deed::add, 1);
  append(1, ledger::Merged{.into = {2}});
  change(2, 2, Deed::add, 10);
  change(2, 1, Deed::copy, 2);
  settle();
  EXPECT_EQ(held(), "");
  EXPECT_EQ(entries(), "1 2 5;2 2 17;");
  EXPECT_EQ(rebuild_difference(), "");
}

TEST_F(ProjectionRowsTest, an_event_alone_that_had_to_wait_is_alone_then) {
  const auto fails = [](store::Transaction& transaction) -> Result<void> {
    KITH_TRY(append_event(transaction, {}, Subject{Noun::person, 1}, ledger::Misused{.how = 1}));
    return {};
  };
  ASSERT_TRUE(writer->run(store::Urgency::person, fails));
  append(1, ledger::Merged{.into = {2}});
  change(1, 1, Deed::add, 5);
  change(1, 2, Deed::add, 1);
  settle();
  EXPECT_EQ(entries(), "1 1 5;1 2 1;") << "the merge waits behind what fails";
  ASSERT_TRUE(lane->skip(1, MemberId{7}));
  settle();
  EXPECT_EQ(entries(), "1 2 6;");
  change(1, 2, Deed::add, 1);
  settle();
  EXPECT_EQ(entries(), "1 2 7;");
}

// What the module should have come to, folded into plain maps.
struct Model {
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> amounts;
  std::map<std::int64_t, std::int64_t> noted;

  void add(std::int64_t conversation, std::int64_t person, std::int64_t amount) {
    amounts[{conversation, person}] += amount;
    ++noted[conversation];
  }
  void remove(std::int64_t conversation, std::int64_t person) {
    amounts.erase({conversation, person});
    noted.erase(conversation);
  }
  void change(std::int64_t conversation, std::int64_t person, Deed deed, std::int64_t amount) {
    if (deed == Deed::remove || deed == Deed::replace) {
      remove(conversation, person);
    }
    if (deed == Deed::add || deed == Deed::replace) {
      add(conversation, person, amount);
    }
    if (const auto other = amounts.find({amount, person});
        deed == Deed::copy && other != amounts.end()) {
      add(conversation, person, other->second);
    }
  }
  void merge(std::int64_t from, std::int64_t into) {
    for (auto each = amounts.begin(); each != amounts.end();) {
      const auto [key, amount] = *each;
      if (key.second == from) {
        amounts[{key.first, into}] += amount;
        each = amounts.erase(each);
      } else {
        ++each;
      }
    }
  }
  std::string entries() const {
    std::string text;
    for (const auto& [key, amount] : amounts) {
      text += fmt::format("{} {} {};", key.first, key.second, amount);
    }
    return text;
  }
  std::string notes() const {
    std::string text;
    for (const auto& [conversation, count] : noted) {
      text += fmt::format("{} {};", conversation, count);
    }
    return text;
  }
};

TEST_F(ProjectionRowsTest, edits_removals_and_sets_come_to_what_a_plain_map_holds) {
  EXPECT_TRUE(rc::check([&] {
    writer->connection()
        .execute(
            "DELETE FROM ledger_entry; DELETE FROM ledger_note; DELETE FROM log_event; "
            "DELETE FROM log_head; DELETE FROM bus_cursor")
        .value();
    settings.most_events = *rc::gen::inRange<std::size_t>(1, 40);
    settings.most_rows = *rc::gen::elementOf(std::vector<std::size_t>{0, 2, 10'000});
    open();
    ASSERT_TRUE(writer->connection().execute("PRAGMA synchronous=OFF"));
    Model model;
    const int events = *rc::gen::inRange(1, 60);
    for (int event = 0; event < events; ++event) {
      const std::int64_t conversation = *rc::gen::inRange(1, 4);
      const std::int64_t person = *rc::gen::inRange(1, 4);
      const std::int64_t amount = *rc::gen::inRange(1, 4);
      if (const int chance = *rc::gen::inRange(0, 10); chance == 0) {
        const std::int64_t into = person % 3 + 1;
        model.merge(person, into);
        append(person, ledger::Merged{.into = {into}});
      } else {
        const Deed deed = *rc::gen::elementOf(
            std::vector{Deed::add, Deed::add, Deed::copy, Deed::remove, Deed::replace});
        model.change(conversation, person, deed, amount);
        change(conversation, person, deed, amount);
      }
      if (*rc::gen::inRange(0, 6) == 0) {
        settle();
      }
    }
    settle();
    RC_ASSERT(held() == "");
    RC_ASSERT(entries() == model.entries());
    RC_ASSERT(notes() == model.notes());
    RC_ASSERT(rebuild_difference() == "");
  }));
}

TEST(Key, of_several_parts_is_hashed_by_each_of_them) {
  using Pair = kith::Key<ConversationId, Time, PersonId>;
  std::set<std::size_t> hashes;
  for (std::int64_t first = 0; first < 30; ++first) {
    for (std::int64_t second = 0; second < 30; ++second) {
      hashes.insert(std::hash<Pair>{}(Pair(ConversationId{first}, Time{second}, PersonId{first})));
    }
  }
  EXPECT_EQ(hashes.size(), 900U);
  EXPECT_EQ(Pair(ConversationId{1}, Time{2}, PersonId{3}),
            Pair(ConversationId{1}, Time{2}, PersonId{3}));
}

}  // namespace
}  // namespace kith::events
