// SPDX-License-Identifier: Apache-2.0
#include "host/intake_endpoint.h"

#include "host/endpoint_answer.h"
#include "host/permissions.h"

namespace kith::host {
namespace {

constexpr std::size_t most_posted = std::size_t{16} << 20;

// Before anything is read of it: what cannot be written soon is to cost as little as possible.
Result<void> look_for_room(Workspaces& workspaces, const Caller& caller) {
  Workspace* workspace = KITH_TRY(workspaces.find(caller.workspace));
  return workspace->intake().look_for_room();
}

void take_in(Workspaces& workspaces, const http::RawCall& call, const http::Reply& reply) {
  Result<Workspace*> workspace = workspaces.find(call.admitted->caller.workspace);
  if (!workspace) {
    reply.refuse(workspace.error());
    return;
  }
  const auto& request = call.input_as<intake::IntakeRequest>();
  const intake::Order order{
      .urgency = request.is_history ? store::Urgency::background : store::Urgency::arrival,
      .is_history = request.is_history,
      .member = call.admitted->caller.member};
  (*workspace)
      ->intake()
      .submit(request.posts, order, [reply](Result<std::vector<intake::PostResult>> results) {
        if (!results) {
          reply.refuse(results.error());
          return;
        }
        reply.answer(json_response(intake::IntakeAnswer{*std::move(results)}));
      });
}

}  // namespace

void add_intake_endpoint(http::RouteTable& table, Workspaces& workspaces) {
  table.add(
      {.method = http::Method::post,
       .path = "/api/v1/intake",
       .owner = "intake",
       .summary = "Takes posts in and answers once they are stored.",
       .gate = http::Gate::behind(message_intake),
       .handler = [&workspaces](http::RawCall call,
                                const http::Reply& reply) { take_in(workspaces, call, reply); },
       .input = &TypeOf<intake::IntakeRequest>::type,
       .output = &TypeOf<intake::IntakeAnswer>::type,
       .body_limit = most_posted,
       .look_for_room =
           [&workspaces](const Caller& caller) { return look_for_room(workspaces, caller); },
       .rate_class = http::RateClass::write});
}

}  // namespace kith::host
