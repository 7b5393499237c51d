// SPDX-License-Identifier: Apache-2.0
#include "module.h"

#include "events.h"
#include "marketing_migrations.h"
#include "owner_store.h"
#include "owners_api.h"
#include "permissions.h"

namespace kith::marketing {
namespace {

constexpr const Statement* statements[] = {&list_owners_named, &find_colleague, &save_owner};

constexpr const Permission* permissions[] = {&gate_read, &owner_manage};

constexpr EventType events[] = {event_type<OwnerChanged>()};

constexpr auto get = HttpMethod::get;

constexpr Route routes[] = {
    query<&list_owners>(get, "/owners", gate_read,
                        "Lists who answers for each department's loops."),
    query<&get_owner>(get, "/owners/{department}", gate_read,
                      "Shows who answers for a department's loops."),
    command<&name_owner, &named_owner>(HttpMethod::put, "/owners/{department}", owner_manage,
                                       "Says who answers for a department's loops.")};

}  // namespace

const Module& module() {
  static constexpr Module marketing{
      .name = "marketing",
      .version = "1",
      .department = Department::marketing,
      .summary = "Whether the company has earned to be loud, and who speaks well of it unasked.",
      .migrations = marketing_migrations,
      .statements = statements,
      .permissions = permissions,
      .events = events,
      .routes = routes,
  };
  return marketing;
}

}  // namespace kith::marketing
