// SPDX-License-Identifier: Apache-2.0
#include "host/erase_endpoints.h"

#include "access/audit.h"
#include "host/endpoint_answer.h"
#include "host/erasure_views.h"
#include "host/permissions.h"

namespace kith::host {
namespace {

/// Names the person to erase.
struct ErasePerson {
  PersonId person_id;

  static consteval auto describe() {
    return described("Names a person.",
                     field<&ErasePerson::person_id>("The person; all that were made one with them "
                                                    "are erased too."));
  }
};

struct ListErasures {
  static consteval auto describe() { return described("Lists all of them."); }
};

struct CleanFiles {
  static consteval auto describe() { return described("Cleans the files at once."); }
};

ErasuresView view_of(const ErasureState& state) {
  ErasuresView view{.is_done = state.is_done, .problem = state.problem};
  if (state.in_files_since) {
    view.in_files_since = state.in_files_since;
  }
  for (const conversation::EraseProgress& each : state.erasures) {
    ErasureView erasure{.job_id = each.id,
                        .done = each.done,
                        .total = each.total,
                        .is_finished = each.is_finished,
                        .started_at = each.started_at};
    for (const std::int64_t person : each.persons) {
      erasure.person_ids.push_back({person});
    }
    view.items.push_back(std::move(erasure));
  }
  return view;
}

Result<ErasuresView> list(Workspaces& workspaces, const Caller& caller) {
  Workspace* workspace = KITH_TRY(workspaces.find(caller.workspace));
  return view_of(KITH_TRY(workspace->erasure().state()));
}

Result<ErasuresView> erase(Workspaces& workspaces, access::Access& access, const Caller& caller,
                           PersonId person) {
  Workspace* workspace = KITH_TRY(workspaces.find(caller.workspace));
  KITH_TRY(workspace->erasure().erase(person, caller.member));
  KITH_CHECK(access::record_action(access, caller,
                                   {.action = access::AuditAction::data_erased,
                                    .target_kind = "person",
                                    .target = person.value}));
  return view_of(KITH_TRY(workspace->erasure().state()));
}

Result<void> clean(Workspaces& workspaces, const Caller& caller) {
  Workspace* workspace = KITH_TRY(workspaces.find(caller.workspace));
  workspace->erasure().clean_files_now();
  return {};
}

}  // namespace

void add_erase_endpoints(http::RouteTable& table, Workspaces& workspaces, access::Access& access) {
  table.add({.method = http::Method::post,
             .path = "/api/v1/persons/{person_id}/erase",
             .owner = "conversation",
             .summary = "Erases a person for good: gone from all answers when this returns, from "
                        "the files soon after.",
             .gate = http::Gate::behind(person_erase),
             .handler =
                 [&workspaces, &access](http::RawCall call, const http::Reply& reply) {
                   answer_with(reply, erase(workspaces, access, call.admitted->caller,
                                            call.input_as<ErasePerson>().person_id));
                 },
             .input = &TypeOf<ErasePerson>::type,
             .output = &TypeOf<ErasuresView>::type,
             .rate_class = http::RateClass::write});
  table.add({.method = http::Method::get,
             .path = "/api/v1/erasures",
             .owner = "conversation",
             .summary = "How far the erasures of persons are.",
             .gate = http::Gate::behind(person_erase),
             .handler =
                 [&workspaces](http::RawCall call, const http::Reply& reply) {
                   answer_with(reply, list(workspaces, call.admitted->caller));
                 },
             .input = &TypeOf<ListErasures>::type,
             .output = &TypeOf<ErasuresView>::type});
  table.add({.method = http::Method::post,
             .path = "/api/v1/erasures/clean",
             .owner = "conversation",
             .summary = "Has the files cleaned of erased text at once. What comes in waits "
                        "meanwhile, seconds for each gigabyte.",
             .gate = http::Gate::behind(person_erase),
             .handler =
                 [&workspaces](http::RawCall call, const http::Reply& reply) {
                   answer_with(reply, clean(workspaces, call.admitted->caller));
                 },
             .input = &TypeOf<CleanFiles>::type,
             .status = 204,
             .rate_class = http::RateClass::write});
}

}  // namespace kith::host
