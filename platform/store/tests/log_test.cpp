// SPDX-License-Identifier: Apache-2.0
#include "store_fixture.h"

namespace kith::store {
namespace {

class LogTest : public StoreFixture {
 protected:
  void SetUp() override {
    StoreFixture::SetUp();
    for (int id = 1; id <= 5; ++id) {
      ASSERT_TRUE(writer->run(Urgency::person, add(id, "text")));
    }
  }

  LogReport after(const std::string& tampering) {
    EXPECT_TRUE(writer->connection().execute(tampering));
    return verify_log(writer->connection()).value();
  }
};

TEST_F(LogTest, holds_when_nobody_touched_it) {
  const LogReport report = verify_log(writer->connection()).value();
  EXPECT_EQ(report.events, 5);
  EXPECT_EQ(report.broken_at, 0);
}

TEST_F(LogTest, names_the_event_whose_body_was_edited) {
  EXPECT_EQ(after(R"(UPDATE log_event SET body = '{"size":2}' WHERE sequence = 3)").broken_at, 3);
}

TEST_F(LogTest, names_the_event_whose_head_was_edited) {
  EXPECT_EQ(after("UPDATE log_event SET actor = 9 WHERE sequence = 2").broken_at, 2);
  EXPECT_EQ(after("UPDATE log_event_type SET name = 'note.other.v1'").broken_at, 1);
}

TEST_F(LogTest, names_the_event_that_was_deleted) {
  EXPECT_EQ(after("DELETE FROM log_event WHERE sequence = 4").broken_at, 4);
}

TEST_F(LogTest, notices_two_events_that_changed_places) {
  EXPECT_EQ(after("UPDATE log_event SET sequence = 99 WHERE sequence = 2;"
                  "UPDATE log_event SET sequence = 2 WHERE sequence = 3;"
                  "UPDATE log_event SET sequence = 3 WHERE sequence = 99")
                .broken_at,
            2);
}

TEST_F(LogTest, notices_a_tail_that_was_cut_off) {
  EXPECT_EQ(after("DELETE FROM log_event WHERE sequence = 5").broken_at, 5);
}

TEST_F(LogTest, goes_on_where_it_stood_after_a_restart) {
  open_writer();
  EXPECT_EQ(writer->last_sequence(), 5);
  ASSERT_TRUE(writer->run(Urgency::person, add(6, "text")));
  const LogReport report = verify_log(writer->connection()).value();
  EXPECT_EQ(report.events, 6);
  EXPECT_EQ(report.broken_at, 0);
}

TEST_F(LogTest, refuses_to_start_on_a_log_whose_tail_is_gone) {
  ASSERT_TRUE(writer->connection().execute("DELETE FROM log_event WHERE sequence = 5"));
  writer.reset();
  EXPECT_FALSE(Writer::create({.path = path()}, registry, clock));
}

}  // namespace
}  // namespace kith::store
