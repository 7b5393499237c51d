// SPDX-License-Identifier: Apache-2.0
#include "module.h"

#include "act_api.h"
#include "events.h"
#include "experience_measure.h"
#include "marketing_migrations.h"
#include "mention_api.h"
#include "mention_audience.h"
#include "mention_facets.h"
#include "mention_judge.h"
#include "mention_projection.h"
#include "mention_sketches.h"
#include "mention_spoken.h"
#include "mention_store.h"
#include "owner_store.h"
#include "owners_api.h"
#include "permissions.h"

namespace kith::marketing {
namespace {

constexpr const Statement* statements[] = {
    &list_owners_named,   &find_colleague,  &save_owner,

    &find_mention,        &save_mention,    &remove_mention, &find_said,
    &find_channel_of,     &find_before,     &list_own_words, &list_sketches,
    &find_sketch,         &save_sketch,     &remove_sketch,  &remove_sketches_of_person,
    &remove_old_sketches, &list_channels,   &find_channel,   &save_audience,
    &find_correction,     &save_correction, &list_spoken,    &list_spoken_by,
    &count_active,        &list_mentions_in};

constexpr const Permission* permissions[] = {&gate_read, &owner_manage,

                                             &mention_read, &mention_correct, &channel_change};

constexpr EventType events[] = {event_type<OwnerChanged>(),

                                event_type<MentionNoted>(),   event_type<MentionWithdrawn>(),
                                event_type<CopyFound>(),      event_type<MentionCorrected>(),
                                event_type<AudienceChanged>()};

constexpr Subscription heard[] = {on<&fold_mention>(), on<&fold_withdrawal>(),
                                  on<&fold_copy>(),    on<&fold_correction>(),

                                  on<&note_message>(), on<&note_edit>(),
                                  on<&find_copies>(),  on<&find_copies_of_corrected>()};

constexpr auto get = HttpMethod::get;

constexpr Route routes[] = {
    query<&list_owners>(get, "/owners", gate_read,
                        "Lists who answers for each department's loops."),
    query<&get_owner>(get, "/owners/{department}", gate_read,
                      "Shows who answers for a department's loops."),
    command<&name_owner, &named_owner>(HttpMethod::put, "/owners/{department}", owner_manage,
                                       "Says who answers for a department's loops."),

    query<&get_word_of_mouth>(get, "/word_of_mouth", mention_read,
                              "Shows what people told others of their own accord, weighed."),
    query<&show_mention>(get, "/messages/{message_id}/mention", mention_read,
                         "Shows what a message says of the company, and what that weighs."),
    command<&correct_mention, &corrected_mention>(
        HttpMethod::put, "/messages/{message_id}/mention", mention_correct,
        "Says what a message says of the company, and whether it was rewarded."),
    query<&show_channels>(get, "/channels", mention_read,
                          "Lists who hears what is written on each channel."),
    query<&show_channel>(get, "/channels/{channel_id}", mention_read,
                         "Shows who hears what is written on a channel."),
    command<&change_audience, &changed_audience>(HttpMethod::put, "/channels/{channel_id}",
                                                 channel_change,
                                                 "Says who hears what is written on a channel.")};

constexpr Facet facets[] = {facet<&message_facet>(mention_read), facet<&person_facet>(mention_read),
                            facet<&conversation_facet>(mention_read)};

constexpr Measure measures[] = {
    {"marketing.experience", "share",
     "Whether the newest experience that a person told in public was a good one.", Statistic::share,
     &observe_experience, experience_growth, 20, 1, &mention_read}};

constexpr Eraser erasers[] = {{Noun::message, &forget_sketch}, {Noun::person, &forget_sketches_of}};

constexpr TextColumn text_columns[] = {
    {"marketing_sketch", "sketch", Noun::message, "a hash of what a mention says"}};

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
      .subscriptions = heard,
      .routes = routes,
      .facets = facets,
      .measures = measures,
      .erasers = erasers,
      .text_columns = text_columns,
  };
  return marketing;
}

}  // namespace kith::marketing
