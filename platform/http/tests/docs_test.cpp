// SPDX-License-Identifier: Apache-2.0
#include "http/docs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <kith/events.h>

#include "http/html_page.h"
#include "http/problem.h"
#include "http/sample.h"
#include "http/tests/router_fixture.h"

namespace kith::http {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr EventType some_events[] = {event_type<StatusChanged>(), event_type<MessageAdded>(),
                                     event_type<ConversationMerged>(),
                                     event_type<HandoffChanged>()};

class Docs : public RouterTest {
 protected:
  Docs() { EXPECT_TRUE(add_docs(table, some_events)); }
};

TEST_F(Docs, explain_every_code_where_problems_point) {
  const Response response = send(ask(Method::get, "/api/docs/errors").as("nobody"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header_of(response, "Content-Type"), "text/html; charset=utf-8");
  const std::string page = body_of(response);
  EXPECT_EQ(problem_kinds().size(), 12U);
  for (const ProblemKind& kind : problem_kinds()) {
    EXPECT_THAT(page, HasSubstr("<section id=\"" + std::string(error_word(kind.code)) + "\">"));
  }
}

TEST_F(Docs, are_pages_that_can_run_nothing) {
  for (const char* path : {"/api/docs/errors", "/api/docs/events"}) {
    const Response response = send(ask(Method::get, path));
    EXPECT_THAT(header_of(response, "Content-Security-Policy"), HasSubstr("default-src 'none'"));
    EXPECT_THAT(header_of(response, "Content-Security-Policy"), Not(HasSubstr("script-src")));
    EXPECT_THAT(body_of(response), Not(HasSubstr("<script")));
    EXPECT_THAT(body_of(response), Not(HasSubstr("style=")));
  }
  const Response style = send(ask(Method::get, "/api/docs/style.css"));
  EXPECT_EQ(header_of(style, "Content-Type"), "text/css; charset=utf-8");
}

TEST_F(Docs, list_every_event_with_meaning_schema_and_example) {
  const std::string page = body_of(send(ask(Method::get, "/api/docs/events")));
  for (const EventType& type : some_events) {
    EXPECT_THAT(page, HasSubstr("<section id=\"" + std::string(type.name) + "\">"));
    EXPECT_THAT(page, HasSubstr(html_text(type.body->meaning)));
  }
  EXPECT_THAT(page, HasSubstr("&quot;$schema&quot;: &quot;https://json-schema.org/"));
  EXPECT_THAT(page, HasSubstr("&quot;type&quot;: &quot;message.added.v1&quot;"));
  EXPECT_LT(page.find("id=\"conversation.merged.v1\""), page.find("id=\"message.added.v1\""));
}

template <class Body>
void expect_sample_reads() {
  const std::string json = sample_json(TypeOf<Body>::type);
  const Result<void> read = [&]() -> Result<void> {
    Body body{};
    return JsonReader().read(json, TypeOf<Body>::type, &body);
  }();
  EXPECT_TRUE(read) << json;
}

TEST_F(Docs, show_examples_that_are_what_they_describe) {
  expect_sample_reads<MessageAdded>();
  expect_sample_reads<StatusChanged>();
  expect_sample_reads<ConversationMerged>();
  expect_sample_reads<ConversationUnmerged>();
  expect_sample_reads<HandoffChanged>();
  expect_sample_reads<PromiseChanged>();
  expect_sample_reads<LabelsChanged>();
  expect_sample_reads<TimerFired>();
  expect_sample_reads<shop::PlaceOrder>();
  expect_sample_reads<shop::ListOrders>();
}

TEST(Html, keeps_text_text) {
  EXPECT_EQ(html_text(R"(<a href="x" o='y'>&amp;)"),
            "&lt;a href=&quot;x&quot; o=&#39;y&#39;&gt;&amp;amp;");
}

}  // namespace
}  // namespace kith::http
