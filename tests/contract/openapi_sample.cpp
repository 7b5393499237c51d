// SPDX-License-Identifier: Apache-2.0
// Writes the OpenAPI document of a small module, of the platform's own endpoints and of all shared
// events to standard output, for the judge.
#include <iostream>

#include <kith/events.h>

#include "http/docs.h"
#include "http/event_endpoints.h"
#include "http/health.h"
#include "http/openapi.h"
#include "http/tests/shop.h"

namespace {

using namespace kith;

constexpr EventType all_events[] = {
    event_type<MessageAdded>(),       event_type<MessageEdited>(),
    event_type<MessageDeleted>(),     event_type<ReplySubmitted>(),
    event_type<ReplyUndone>(),        event_type<ReplySent>(),
    event_type<ReplyFailed>(),        event_type<StatusChanged>(),
    event_type<AssigneeChanged>(),    event_type<PriorityChanged>(),
    event_type<LabelsChanged>(),      event_type<DepartmentChanged>(),
    event_type<ConversationMerged>(), event_type<ConversationUnmerged>(),
    event_type<PersonMerged>(),       event_type<PersonUnmerged>(),
    event_type<PersonErased>(),       event_type<HandoffChanged>(),
    event_type<PromiseChanged>(),     event_type<TimerFired>()};

class Nobody final : public http::Gatekeeper {
 public:
  Result<http::Admitted> admit(const http::Request&) override {
    return fail(ErrorCode::unauthenticated, "Nobody.");
  }
};

class Nothing final : public events::Executor {
 public:
  void execute(events::Call) override {}
};

Result<std::string> document() {
  Nobody gatekeeper;
  Nothing executor;
  const SystemClock clock;
  http::EventHub hub({}, clock, [](auto) {});
  http::RouteTable table;
  table.mount("shop", "/api/v1/shop", shop::routes, executor);
  http::add_event_endpoints(table, hub, gatekeeper);
  http::add_health(table, {}, gatekeeper);
  KITH_CHECK(http::add_docs(table, all_events));
  const http::ApiInfo info{.version = "0.1.0", .events = all_events};
  KITH_CHECK(http::add_openapi(table, info));
  return http::openapi_document(table, info);
}

}  // namespace

int main() {
  const Result<std::string> text = document();
  if (!text) {
    std::cerr << text.error().message << ' ' << text.error().detail << '\n';
    return 1;
  }
  std::cout << *text;
}
