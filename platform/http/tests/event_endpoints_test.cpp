// SPDX-License-Identifier: Apache-2.0
#include "http/event_endpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/tests/hub_fixture.h"
#include "http/tests/router_fixture.h"

namespace kith::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// The router with a hub behind it; the fake gatekeeper's workspace is the hub's.
class EventEndpoints : public RouterTest {
 protected:
  EventEndpoints() {
    EXPECT_TRUE(hub.open(here, events.reader(), 0));
    hub.step();
    add_event_endpoints(table, hub, gatekeeper);
  }

  void commit(std::size_t count, Visibility visibility = {},
              std::string_view type = "conversation.assigned.v1") {
    auto batch = std::make_shared<std::vector<store::LoggedEvent>>();
    for (std::size_t i = 0; i < count; ++i) {
      batch->push_back(event_of(++last, visibility, type));
      events.add(batch->back());
    }
    hub.publish(here, batch);
    hub.step();
  }

  std::string feed(const std::string& query) {
    const Response response = send(ask(Method::get, "/api/v1/events" + query));
    EXPECT_EQ(response.status, 200) << response.body;
    return response.body;
  }

  std::shared_ptr<FakeSink> begin(const Response& response) {
    auto sink = std::make_shared<FakeSink>();
    response.stream->start(sink);
    hub.step();
    return sink;
  }

  static std::vector<Sequence> ids_of(const std::string& page) {
    std::vector<Sequence> ids;
    for (std::size_t i = 0; i < json_size_at(page, "/items"); ++i) {
      ids.push_back(std::stoll(json_at(page, "/items/" + std::to_string(i) + "/sequence")));
    }
    return ids;
  }

  FakeLog events;
  EventHub hub{{}, clock, [](auto job) { job(); }};
  Sequence last = 0;
};

TEST_F(EventEndpoints, read_the_log_in_pages_that_never_end) {
  commit(5);
  const auto first = feed("?limit=3");
  EXPECT_EQ(ids_of(first), sequences(1, 3));
  EXPECT_EQ(json_at(first, "/next"), "3");
  const auto second = feed("?limit=3&after=3");
  EXPECT_EQ(ids_of(second), sequences(4, 5));
  const auto third = feed("?after=5");
  EXPECT_EQ(third, R"({"items":[],"next":"5"})");
  commit(1);
  EXPECT_EQ(ids_of(feed("?after=5")), sequences(6, 6));
}

TEST_F(EventEndpoints, link_from_page_to_page) {
  commit(5);
  const Response response =
      send(ask(Method::get, "/api/v1/events?after=0&limit=3&types=conversation"));
  EXPECT_EQ(header_of(response, "Link"),
            "</api/v1/events?limit=3&types=conversation&after=3>; rel=\"next\"");
}

TEST_F(EventEndpoints, pass_over_what_the_caller_may_not_see) {
  commit(1);
  commit(3, Visibility::department(Department::people));
  commit(1, Visibility::member(MemberId{12}));
  commit(1, Visibility::member(MemberId{11}));
  const auto page = feed("");
  EXPECT_THAT(ids_of(page), ElementsAre(1, 6));
  commit(4, Visibility::department(Department::people));
  const auto rest = feed("?after=6");
  EXPECT_THAT(ids_of(rest), IsEmpty());
  EXPECT_EQ(json_at(rest, "/next"), "10");
}

TEST_F(EventEndpoints, filter_by_how_types_begin) {
  commit(2);
  commit(1, {}, "message.added.v1");
  commit(1, {}, "person.erased.v1");
  EXPECT_THAT(ids_of(feed("?types=message,person")), ElementsAre(3, 4));
  EXPECT_THAT(ids_of(feed("?types=message&types=person.erased")), ElementsAre(3, 4));
}

TEST_F(EventEndpoints, read_only_so_much_of_the_log_at_once) {
  commit(3'000, Visibility::department(Department::people));
  const auto page = feed("");
  EXPECT_THAT(ids_of(page), IsEmpty());
  EXPECT_EQ(json_at(page, "/next"), "2000");
  EXPECT_EQ(json_at(feed("?after=2000"), "/next"), "3000");
}

TEST_F(EventEndpoints, refuse_what_is_no_place_in_the_log) {
  for (const char* query : {"?after=-1", "?after=x", "?after=9007199254740992", "?limit=0",
                            "?limit=201", "?types=a,", "?types=%25", "?since=1"}) {
    EXPECT_EQ(send(ask(Method::get, std::string("/api/v1/events") + query)).status, 400) << query;
  }
}

TEST_F(EventEndpoints, answer_a_failing_disk_as_a_problem) {
  events.break_down();
  const Response response = send(ask(Method::get, "/api/v1/events"));
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body.find("disk is gone"), std::string::npos);
}

TEST_F(EventEndpoints, follow_live_from_now_on) {
  commit(2);
  const Response response = send(ask(Method::get, "/api/v1/events/stream"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header_of(response, "Content-Type"), "text/event-stream");
  EXPECT_EQ(header_of(response, "Cache-Control"), "no-store");
  ASSERT_NE(response.stream, nullptr);
  const auto sink = begin(response);
  commit(2);
  EXPECT_EQ(sink->ids(), sequences(3, 4));
}

TEST_F(EventEndpoints, resume_by_header_before_query) {
  commit(6);
  EXPECT_EQ(begin(send(ask(Method::get, "/api/v1/events/stream?after=4")))->ids(), sequences(5, 6));
  EXPECT_EQ(
      begin(send(ask(Method::get, "/api/v1/events/stream?after=1").with("last-event-id", "3")))
          ->ids(),
      sequences(4, 6));
}

TEST_F(EventEndpoints, start_a_client_afresh_whose_id_is_none_of_ours) {
  commit(6);
  for (const char* id : {"x", "-1", "7", "99999999999999999999", "1;2"}) {
    const auto said =
        begin(send(ask(Method::get, "/api/v1/events/stream").with("last-event-id", id)))->said();
    ASSERT_THAT(said, SizeIs(1)) << id;
    EXPECT_EQ(said[0].event, "reset") << id;
    EXPECT_EQ(said[0].id, 6) << id;
  }
}

TEST_F(EventEndpoints, open_no_stream_for_head) {
  const Response response = send(ask(Method::head, "/api/v1/events/stream"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header_of(response, "Content-Type"), "text/event-stream");
  EXPECT_EQ(response.stream, nullptr);
  EXPECT_EQ(hub.streams(), 0U);
}

TEST_F(EventEndpoints, open_no_stream_for_whoever_may_not_follow) {
  EXPECT_EQ(send(ask(Method::get, "/api/v1/events/stream").as("nobody")).status, 401);
  EXPECT_EQ(hub.streams(), 0U);
}

TEST_F(EventEndpoints, are_not_there_while_the_workspace_is_not_open) {
  hub.close(here);
  EXPECT_EQ(send(ask(Method::get, "/api/v1/events/stream")).status, 503);
  EXPECT_EQ(send(ask(Method::get, "/api/v1/events")).status, 503);
}

TEST_F(EventEndpoints, end_a_stream_whose_rights_changed_on_the_way) {
  const Response response = send(ask(Method::get, "/api/v1/events/stream"));
  hub.end_streams(here, {StreamEnd::Of::member, 11});
  EXPECT_TRUE(begin(response)->closed());
}

}  // namespace
}  // namespace kith::http
