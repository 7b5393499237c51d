// SPDX-License-Identifier: Apache-2.0
#include "module.h"

#include "calendar_api.h"
#include "calendar_store.h"
#include "case_actions.h"
#include "case_projection.h"
#include "case_store.h"
#include "cases_api.h"
#include "counter.h"
#include "facets.h"
#include "follow_up.h"
#include "measures.h"
#include "permissions.h"
#include "policies_api.h"
#include "policy_store.h"
#include "service_migrations.h"
#include "summary_api.h"

namespace kith::service {
namespace {

constexpr const Statement* statements[] = {&find_case,
                                           &save_case,
                                           &save_case_in_place,
                                           &save_ask,
                                           &change_ask,
                                           &move_ask,
                                           &change_left_out,
                                           &move_left_out,
                                           &move_left_out_of_thread,
                                           &list_pauses,
                                           &add_pause,
                                           &find_counter,
                                           &list_counters,
                                           &save_counter,
                                           &show_case,
                                           &list_by_age,
                                           &list_by_due,
                                           &list_assigned_by_age,
                                           &list_assigned_by_due,
                                           &list_policies,
                                           &insert_policy,
                                           &update_policy,
                                           &find_calendar,
                                           &list_calendar_hours,
                                           &list_calendar_holidays,
                                           &list_calendar_offsets,
                                           &save_calendar,
                                           &clear_calendar_hours,
                                           &clear_calendar_holidays,
                                           &clear_calendar_offsets,
                                           &add_calendar_hours,
                                           &add_calendar_holiday,
                                           &add_calendar_offset,
                                           &find_ask,
                                           &find_answered_by,
                                           &find_opened_by,
                                           &find_person_root,
                                           &list_person_cases,
                                           &list_openings,
                                           &list_resolutions,
                                           &list_asks};

constexpr const Permission* permissions[] = {&case_read, &case_change, &case_assign, &policy_read,
                                             &policy_manage};

constexpr EventType events[] = {event_type<CaseTargetsSet>(), event_type<FirstReplied>(),
                                event_type<CaseResolved>(),   event_type<TargetMissed>(),
                                event_type<PolicyChanged>(),  event_type<CalendarChanged>()};

constexpr Subscription subscriptions[] = {on<&fold_message>(),
                                          on<&fold_edit>(),
                                          on<&fold_deletion>(),
                                          on<&fold_reply>(),
                                          on<&fold_wait_change>(),
                                          on<&fold_status>(),
                                          on<&fold_assignee>(),
                                          on<&fold_priority>(),
                                          on<&fold_merge>(),
                                          on<&fold_unmerge>(),
                                          on<&fold_targets>(),
                                          on<&fold_first_reply>(),
                                          on<&fold_resolution>(),
                                          on<&fold_miss>(),

                                          on<&follow_up<MessageAdded>>(),
                                          on<&follow_up<MessageEdited>>(),
                                          on<&follow_up<MessageDeleted>>(),
                                          on<&follow_up<ReplySent>>(),
                                          on<&follow_up<WaitChanged>>(),
                                          on<&follow_up<StatusChanged>>(),
                                          on<&follow_up<PriorityChanged>>(),
                                          on<&follow_up_both<ConversationMerged>>(),
                                          on<&follow_up_both<ConversationUnmerged>>(),
                                          on_timer<"reply", &check_reply>(),
                                          on_timer<"resolution", &check_resolution>()};

constexpr auto get = HttpMethod::get;
constexpr auto post = HttpMethod::post;

constexpr Route routes[] = {
    query<&list_cases>(get, "/cases", case_read, "Lists the cases of one state."),
    query<&get_case>(get, "/cases/{conversation_id}", case_read, "Shows one case."),
    command<&resolve_case, &changed_case<ResolveCase>>(post, "/cases/{conversation_id}/resolve",
                                                       case_change, "Resolves a case."),
    command<&reopen_case, &changed_case<OneCase>>(post, "/cases/{conversation_id}/reopen",
                                                  case_change, "Opens a case again."),
    command<&snooze_case, &changed_case<SnoozeCase>>(post, "/cases/{conversation_id}/snooze",
                                                     case_change, "Puts a case away until a time."),
    command<&assign_case, &changed_case<AssignCase>>(post, "/cases/{conversation_id}/assign",
                                                     case_assign, "Gives a case to a colleague."),
    command<&prioritise_case, &changed_case<PrioritiseCase>>(
        post, "/cases/{conversation_id}/prioritise", case_change, "Says how urgent a case is."),
    command<&label_case, &changed_case<LabelCase>>(post, "/cases/{conversation_id}/label",
                                                   case_change,
                                                   "Changes the labels of its conversation."),
    query<&get_summary>(get, "/summary", case_read, "Counts the cases."),
    query<&list_policy_views>(get, "/policies", policy_read, "Lists the policies."),
    command<&create_policy, &created_policy>(post, "/policies", policy_manage, "Makes a policy."),
    command<&change_policy, &changed_policy>(HttpMethod::patch, "/policies/{policy_id}",
                                             policy_manage, "Changes a policy."),
    query<&get_calendar>(get, "/calendar", policy_read, "Shows when the company works."),
    command<&replace_calendar, &replaced_calendar>(HttpMethod::put, "/calendar", policy_manage,
                                                   "Says when the company works.")};

constexpr Facet facets[] = {facet<&conversation_facet>(case_read), facet<&message_facet>(case_read),
                            facet<&person_facet>(case_read)};

constexpr TextColumn text_columns[] = {
    {"service_case", "open_asks", std::nullopt, "numbers and times of questions, packed"},
    {"service_policy", "name", std::nullopt, "what the company calls its own policy"},
    {"service_calendar", "zone", std::nullopt, "a name of the time zone data"}};

constexpr Measure measures[] = {
    {"service.first_reply", "minutes", "Business time from a question to the first answer.",
     Statistic::duration, &observe_first_replies},
    {"service.resolution", "minutes", "Business time from a question to its resolution.",
     Statistic::duration, &observe_resolutions},
    {"service.coverage", "share", "Whether a question was answered by a colleague within a day.",
     Statistic::share, &observe_coverage}};

}  // namespace

const Module& module() {
  static constexpr Module service{
      .name = module_name,
      .version = "1",
      .department = Department::service,
      .summary = "Cases: who waits for us, since when, until when, and how it went.",
      .migrations = service_migrations,
      .statements = statements,
      .permissions = permissions,
      .events = events,
      .subscriptions = subscriptions,
      .routes = routes,
      .facets = facets,
      .measures = measures,
      .text_columns = text_columns,
      // No erasers: no table of service holds a text, a name, an address or a person. Message ids
      // stay, as their tombstones do, because an unanswered question counts after its deletion.
  };
  return service;
}

}  // namespace kith::service
