// SPDX-License-Identifier: Apache-2.0
#include "module.h"

#include "facets.h"
#include "follow_up.h"
#include "measures.h"
#include "message_projection.h"
#include "opt_outs_api.h"
#include "own_events.h"
#include "permissions.h"
#include "promises_api.h"
#include "relationship_store.h"
#include "relationships_api.h"
#include "sales_migrations.h"
#include "thread_projection.h"
#include "thread_store.h"
#include "touches_api.h"

namespace kith::sales {
namespace {

constexpr const Statement* statements[] = {&find_relationship,
                                           &save_relationship,
                                           &save_relationship_in_place,
                                           &find_tie,
                                           &save_tie,
                                           &list_ties,
                                           &add_act,
                                           &remove_act,
                                           &list_newest_acts,
                                           &add_leaver,
                                           &remove_leaver,
                                           &find_leaver,
                                           &find_thread,
                                           &save_thread,
                                           &find_whole,
                                           &list_parts,
                                           &find_opt_out_of,
                                           &list_open_conversations,
                                           &sum_signs,
                                           &list_strongest,
                                           &list_cooling,
                                           &list_due,
                                           &list_own_due,
                                           &list_due_to,
                                           &find_touch,
                                           &list_touches_with,
                                           &insert_touch,
                                           &remove_touch,
                                           &forget_notes_of_person,
                                           &forget_notes_of_message,
                                           &find_persons_of_message,
                                           &show_opt_out,
                                           &list_opt_outs_after,
                                           &insert_opt_out,
                                           &remove_opt_out,
                                           &forget_reasons_of,
                                           &find_act_of_message,
                                           &find_exchange_of_reply,
                                           &find_sides_of_message,
                                           &list_acts_of_kind};

constexpr const Permission* permissions[] = {&relationship_read, &touch_read, &touch_record,
                                             &opt_out_read, &opt_out_record};

constexpr EventType events[] = {event_type<TouchRecorded>(), event_type<TouchWithdrawn>(),
                                event_type<OptOutRecorded>(), event_type<OptOutWithdrawn>(),
                                event_type<LeftUnanswered>()};

constexpr Subscription subscriptions[] = {on<&fold_message>(),
                                          on<&fold_edit>(),
                                          on<&fold_deletion>(),
                                          on<&fold_reply>(),
                                          on<&fold_status>(),
                                          on<&fold_miss, when_present>(),
                                          on<&fold_merge>(),
                                          on<&fold_unmerge>(),
                                          on<&fold_promise>(),
                                          on<&fold_touch>(),
                                          on<&fold_touch_withdrawal>(),
                                          on<&fold_left_unanswered>(),
                                          on<&fold_member>(),

                                          on<&watch_question>(),
                                          on<&watch_edit>(),
                                          on<&stop_watching>(),
                                          on_timer<"unanswered", &check_questions>()};

constexpr auto get = HttpMethod::get;
constexpr auto post = HttpMethod::post;
constexpr auto del = HttpMethod::del;

constexpr Route routes[] = {
    query<&list_relationships>(get, "/relationships", relationship_read,
                               "Lists persons by how close they are, or how long unheard of."),
    query<&get_relationship>(get, "/relationships/{person_id}", relationship_read,
                             "Shows how close a person is, and why."),
    query<&get_guard>(get, "/relationships/{person_id}/guard", relationship_read,
                      "Says whether a person may be approached now, and why not."),
    query<&list_due_promises>(get, "/promises", relationship_read,
                              "Lists open promises that are overdue or soon due."),
    query<&list_touches>(get, "/touches", touch_read, "Lists what was noted of one person."),
    query<&get_touch>(get, "/touches/{touch_id}", touch_read, "Shows one touch."),
    command<&record_touch, &recorded_touch>(post, "/touches", touch_record,
                                            "Notes help, an introduction or a meeting."),
    command<&withdraw_touch>(del, "/touches/{touch_id}", touch_record,
                             "Takes back a touch that was noted wrongly."),
    query<&list_opt_outs>(get, "/opt_outs", opt_out_read,
                          "Lists who does not want to be approached."),
    query<&get_opt_out>(get, "/opt_outs/{opt_out_id}", opt_out_read, "Shows one opt-out."),
    command<&record_opt_out, &recorded_opt_out>(post, "/opt_outs", opt_out_record,
                                                "Notes that a person opted out."),
    command<&withdraw_opt_out>(del, "/opt_outs/{opt_out_id}", opt_out_record,
                               "Notes that a person may be approached again.")};

constexpr Facet facets[] = {facet<&person_facet>(relationship_read),
                            facet<&message_facet>(relationship_read)};

constexpr Measure measures[] = {
    {"sales.exchange", "share", "Whether a question was answered by a colleague or left alone.",
     Statistic::share, &observe_exchanges},
    {"sales.promise",
     "share",
     "Whether a promise that ended was kept.",
     Statistic::share,
     &observe_promises,
     {.days = 90},
     5},
    {"sales.introduction", "count", "Introductions that were given or received.", Statistic::count,
     &observe_introductions}};

constexpr Eraser erasers[] = {{Noun::person, &forget_notes_about},
                              {Noun::person, &forget_reasons},
                              {Noun::message, &forget_notes_on}};

constexpr TextColumn text_columns[] = {
    {"sales_relationship", "tally", std::nullopt, "decayed sums, packed"},
    {"sales_tie", "tally", std::nullopt, "decayed sums, packed"},
    {"sales_thread", "questions", std::nullopt, "numbers and times of questions, packed"},
    {"sales_thread", "parts", std::nullopt, "numbers of threads, packed"},
    {"sales_touch", "note", Noun::person, "what a colleague noted; goes with its message, too"},
    {"sales_opt_out", "reason", Noun::person, "what they said; that they opted out stays"}};

}  // namespace

const Module& module() {
  static constexpr Module sales{
      .name = "sales",
      .version = "1",
      .department = Department::sales,
      .summary = "Relationships: how close persons are to us, what is promised, whom to leave be.",
      .migrations = sales_migrations,
      .statements = statements,
      .permissions = permissions,
      .events = events,
      .subscriptions = subscriptions,
      .routes = routes,
      .facets = facets,
      .measures = measures,
      .erasers = erasers,
      .text_columns = text_columns,
  };
  return sales;
}

}  // namespace kith::sales
