// SPDX-License-Identifier: Apache-2.0
#include "module.h"

#include "audit.h"
#include "audit_measure.h"
#include "audits_api.h"
#include "calendar_api.h"
#include "calendar_store.h"
#include "case_actions.h"
#include "case_projection.h"
#include "case_store.h"
#include "cases_api.h"
#include "closing.h"
#include "closing_measures.h"
#include "counter.h"
#include "facets.h"
#include "follow_up.h"
#include "measures.h"
#include "permissions.h"
#include "policies_api.h"
#include "policy_store.h"
#include "service_migrations.h"
#include "summary_api.h"
#include "survey_measures.h"
#include "survey_projection.h"
#include "survey_settings_api.h"
#include "survey_store.h"
#include "surveying.h"
#include "surveys_api.h"

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
                                           &find_last_mark,
                                           &list_openings,
                                           &list_resolutions,
                                           &list_asks,
                                           &find_survey,
                                           &save_survey,
                                           &find_survey_place,
                                           &save_survey_place,
                                           &find_survey_person,
                                           &save_survey_person,
                                           &find_survey_settings,
                                           &save_survey_settings,
                                           &list_survey_words,
                                           &clear_survey_words,
                                           &add_survey_words,
                                           &list_surveys_before,
                                           &count_own_replies,
                                           &add_opt_out,
                                           &remove_opt_out,
                                           &find_opener,
                                           &find_asking,
                                           &count_reasons_against,
                                           &count_same_person,
                                           &find_message_text,
                                           &add_closing,
                                           &reopen_closing,
                                           &return_to_closing,
                                           &begin_late,
                                           &end_late,
                                           &list_rated,
                                           &list_asked,
                                           &list_closings,
                                           &list_questions_of_persons,
                                           &list_new_cases,
                                           &list_returns,
                                           &list_late,
                                           &list_due,
                                           &find_audit,
                                           &save_audit,
                                           &list_audited,
                                           &list_audits_open,
                                           &list_audits_judged};

constexpr const Permission* permissions[] = {
    &case_read,   &case_change,   &case_assign, &policy_read, &policy_manage,
    &survey_read, &survey_manage, &mark_record, &audit_read,  &audit_judge};

constexpr EventType events[] = {
    event_type<CaseTargetsSet>(),        event_type<FirstReplied>(),  event_type<CaseResolved>(),
    event_type<TargetMissed>(),          event_type<PolicyChanged>(), event_type<CalendarChanged>(),
    event_type<SurveyDrawn>(),           event_type<SurveyAsked>(),   event_type<Rated>(),
    event_type<SurveySettingsChanged>(), event_type<AuditDrawn>(),    event_type<AuditJudged>()};

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
                                          on<&fold_survey_draw>(),
                                          on<&fold_survey_asking>(),
                                          on<&fold_survey_held>(),
                                          on<&fold_survey_sent>(),
                                          on<&fold_mark>(),
                                          on<&fold_audit_draw>(),
                                          on<&fold_audit_verdict>(),
                                          on<&fold_opt_out, when_present>(),
                                          on<&fold_opt_out_end, when_present>(),

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
                                          on_timer<"resolution", &check_resolution>(),
                                          on<&take_mark>(),
                                          on<&take_other_mark>(),
                                          on_timer<"survey", &ask_for_mark>(),
                                          on<&draw_audit>()};

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
                                                   "Says when the company works."),
    query<&get_survey_settings>(get, "/survey_settings", survey_read,
                                "Shows who is asked how it went."),
    command<&replace_survey_settings, &replaced_survey_settings>(
        HttpMethod::put, "/survey_settings", survey_manage, "Says who is asked how it went."),
    query<&list_surveys>(get, "/surveys", survey_read, "Lists the surveys."),
    query<&get_survey>(get, "/surveys/{survey_id}", survey_read, "Shows one survey."),
    command<&answer_survey, &answered_survey>(post, "/surveys/{survey_id}/answer", mark_record,
                                              "Brings the mark that a person gave."),
    query<&list_audits>(get, "/audits", audit_read,
                        "Lists messages that seemed to need no reply, to be judged."),
    command<&judge_audit, &judged_audit>(post, "/audits/{message_id}/judge", audit_judge,
                                         "Says whether somebody waited for an answer.")};

constexpr Facet facets[] = {facet<&conversation_facet>(case_read), facet<&message_facet>(case_read),
                            facet<&person_facet>(case_read)};

constexpr TextColumn text_columns[] = {
    {"service_case", "open_asks", std::nullopt, "numbers and times of questions, packed"},
    {"service_policy", "name", std::nullopt, "what the company calls its own policy"},
    {"service_calendar", "zone", std::nullopt, "a name of the time zone data"},
    {"service_survey_words", "language", std::nullopt, "a language"},
    {"service_survey_words", "words", std::nullopt, "what the company asks everybody"}};

constexpr Measure measures[] = {
    {"service.first_reply", "minutes", "Business time from a question to the first answer.",
     Statistic::duration, &observe_first_replies},
    {"service.resolution", "minutes", "Business time from a question to its resolution.",
     Statistic::duration, &observe_resolutions},
    {"service.coverage", "share", "Whether a question was answered by a colleague within a day.",
     Statistic::share, &observe_coverage},
    {"service.held", "share",
     "Whether a resolved case was neither opened again nor its person back within seven days.",
     Statistic::share, &observe_held},
    {"service.csat",
     "share",
     "Whether the mark that a person gave is one of the top two of five.",
     Statistic::share,
     &observe_marks,
     {28, 90, 120}},
    {"service.csat_answers", "answers", "How many marks were given.", Statistic::count,
     &observe_marks},
    {"service.survey_response", "share",
     "Whether a person who was asked for a mark gave one within seven days.", Statistic::share,
     &observe_responses},
    {"service.past_due", "cases", "How many cases are past something that was due.",
     Statistic::count, &observe_past_due},
    {"service.inflow", "cases", "How many cases were opened, or came back after a resolution.",
     Statistic::count, &observe_inflow}};

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
