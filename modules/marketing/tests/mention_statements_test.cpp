// SPDX-License-Identifier: Apache-2.0
#include "mention_judge.h"
#include "mention_sketches.h"
#include "mention_spoken.h"
#include "mention_store.h"
#include "mention_test.h"

namespace kith::marketing {
namespace {

using MentionStatementsTest = MentionTest;

TEST_F(MentionStatementsTest, find_what_they_need_by_key_or_index) {
  for (const Statement* statement :
       {&find_mention, &find_said, &find_channel_of, &find_before, &list_own_words, &list_sketches,
        &find_sketch, &remove_sketch, &remove_sketches_of_person, &remove_old_sketches,
        &find_channel, &find_correction, &list_spoken, &list_spoken_by, &list_mentions_in}) {
    const std::string plan = bench.plan_of(*statement);
    for (const char* table : {"SCAN marketing_", "SCAN writer", "SCAN whole", "SCAN named",
                              "SCAN same", "SCAN message", "SCAN conversation", "SCAN person"}) {
      EXPECT_EQ(plan.find(table), std::string::npos) << statement->name << "\n" << plan;
    }
  }
}

TEST_F(MentionStatementsTest, behind_copies_and_figures_sort_nothing) {
  for (const Statement* statement : {&list_sketches, &list_spoken, &find_before}) {
    const std::string plan = bench.plan_of(*statement);
    EXPECT_EQ(plan.find("B-TREE"), std::string::npos) << statement->name << "\n" << plan;
  }
}

TEST_F(MentionStatementsTest, keep_what_is_added_to_one_place_small) {
  // As many as are compared, and as many more: no message costs more for those that came before.
  for (std::int64_t person = 1; person <= 3; ++person) {
    bench.add_person(person);
  }
  for (int number = 0; number < 40; ++number) {
    bench.writes(
        {.person = 1 + number % 3, .text = "I recommend it " + std::to_string(number * 104'729)});
    bench.clock.advance(hours(3));
    bench.settle();
  }
  EXPECT_LE(bench.number("SELECT count(*) FROM marketing_sketch"), 18);
}

}  // namespace
}  // namespace kith::marketing
