// SPDX-License-Identifier: Apache-2.0
#include "http/event_hub.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/tests/hub_fixture.h"

/// How many streams there may be, and what ends them.
namespace kith::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class StreamEndTest : public HubTest {};

TEST_F(StreamEndTest, ends_the_streams_of_a_member_whose_rights_change) {
  const Client first = follow(caller_with(anna));
  const Client second = follow(caller_with(anna));
  const Client other = follow(caller_with(ben));
  hub().end_streams(here, ends_of(anna));
  commit(2);
  EXPECT_TRUE(first.sink->closed());
  EXPECT_TRUE(second.sink->closed());
  EXPECT_FALSE(other.sink->closed());
  EXPECT_THAT(first.sink->ids(), IsEmpty());
  EXPECT_EQ(other.sink->ids(), sequences(1, 2));
  EXPECT_FALSE(follow(caller_with(anna)).sink->closed());
}

TEST_F(StreamEndTest, ends_everybodys_streams_when_a_role_changes) {
  const Client first = follow(caller_with(anna));
  const Client second = follow(caller_with(ben));
  hub().end_streams(here, {});
  settle();
  EXPECT_TRUE(first.sink->closed());
  EXPECT_TRUE(second.sink->closed());
}

TEST_F(StreamEndTest, does_not_begin_a_stream_whose_caller_was_admitted_before_the_change) {
  const auto mine = wish(caller_with(anna));
  const auto theirs = wish(caller_with(ben));
  hub().end_streams(here, ends_of(anna));
  settle();
  Client late{.source = *mine};
  Client fine{.source = *theirs};
  late.source->start(late.sink);
  fine.source->start(fine.sink);
  commit(1);
  EXPECT_TRUE(late.sink->closed());
  EXPECT_THAT(late.sink->said(), IsEmpty());
  EXPECT_THAT(fine.sink->ids(), ElementsAre(1));
}

TEST_F(StreamEndTest, ends_what_one_session_or_token_or_account_keeps_open_and_nothing_else) {
  using Of = StreamEnd::Of;
  const auto follow_as = [&](const StreamOwner& owner) {
    Client client{.source = hub()
                                .follow({.workspace = here,
                                         .mask = EventMask::of(caller_with(anna)),
                                         .ends = hub().ends(),
                                         .owner = owner})
                                .value()};
    client.source->start(client.sink);
    settle();
    return client;
  };
  const Client phone = follow_as({.member = anna, .account = 5, .session = 70});
  const Client desk = follow_as({.member = anna, .account = 5, .session = 71});
  const Client program = follow_as({.member = anna, .account = 5, .token = 70});
  hub().end_streams(here, {Of::session, 70});
  settle();
  EXPECT_TRUE(phone.sink->closed());
  EXPECT_FALSE(desk.sink->closed());
  EXPECT_FALSE(program.sink->closed()) << "a token may have the number of a session";
  hub().end_streams(here, {Of::token, 70});
  settle();
  EXPECT_TRUE(program.sink->closed());
  hub().end_streams(here, {Of::account, 5});
  settle();
  EXPECT_TRUE(desk.sink->closed());
}

TEST_F(StreamEndTest, does_not_forget_an_end_because_there_were_many) {
  const auto mine = wish(caller_with(anna));
  hub().end_streams(here, ends_of(anna));
  for (std::int64_t each = 0; each < 3'000; ++each) {
    hub().end_streams(here, {StreamEnd::Of::session, 1 + each});
  }
  settle();
  Client late{.source = *mine};
  late.source->start(late.sink);
  settle();
  EXPECT_TRUE(late.sink->closed());
  EXPECT_FALSE(follow(caller_with(anna)).sink->closed());
}

TEST_F(StreamEndTest, ends_every_stream_in_its_time) {
  settings.lifetime = std::chrono::hours(1);
  std::vector<Client> clients;
  for (std::int64_t i = 0; i < 64; ++i) {
    clients.push_back(follow(caller_with(MemberId{i + 1})));
  }
  clock.advance(std::chrono::minutes(44));
  settle();
  for (const Client& client : clients) {
    EXPECT_FALSE(client.sink->closed());
  }
  clock.advance(std::chrono::minutes(8));
  settle();
  const auto ended =
      std::ranges::count_if(clients, [](const Client& c) { return c.sink->closed(); });
  EXPECT_GT(ended, 10);
  EXPECT_LT(ended, 54);
  clock.advance(std::chrono::minutes(8));
  settle();
  for (const Client& client : clients) {
    EXPECT_TRUE(client.sink->closed());
  }
}

TEST_F(StreamEndTest, grants_a_member_only_so_many_streams) {
  settings.streams_per_member = 3;
  std::vector<Client> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(follow(caller_with(anna)));
  }
  EXPECT_EQ(wish(caller_with(anna)).error().code, ErrorCode::too_many);
  EXPECT_TRUE(wish(caller_with(ben)));
  clients.back().source->stop();
  clients.pop_back();
  settle();
  EXPECT_TRUE(wish(caller_with(anna)));
  EXPECT_EQ(hub().streams(), 2U);
}

TEST_F(StreamEndTest, counts_a_stream_that_never_began_only_while_it_is_held) {
  settings.streams_per_member = 1;
  {
    const auto held = wish(caller_with(anna));
    EXPECT_FALSE(wish(caller_with(anna)));
  }
  EXPECT_TRUE(wish(caller_with(anna)));
}

TEST_F(StreamEndTest, grants_only_so_many_streams_in_all) {
  settings.streams = 2;
  const Client first = follow(caller_with(anna));
  const Client second = follow(caller_with(ben));
  EXPECT_EQ(wish(caller_with(MemberId{13})).error().code, ErrorCode::unavailable);
}

TEST_F(StreamEndTest, ends_the_streams_of_a_workspace_that_closes) {
  const Client client = follow(caller_with(anna));
  hub().close(here);
  settle();
  EXPECT_TRUE(client.sink->closed());
  EXPECT_FALSE(hub().reader(here));
  Client late{.source = wish(caller_with(anna)).value()};
  late.source->start(late.sink);
  settle();
  EXPECT_TRUE(late.sink->closed());
}

TEST_F(StreamEndTest, keeps_workspaces_apart) {
  constexpr WorkspaceId there{8};
  FakeLog other_log;
  ASSERT_TRUE(hub().open(there, other_log.reader(), 0));
  const Client client = follow(caller_with(anna));
  hub().publish(there, std::make_shared<std::vector<store::LoggedEvent>>(1, event_of(1)));
  settle();
  EXPECT_THAT(client.sink->ids(), IsEmpty());
  hub().end_streams(there, ends_of(anna));
  settle();
  EXPECT_FALSE(client.sink->closed());
}

TEST_F(StreamEndTest, may_go_before_its_streams_do) {
  std::shared_ptr<StreamSource> source;
  auto sink = std::make_shared<FakeSink>();
  {
    EventHub gone(settings, clock, [](auto) {});
    source = gone.follow({.workspace = here, .mask = EventMask::of(caller_with(anna))}).value();
  }
  source->start(sink);
  source->stop();
}

TEST_F(StreamEndTest, ends_streams_rather_than_leave_one_out_where_something_throws) {
  EventHub failing({.ring_events = 2}, clock, [](auto) { throw std::bad_alloc(); });
  ASSERT_TRUE(failing.open(here, log.reader(), 0));
  failing.publish(here, record(10));
  Client client{
      .source =
          failing.follow({.workspace = here, .mask = EventMask::of(caller_with(anna)), .after = 3})
              .value()};
  client.source->start(client.sink);
  failing.step();
  EXPECT_TRUE(client.sink->closed());
  Client next{
      .source =
          failing.follow({.workspace = here, .mask = EventMask::of(caller_with(anna))}).value()};
  next.source->start(next.sink);
  failing.publish(here, record(1));
  failing.step();
  EXPECT_THAT(next.sink->ids(), ElementsAre(11));
}

TEST_F(StreamEndTest, ends_a_stream_whose_page_could_not_be_read_because_something_threw) {
  EventHub failing({.ring_events = 2, .warm_events = 0}, clock, [](auto job) { job(); });
  const EventReader throws = [](Sequence, std::size_t) -> Result<std::vector<store::LoggedEvent>> {
    throw std::bad_alloc();
  };
  ASSERT_TRUE(failing.open(here, throws, 0));
  failing.publish(here, record(10));
  Client client{
      .source =
          failing.follow({.workspace = here, .mask = EventMask::of(caller_with(anna)), .after = 3})
              .value()};
  client.source->start(client.sink);
  failing.step();
  failing.step();
  EXPECT_TRUE(client.sink->closed());
}

}  // namespace
}  // namespace kith::http
