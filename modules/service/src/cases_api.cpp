// SPDX-License-Identifier: Apache-2.0
#include "cases_api.h"

#include <kith/page_cursor.h>
#include <kith/wanted_member.h>

#include "case_store.h"

namespace kith::service {

// The lists run along an index each: (state, state_since) or (state, due_at), with or without the
// assignee before them.
#define KITH_SERVICE_BY_AGE                                                                  \
  "service_case.state = $state AND (service_case.state_since, service_case.conversation) > " \
  "($key, $id) ORDER BY service_case.state_since, service_case.conversation LIMIT $rows"
#define KITH_SERVICE_BY_DUE                                                               \
  "service_case.state = $state AND service_case.due_at > 0 AND "                          \
  "service_case.due_at <= $until AND (service_case.due_at, service_case.conversation) > " \
  "($key, $id) ORDER BY service_case.due_at, service_case.conversation LIMIT $rows"

constexpr Statement list_by_age{"list_by_age", KITH_SERVICE_CASE_VIEW KITH_SERVICE_BY_AGE};
constexpr Statement list_by_due{"list_by_due", KITH_SERVICE_CASE_VIEW KITH_SERVICE_BY_DUE};
constexpr Statement list_assigned_by_age{
    "list_assigned_by_age",
    KITH_SERVICE_CASE_VIEW "service_case.assignee = $assignee AND " KITH_SERVICE_BY_AGE};
constexpr Statement list_assigned_by_due{
    "list_assigned_by_due",
    KITH_SERVICE_CASE_VIEW "service_case.assignee = $assignee AND " KITH_SERVICE_BY_DUE};

#undef KITH_SERVICE_BY_AGE
#undef KITH_SERVICE_BY_DUE

namespace {

/// A list, as its filter and order say: which index it runs along, and how its cursors know it.
struct List {
  CaseState state;
  std::optional<MemberId> assignee = {};
  bool overdue;
  bool by_due;

  std::string name() const {
    return "service.cases " + std::to_string(static_cast<int>(state)) + " " +
           (assignee ? std::to_string(assignee->value) : "all") +
           (overdue  ? " overdue"
            : by_due ? " due"
                     : " oldest");
  }
  const Statement& statement() const {
    return by_due     ? assignee ? list_assigned_by_due : list_by_due
           : assignee ? list_assigned_by_age
                      : list_by_age;
  }
  PagePlace place_of(const CaseView& view) const {
    const Time key = by_due ? view.due.value_or(Time{}) : view.since;
    return {key.microseconds, view.conversation_id.value};
  }
};

Result<List> wanted_list(const Caller& caller, const ListCases& input) {
  if (input.state == CaseState::none) {
    return fail_at(ErrorCode::invalid, "/state", "Must be waiting, answered, resolved or merged.");
  }
  List list{.state = input.state,
            .overdue = input.overdue,
            .by_due = input.overdue || input.order == CaseOrder::due};
  if (!input.assignee.empty()) {
    list.assignee = KITH_TRY(wanted_member(caller, input.assignee, "/assignee"));
  }
  return list;
}

}  // namespace

Result<Page<CaseView>> list_cases(QueryContext& context, const ListCases& input) {
  const List list = KITH_TRY(wanted_list(context.caller(), input));
  PagePlace after;
  if (input.cursor) {
    after = KITH_TRY(open_page_cursor(list.name(), *input.cursor));
  }
  std::vector<Parameter> parameters{{"state", static_cast<int>(list.state)},
                                    {"key", after.key},
                                    {"id", after.id},
                                    {"rows", input.limit + 1}};
  if (list.by_due) {
    constexpr Time ever{std::numeric_limits<std::int64_t>::max()};
    parameters.push_back({"until", list.overdue ? context.now() : ever});
  }
  if (list.assignee) {
    parameters.push_back({"assignee", *list.assignee});
  }
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(list.statement(), std::span<const Parameter>(parameters)));
  return read_page<CaseView>(
      *rows, input.limit, list.name(), [](const Rows& row) { return view_of(row); },
      [&](const CaseView& view) { return list.place_of(view); });
}

Result<CaseView> get_case(QueryContext& context, const OneCase& input) {
  return view_case(context.reader(), input.conversation_id);
}

}  // namespace kith::service
