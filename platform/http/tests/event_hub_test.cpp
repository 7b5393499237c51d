// SPDX-License-Identifier: Apache-2.0
#include "http/event_hub.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/tests/hub_fixture.h"

namespace kith::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(HubTest, begins_a_stream_with_the_id_to_resume_from) {
  commit(5);
  const Client client = follow(caller_with(anna));
  const auto said = client.sink->said();
  ASSERT_THAT(said, SizeIs(1));
  EXPECT_EQ(said[0].event, "heartbeat");
  EXPECT_EQ(said[0].id, 5);
  EXPECT_TRUE(client.sink->texts()[0]->starts_with("retry: 2000\n"));
}

TEST_F(HubTest, sends_what_is_committed_from_now_on) {
  commit(5);
  const Client client = follow(caller_with(anna));
  commit(2);
  commit(1);
  EXPECT_EQ(client.sink->ids(), sequences(6, 8));
}

TEST_F(HubTest, sends_one_text_for_one_commit_and_shares_it) {
  const Client first = follow(caller_with(anna));
  const Client second = follow(caller_with(ben));
  commit(3);
  EXPECT_THAT(first.sink->texts(), SizeIs(2));
  EXPECT_EQ(first.sink->texts()[1], second.sink->texts()[1]);
}

TEST_F(HubTest, resumes_from_memory_behind_the_last_known_event) {
  commit(10);
  const std::size_t reads = log.reads();
  const Client client = follow(caller_with(anna), 4);
  commit(2);
  EXPECT_EQ(client.sink->ids(), sequences(5, 12));
  EXPECT_EQ(log.reads(), reads);
}

TEST_F(HubTest, resumes_from_the_very_first_event) {
  commit(3);
  EXPECT_EQ(follow(caller_with(anna), 0).sink->ids(), sequences(1, 3));
}

TEST_F(HubTest, resumes_from_disk_behind_what_memory_keeps) {
  settings.ring_events = 5;
  settings.page = 7;
  commit(50);
  const Client client = follow(caller_with(anna), 3);
  commit(2);
  EXPECT_EQ(client.sink->ids(), sequences(4, 52));
  EXPECT_GE(log.reads(), 6U);
}

TEST_F(HubTest, goes_on_without_a_gap_while_events_come_during_resuming) {
  settings.ring_events = 5;
  settings.page = 4;
  commit(40);
  Client client;
  client.source = wish(caller_with(anna), 0).value();
  client.source->start(client.sink);
  hub().step();
  while (!jobs.empty()) {
    auto job = std::move(jobs.front());
    jobs.pop_front();
    job();
    if (last < 60) {
      hub().publish(here, record(1));
    }
    hub().step();
  }
  EXPECT_EQ(client.sink->ids(), sequences(1, last));
  EXPECT_EQ(last, 52);
}

TEST_F(HubTest, does_not_send_twice_what_disk_has_before_the_hub_hears_of_it) {
  settings.ring_events = 2;
  commit(10);
  Client client;
  client.source = wish(caller_with(anna), 5).value();
  client.source->start(client.sink);
  hub().step();
  const EventBatch committed = record(3);
  ASSERT_THAT(jobs, SizeIs(1));
  settle();
  hub().publish(here, committed);
  settle();
  EXPECT_EQ(client.sink->ids(), sequences(6, 13));
}

TEST_F(HubTest, reads_from_disk_what_it_was_never_told) {
  commit(3);
  const Client client = follow(caller_with(anna));
  record(4);
  commit(2);
  EXPECT_EQ(client.sink->ids(), sequences(4, 9));
}

TEST_F(HubTest, passes_over_what_it_was_told_twice) {
  const Client client = follow(caller_with(anna));
  const EventBatch batch = record(3);
  hub().publish(here, batch);
  hub().publish(here, batch);
  settle();
  EXPECT_EQ(client.sink->ids(), sequences(1, 3));
}

TEST_F(HubTest, is_warm_after_a_restart) {
  settings.warm_events = 20;
  record(50);
  hub();
  const std::size_t reads = log.reads();
  EXPECT_EQ(follow(caller_with(anna), 30).sink->ids(), sequences(31, 50));
  EXPECT_EQ(log.reads(), reads);
}

TEST_F(HubTest, resets_a_client_whose_id_lies_in_the_future) {
  commit(5);
  const Client client = follow(caller_with(anna), 6);
  commit(1);
  const auto said = client.sink->said();
  ASSERT_THAT(said, SizeIs(2));
  EXPECT_EQ(said[0].event, "reset");
  EXPECT_EQ(said[0].id, 5);
  EXPECT_EQ(said[1].id, 6);
}

TEST_F(HubTest, resets_a_client_that_missed_too_much) {
  settings.ring_events = 5;
  settings.resume_limit = 20;
  commit(50);
  const std::size_t reads = log.reads();
  const Client client = follow(caller_with(anna), 10);
  commit(1);
  EXPECT_THAT(client.sink->ids(), ElementsAre(50, 51));
  EXPECT_EQ(client.sink->said()[1].event, "reset");
  EXPECT_EQ(log.reads(), reads);
}

TEST_F(HubTest, resets_a_client_whose_events_are_not_kept_any_more) {
  settings.ring_events = 5;
  commit(50);
  log.forget_up_to(20);
  const Client client = follow(caller_with(anna), 10);
  commit(1);
  EXPECT_THAT(client.sink->ids(), ElementsAre(50, 51));
}

TEST_F(HubTest, ends_a_stream_that_cannot_be_resumed_because_the_disk_fails) {
  settings.ring_events = 5;
  commit(50);
  log.break_down();
  const Client client = follow(caller_with(anna), 10);
  EXPECT_TRUE(client.sink->closed());
}

TEST_F(HubTest, shows_each_stream_what_its_mask_lets_through) {
  const Client plain = follow(caller_with(anna));
  const Client of_sales = follow(caller_with(ben, {}, Department::sales));
  const Client owner = follow(caller_with(MemberId{13}, {"sales.event.follow"}));
  commit(1);
  commit(1, for_sales);
  commit(1, Visibility::member(anna));
  commit(1, Visibility::department(Department::people));
  commit(1);
  EXPECT_THAT(plain.sink->ids(), ElementsAre(1, 3, 5));
  EXPECT_THAT(of_sales.sink->ids(), ElementsAre(1, 2, 5));
  EXPECT_THAT(owner.sink->ids(), ElementsAre(1, 2, 5));
}

/// Resumes behind events of every visibility, with a ring of `kept` events.
class ResumeTest : public HubTest, public testing::WithParamInterface<std::size_t> {};

TEST_P(ResumeTest, shows_the_same_as_live) {
  settings.ring_events = GetParam();
  commit(1);
  for (const Visibility visibility :
       {Visibility::workspace(), for_sales, Visibility::member(anna), Visibility::member(ben)}) {
    commit(1, visibility);
  }
  commit(2);
  const std::size_t reads = log.reads();
  const Client client = follow(caller_with(anna), 1);
  EXPECT_EQ(log.reads() > reads, GetParam() == 2);
  EXPECT_THAT(client.sink->ids(), ElementsAre(2, 4, 6, 7));
}

INSTANTIATE_TEST_SUITE_P(FromMemoryAndDisk, ResumeTest, testing::Values(100, 2));

TEST_F(HubTest, keeps_the_order_where_one_commit_holds_shared_and_private_events) {
  const Client first = follow(caller_with(anna));
  const Client second = follow(caller_with(ben));
  auto batch = std::make_shared<std::vector<store::LoggedEvent>>();
  for (const Visibility visibility : {Visibility::workspace(), Visibility::member(anna),
                                      Visibility::workspace(), Visibility::member(ben)}) {
    batch->push_back(*record(1, visibility)->begin());
  }
  hub().publish(here, batch);
  settle();
  EXPECT_THAT(first.sink->ids(), ElementsAre(1, 2, 3));
  EXPECT_THAT(second.sink->ids(), ElementsAre(1, 3, 4));
}

TEST_F(HubTest, sends_only_the_types_that_were_asked_for) {
  const Client client = follow(caller_with(anna), std::nullopt, {"message", "person.merged"});
  commit(1);
  commit(1, {}, "message.added.v1");
  commit(1, {}, "person.merged.v1");
  commit(1, {}, "person.erased.v1");
  EXPECT_THAT(client.sink->ids(), ElementsAre(2, 3));
  EXPECT_THAT(follow(caller_with(anna), 0, {"message"}).sink->ids(), ElementsAre(2));
}

TEST_F(HubTest, moves_the_id_past_what_a_stream_does_not_see) {
  const Client client = follow(caller_with(anna));
  commit(4, for_sales);
  EXPECT_THAT(client.sink->said(), SizeIs(1));
  clock.advance(std::chrono::seconds(15));
  settle();
  const auto said = client.sink->said();
  ASSERT_THAT(said, SizeIs(2));
  EXPECT_EQ(said[1].event, "heartbeat");
  EXPECT_EQ(said[1].id, 4);
}

TEST_F(HubTest, beats_only_when_nothing_was_said_for_long) {
  const Client quiet = follow(caller_with(anna), std::nullopt, {"message"});
  const Client busy = follow(caller_with(ben));
  for (int i = 0; i < 30; ++i) {
    clock.advance(std::chrono::seconds(1));
    commit(1);
  }
  EXPECT_EQ(busy.sink->said().size(), 31U);
  EXPECT_EQ(quiet.sink->said().size(), 3U);
  EXPECT_EQ(quiet.sink->texts()[1]->front(), ':');
}

TEST_F(HubTest, keeps_a_slow_stream_waiting_and_brings_it_up_without_gap_or_duplicate) {
  settings.backlog_bytes = 2'000;
  settings.piece_bytes = 1'000;
  const Client slow = follow(caller_with(anna));
  const Client fast = follow(caller_with(ben));
  slow.sink->set_slow(true);
  for (int i = 0; i < 50; ++i) {
    commit(1);
  }
  EXPECT_EQ(fast.sink->ids(), sequences(1, 50));
  EXPECT_LT(slow.sink->ids().size(), 20U);
  EXPECT_LE(slow.sink->backlog(), 3'500U);
  while (slow.sink->ids().size() < 50) {
    slow.sink->set_slow(true);
    const std::size_t before = slow.sink->ids().size();
    settle();
    ASSERT_GT(slow.sink->ids().size(), before);
  }
  slow.sink->set_slow(false);
  commit(1);
  EXPECT_EQ(slow.sink->ids(), sequences(1, 51));
}

TEST_F(HubTest, does_not_overfill_a_stream_with_one_large_commit) {
  settings.backlog_bytes = 2'000;
  settings.piece_bytes = 1'000;
  const Client slow = follow(caller_with(anna));
  slow.sink->set_slow(true);
  commit(500);
  EXPECT_LE(slow.sink->backlog(), 3'500U);
  while (slow.sink->ids().size() < 500) {
    slow.sink->set_slow(true);
    settle();
  }
  EXPECT_EQ(slow.sink->ids(), sequences(1, 500));
}

TEST_F(HubTest, lets_go_of_a_stream_whose_client_refuses) {
  const Client client = follow(caller_with(anna));
  const Client other = follow(caller_with(ben));
  client.sink->refuse();
  commit(3);
  commit(3);
  EXPECT_EQ(other.sink->ids(), sequences(1, 6));
  client.source->stop();
  settle();
}

TEST_F(HubTest, sends_nothing_after_a_stream_was_stopped) {
  const Client client = follow(caller_with(anna));
  client.source->stop();
  commit(3);
  EXPECT_THAT(client.sink->ids(), IsEmpty());
}

TEST_F(HubTest, says_how_long_nothing_will_be_to_do) {
  EXPECT_EQ(hub().step(), std::chrono::seconds(1));
  clock.advance(std::chrono::milliseconds(400));
  EXPECT_EQ(hub().step(), std::chrono::milliseconds(600));
}

TEST_F(HubTest, looks_again_soon_while_a_stream_waits_for_room) {
  settings.backlog_bytes = 100;
  const Client slow = follow(caller_with(anna));
  slow.sink->set_slow(true);
  commit(3);
  commit(3);
  EXPECT_EQ(hub().step(), std::chrono::milliseconds(20));
}

}  // namespace
}  // namespace kith::http
