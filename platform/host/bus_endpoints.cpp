// SPDX-License-Identifier: Apache-2.0
#include "host/bus_endpoints.h"

#include "host/endpoint_answer.h"
#include "host/permissions.h"

namespace kith::host {
namespace {

constexpr std::int64_t most_listed_events = 1000;

/// An event that a module could not handle, or that waits behind one.
struct ParkedEvent {
  std::string module;
  std::int64_t sequence = 0;
  std::string type;
  std::string state;
  std::int32_t attempts = 0;
  std::string reason;

  static consteval auto describe() {
    return described(
        "An event that a module could not handle, or that waits behind one.",
        field<&ParkedEvent::module>("The module."), field<&ParkedEvent::sequence>("The event."),
        field<&ParkedEvent::type>("What kind of event."),
        field<&ParkedEvent::state>("waiting, retrying, parked, skipped, or fatal: parked "
                                   "because kith ended in it."),
        field<&ParkedEvent::attempts>("How often it was tried."),
        field<&ParkedEvent::reason>("Why it failed the last time."));
  }
};

struct ParkedEvents {
  std::vector<ParkedEvent> items;

  static consteval auto describe() {
    return described("Events that modules could not handle, oldest first, at most 1000.",
                     field<&ParkedEvents::items>("The events."));
  }
};

struct ListParked {
  static consteval auto describe() { return described("Lists all of them."); }
};

/// Names one held event of one module.
struct ParkedRef {
  std::string module;
  std::int64_t sequence = 0;

  static consteval auto describe() {
    return described("Names a held event.",
                     field<&ParkedRef::module>("The module.", length{1, 100}, forms::word),
                     field<&ParkedRef::sequence>("The event.", range{1, INT64_C(1) << 52}));
  }
};

Result<ParkedEvents> list_parked(Workspaces& workspaces, const Caller& caller) {
  Workspace* workspace = KITH_TRY(workspaces.find(caller.workspace));
  store::ReaderPool::Lease lease = KITH_TRY(workspace->readers().acquire());
  ParkedEvents parked;
  for (const events::HeldEvent& held : KITH_TRY(events::held_events(*lease, most_listed_events))) {
    parked.items.push_back({held.consumer, held.sequence, held.type,
                            std::string(events::hold_word(held.state)), held.attempts,
                            held.reason});
  }
  return parked;
}

enum class Step { replay, skip };

Result<void> change(Workspaces& workspaces, const Caller& caller, const ParkedRef& input,
                    Step step) {
  Workspace* workspace = KITH_TRY(workspaces.find(caller.workspace));
  events::Lane* lane = workspace->bus().lane(input.module);
  if (lane == nullptr) {
    return fail(ErrorCode::not_found,
                "The module " + input.module + " is not loaded; what is held for it waits.");
  }
  return step == Step::replay ? lane->replay(input.sequence)
                              : lane->skip(input.sequence, caller.member);
}

http::RawEndpoint change_endpoint(Workspaces& workspaces, Step step) {
  return {.method = http::Method::post,
          .path = step == Step::replay ? "/api/v1/parked/{module}/{sequence}/replay"
                                       : "/api/v1/parked/{module}/{sequence}/skip",
          .owner = "bus",
          .summary = step == Step::replay ? "Tries a held event again."
                                          : "Passes a held event over, on the record.",
          .gate = http::Gate::behind(parked_change),
          .handler =
              [&workspaces, step](http::RawCall call, const http::Reply& reply) {
                answer_with(reply, change(workspaces, call.admitted->caller,
                                          call.input_as<ParkedRef>(), step));
              },
          .input = &TypeOf<ParkedRef>::type,
          .status = 204,
          .rate_class = http::RateClass::write};
}

}  // namespace

void add_bus_endpoints(http::RouteTable& table, Workspaces& workspaces) {
  table.add({.method = http::Method::get,
             .path = "/api/v1/parked",
             .owner = "bus",
             .summary = "Lists events that modules could not handle.",
             .gate = http::Gate::behind(parked_read),
             .handler =
                 [&workspaces](http::RawCall call, const http::Reply& reply) {
                   answer_with(reply, list_parked(workspaces, call.admitted->caller));
                 },
             .input = &TypeOf<ListParked>::type,
             .output = &TypeOf<ParkedEvents>::type});
  table.add(change_endpoint(workspaces, Step::replay));
  table.add(change_endpoint(workspaces, Step::skip));
}

}  // namespace kith::host
