// SPDX-License-Identifier: Apache-2.0
#include "module.h"

#include "act_api.h"
#include "active_persons.h"
#include "events.h"
#include "experience_measure.h"
#include "gate_api.h"
#include "gate_fold.h"
#include "gate_store.h"
#include "marketing_migrations.h"
#include "mention_api.h"
#include "mention_audience.h"
#include "mention_facets.h"
#include "mention_judge.h"
#include "mention_projection.h"
#include "mention_sketches.h"
#include "mention_spoken.h"
#include "mention_store.h"
#include "override_events.h"
#include "owner_store.h"
#include "owners_api.h"
#include "permissions.h"
#include "stories_api.h"

namespace kith::marketing {
namespace {

constexpr const Statement* statements[] = {&list_owners_named,
                                           &find_colleague,
                                           &save_owner,

                                           &find_figure,
                                           &save_figure,
                                           &find_gate_day,
                                           &save_gate_day,
                                           &find_gate,
                                           &save_gate,
                                           &list_gate_days,

                                           &show_override,
                                           &list_overrides_before,
                                           &insert_override,
                                           &end_override_at,

                                           &show_story,
                                           &list_stories_before,
                                           &list_quotes,
                                           &find_quotable,
                                           &insert_story,
                                           &insert_quote,
                                           &withdraw_stories_with_message,
                                           &withdraw_stories_with_person,

                                           &find_mention,
                                           &save_mention,
                                           &remove_mention,
                                           &find_said,
                                           &find_channel_of,
                                           &find_before,
                                           &list_own_words,
                                           &list_sketches,
                                           &find_sketch,
                                           &save_sketch,
                                           &remove_sketch,
                                           &remove_sketches_of_person,
                                           &remove_old_sketches,
                                           &list_channels,
                                           &find_channel,
                                           &save_audience,
                                           &find_correction,
                                           &save_correction,
                                           &list_spoken,
                                           &list_spoken_by,
                                           &count_active,
                                           &find_active,
                                           &save_active,
                                           &list_mentions_in};

constexpr const Permission* permissions[] = {&gate_read,    &gate_override,   &owner_manage,
                                             &story_read,   &story_publish,

                                             &mention_read, &mention_correct, &channel_change};

constexpr EventType events[] = {
    event_type<OwnerChanged>(),    event_type<GateEvaluated>(),    event_type<GateChanged>(),
    event_type<OverrideGranted>(), event_type<OverrideEnded>(),    event_type<StoryAdded>(),

    event_type<ActiveCounted>(),   event_type<MentionNoted>(),     event_type<MentionWithdrawn>(),
    event_type<CopyFound>(),       event_type<MentionCorrected>(), event_type<AudienceChanged>()};

constexpr Subscription heard[] = {on<&fold_figure>(),         on<&fold_evaluation>(),

                                  on<&evaluate_day>(),        on<&tell_change>(),

                                  on<&count_active_of_day>(), on<&fold_active>(),

                                  on<&fold_mention>(),        on<&fold_withdrawal>(),
                                  on<&fold_copy>(),           on<&fold_correction>(),

                                  on<&note_message>(),        on<&note_edit>(),
                                  on<&find_copies>(),         on<&find_copies_of_corrected>()};

constexpr auto get = HttpMethod::get;
constexpr auto post = HttpMethod::post;

constexpr Route routes[] = {
    query<&get_gate>(get, "/gate", gate_read,
                     "Shows whether marketing may publish, and what it lacks if it may not."),
    query<&list_gate_history>(get, "/gate/history", gate_read,
                              "Lists what each day said of the gate."),
    query<&list_overrides>(get, "/overrides", gate_read, "Lists the overrides of the gate."),
    command<&grant_override, &granted_override>(
        post, "/overrides", gate_override,
        "Lets marketing publish for some days while the gate is locked."),
    query<&get_override>(get, "/overrides/{override_id}", gate_read, "Shows one override."),
    command<&end_override>(HttpMethod::del, "/overrides/{override_id}", gate_override,
                           "Ends an override before its time."),
    query<&list_owners>(get, "/owners", gate_read,
                        "Lists who answers for each department's loops."),
    query<&get_owner>(get, "/owners/{department}", gate_read,
                      "Shows who answers for a department's loops."),
    command<&name_owner, &named_owner>(HttpMethod::put, "/owners/{department}", owner_manage,
                                       "Says who answers for a department's loops."),
    query<&list_stories>(get, "/stories", story_read, "Lists the customer stories."),
    command<&add_story, &added_story>(post, "/stories", story_publish, "Begins a customer story."),
    query<&get_story>(get, "/stories/{story_id}", story_read, "Shows one customer story."),

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

constexpr Eraser erasers[] = {{Noun::message, &withdraw_with_message},
                              {Noun::person, &withdraw_with_person},
                              {Noun::message, &forget_sketch},
                              {Noun::person, &forget_sketches_of}};

constexpr TextColumn text_columns[] = {
    {"marketing_override", "reason", std::nullopt, "why the company did what the gate forbids"},
    {"marketing_story", "title", Noun::message, "what the company tells of its customers"},
    {"marketing_story", "text", Noun::message, "the same, maybe in their words"},
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
