// SPDX-License-Identifier: Apache-2.0
#include "module.h"

#include "answer_projection.h"
#include "answer_store.h"
#include "answered.h"
#include "experts_api.h"
#include "helped_api.h"
#include "measures.h"
#include "participation_api.h"
#include "people_migrations.h"
#include "permissions.h"
#include "sketches.h"

namespace kith::people {
namespace {

constexpr const Statement* statements[] = {&find_thread,     &save_thread,
                                           &find_answer,     &save_answer,
                                           &find_resolution, &save_resolution,
                                           &find_act,        &save_act,
                                           &find_membership, &save_membership,
                                           &find_text,       &save_sketch,
                                           &remove_sketch,   &remove_sketches_of_message,
                                           &list_sketches,   &remove_sketches_of_person,
                                           &list_answers,    &list_answers_of_member,
                                           &show_answer,     &list_acts,
                                           &list_memberships};

constexpr const Permission* permissions[] = {&answer_read, &participation_read, &own_read};

constexpr Subscription subscriptions[] = {
    on<&fold_message>(),    on<&fold_edit>(),     on<&fold_deletion>(),
    on<&fold_reply>(),      on<&fold_status>(),   on<&fold_handoff>(),
    on<&fold_member>(),

    on<&sketch_answered>(), on<&sketch_edited>(), on<&sketch_answered_by_reply>()};

constexpr auto get = HttpMethod::get;

constexpr Route routes[] = {
    query<&get_experts>(get, "/experts", answer_read,
                        "Finds who could answer a message, from their own past answers."),
    query<&list_helped>(get, "/helped", answer_read, "Shows who has helped with what."),
    query<&list_mine>(get, "/mine", own_read, "Shows what one answered oneself."),
    query<&get_participation>(get, "/participation", participation_read,
                              "Shows how many colleagues of each department help customers.")};

// None of a person: before somebody agreed, people says nothing about a customer as a human being.
constexpr Facet facets[] = {facet<&message_facet>(answer_read)};

constexpr Eraser erasers[] = {{Noun::message, &forget_message}, {Noun::person, &forget_person}};

constexpr TextColumn text_columns[] = {
    {"people_thread", "open_questions", std::nullopt, "numbers and times of questions, packed"},
    {"people_thread", "awaiting", std::nullopt, "numbers of questions and answers, packed"},
    {"people_sketch", "sketch", Noun::message, "a hash of what a question says"}};

constexpr Measure measures[] = {{"people.helped",
                                 "share",
                                 "Whether a colleague's answer helped.",
                                 Statistic::share,
                                 &observe_helped,
                                 {},
                                 20,
                                 1,
                                 &answer_read}};

}  // namespace

const Module& module() {
  static constexpr Module people{
      .name = "people",
      .version = "1",
      .department = Department::people,
      .summary = "Who in the company has helped with what, and who could answer.",
      .migrations = people_migrations,
      .statements = statements,
      .permissions = permissions,
      // No events: what people knows of colleagues is heard by nobody.
      .subscriptions = subscriptions,
      .routes = routes,
      .facets = facets,
      .measures = measures,
      .erasers = erasers,
      .text_columns = text_columns,
  };
  return people;
}

}  // namespace kith::people
