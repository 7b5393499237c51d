// SPDX-License-Identifier: Apache-2.0
#include "overrides_api.h"

#include <limits>

#include <kith/page_cursor.h>

#include "gate_now.h"
#include "override_events.h"

namespace kith::marketing {

OverrideView view_of(const Override& row, Time now) {
  OverrideView view{.id = row.id,
                    .member_id = row.member,
                    .reason = row.reason,
                    .granted_at = row.granted_at,
                    .until = row.until,
                    .is_running = row.runs_at(now),
                    .revision = row.revision};
  if (row.ended_at) {
    view.ended_at = row.ended_at;
  }
  return view;
}

Result<Page<OverrideView>> list_overrides(QueryContext& context, const ListOverrides& input) {
  constexpr std::string_view list = "marketing.overrides";
  PagePlace before{.id = std::numeric_limits<std::int64_t>::max()};
  if (input.cursor) {
    before = KITH_TRY(open_page_cursor(list, *input.cursor));
  }
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_overrides_before, {{"before", before.id}, {"rows", input.limit + 1}}));
  return read_page<OverrideView>(
      *rows, input.limit, list,
      [&](const Rows& row) { return view_of(override_of(row), context.now()); },
      [](const OverrideView& view) { return PagePlace{.id = view.id.value}; });
}

Result<OverrideView> get_override(QueryContext& context, const OneOverride& input) {
  return view_of(KITH_TRY(load_override(context.reader(), input.override_id)), context.now());
}

Result<void> grant_override(CommandContext& context, const GrantOverride& input) {
  const GateNow gate = KITH_TRY(load_gate(context.reader(), context.now()));
  if (gate.is_open()) {
    return fail(ErrorCode::rule, "The gate is open: there is nothing to override.");
  }
  if (gate.running) {
    return fail(ErrorCode::conflict, "An override runs already. End it first.");
  }
  const Override row{.id = KITH_TRY(context.mint<OverrideId>()),
                     .member = context.caller().member,
                     .reason = input.reason,
                     .granted_at = context.now(),
                     .until = context.now() + std::chrono::hours(24) * input.days};
  context.run(insert_override, {{"id", row.id},
                                {"member", row.member},
                                {"reason", row.reason},
                                {"granted_at", row.granted_at},
                                {"until", row.until}});
  context.emit(row.id.value,
               OverrideGranted{.override_id = row.id, .member_id = row.member, .until = row.until});
  return {};
}

Result<OverrideView> granted_override(QueryContext& context, const GrantOverride&,
                                      const Created& created) {
  return get_override(context, {KITH_TRY(created.minted_id<OverrideId>())});
}

Result<void> end_override(CommandContext& context, const OneOverride& input) {
  const Override row = KITH_TRY(load_override(context.reader(), input.override_id));
  KITH_CHECK(context.check_revision(row.revision));
  if (!row.runs_at(context.now())) {
    return {};
  }
  context.run(end_override_at, {{"id", row.id}, {"now", context.now()}});
  context.emit(row.id.value,
               OverrideEnded{.override_id = row.id, .member_id = context.caller().member});
  return {};
}

}  // namespace kith::marketing
