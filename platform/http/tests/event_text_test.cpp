// SPDX-License-Identifier: Apache-2.0
#include "http/event_text.h"

#include <gtest/gtest.h>

#include "http/frame_ring.h"
#include "http/tests/hub_fixture.h"

namespace kith::http {
namespace {

std::string json_of(const store::LoggedEvent& event) {
  std::string out;
  JsonWriter json(out);
  write_event(json, event);
  return out;
}

TEST(EventText, is_the_envelope_with_the_body_in_it) {
  store::LoggedEvent event = event_of(12);
  event.head.actor = anna;
  event.head.caused_by = 9;
  EXPECT_EQ(json_of(event),
            R"({"sequence":12,"type":"conversation.assigned.v1","noun":"conversation",)"
            R"("subject":"412","actor":"11","caused_by":9,)"
            R"("occurred_at":"2023-11-14T22:13:20.000012Z","data":{"from":"0","to":"11"}})");
}

TEST(EventText, leaves_out_who_and_why_where_there_is_nobody_and_nothing) {
  const std::string json = json_of(event_of(12));
  EXPECT_EQ(json.find("actor"), std::string::npos);
  EXPECT_EQ(json.find("caused_by"), std::string::npos);
}

TEST(EventText, frames_an_event_with_id_type_and_data) {
  const auto said = parse_stream(event_frame(event_of(12)));
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0].id, 12);
  EXPECT_EQ(said[0].event, "conversation.assigned.v1");
  EXPECT_EQ(said[0].data, json_of(event_of(12)));
}

TEST(EventText, keeps_an_event_on_one_line_whatever_its_body_looks_like) {
  store::LoggedEvent event = event_of(12);
  event.body = "{\n\"from\":\"0\",\r\n\"to\":\"11\"}";
  const auto said = parse_stream(event_frame(event));
  ASSERT_EQ(said.size(), 1U);
  EXPECT_NE(said[0].data.find("\"to\":\"11\""), std::string::npos);
}

TEST(EventText, moves_the_id_with_heartbeats_and_resets) {
  EXPECT_EQ(heartbeat_frame(9), ":\nid: 9\nevent: heartbeat\ndata: {\"sequence\":9}\n\n");
  EXPECT_EQ(reset_frame(9), "id: 9\nevent: reset\ndata: {\"sequence\":9}\n\n");
}

Frame frame_of(Sequence sequence) {
  return {sequence, {}, nullptr, std::make_shared<const std::string>(10, 'x')};
}

TEST(FrameRing, keeps_the_newest_by_number) {
  FrameRing ring(3, 1000);
  ring.start_after(10);
  EXPECT_TRUE(ring.follows(10));
  EXPECT_FALSE(ring.follows(9));
  for (Sequence each = 11; each <= 15; ++each) {
    ring.push(frame_of(each));
  }
  EXPECT_EQ(ring.last(), 15);
  EXPECT_FALSE(ring.follows(11));
  EXPECT_TRUE(ring.follows(12));
  EXPECT_TRUE(ring.follows(15));
  EXPECT_FALSE(ring.follows(16));
  for (Sequence each = 13; each <= 15; ++each) {
    EXPECT_EQ(ring.at(each).sequence, each);
  }
}

TEST(FrameRing, keeps_the_newest_by_bytes) {
  FrameRing ring(100, 25);
  for (Sequence each = 1; each <= 5; ++each) {
    ring.push(frame_of(each));
  }
  EXPECT_TRUE(ring.follows(3));
  EXPECT_FALSE(ring.follows(2));
}

}  // namespace
}  // namespace kith::http
