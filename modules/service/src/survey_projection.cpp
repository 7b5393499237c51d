// SPDX-License-Identifier: Apache-2.0
#include "survey_projection.h"

#include "survey_store.h"

namespace kith::service {

constexpr Statement add_opt_out{"add_opt_out",
                                "INSERT INTO service_opt_out(id, person) VALUES($id, $person) "
                                "ON CONFLICT(id) DO NOTHING"};
constexpr Statement remove_opt_out{"remove_opt_out", "DELETE FROM service_opt_out WHERE id = $id"};

namespace {

/// The survey whose question is this message of the company's own, or may be; nullptr for another.
Result<Survey*> survey_in(ApplyContext& context, ConversationId conversation) {
  const SurveyPlace* const place = KITH_TRY(context.find<SurveyPlaceTable>(conversation));
  if (place == nullptr) {
    return nullptr;
  }
  return context.edit<SurveyTable>(place->survey);
}

}  // namespace

Result<void> fold_survey_draw(ApplyContext& context, const Event<SurveyDrawn>& event) {
  const SurveyDrawn& body = event.body;
  Survey& survey = *KITH_TRY(context.edit<SurveyTable>(body.survey_id));
  survey = {.id = body.survey_id,
            .conversation = {event.head.subject},
            .person = body.person_id,
            .drawn_at = event.head.occurred_at};
  SurveyPerson& person = *KITH_TRY(context.edit<SurveyPersonTable>(body.person_id));
  person.person = body.person_id;
  person.survey = body.survey_id;
  return {};
}

Result<void> fold_survey_asking(ApplyContext& context, const Event<SurveyAsked>& event) {
  const SurveyAsked& body = event.body;
  const ConversationId conversation{event.head.subject};
  KITH_TRY(context.edit<SurveyTable>(body.survey_id))->asked_at = event.head.occurred_at;
  KITH_TRY(context.edit<SurveyPersonTable>(body.person_id))->asked_at = event.head.occurred_at;
  *KITH_TRY(context.edit<SurveyPlaceTable>(conversation)) = {conversation, body.survey_id};
  return {};
}

// Only a question for a mark leaves without a colleague's name; it follows its own announcement.
Result<void> fold_survey_held(ApplyContext& context, const Event<ReplySubmitted>& event) {
  if (event.body.member_id) {
    return {};
  }
  Survey* const survey = KITH_TRY(survey_in(context, {event.head.subject}));
  if (survey != nullptr && !survey->message) {
    survey->message = event.body.message_id;
  }
  return {};
}

Result<void> fold_survey_sent(ApplyContext& context, const Event<ReplySent>& event) {
  if (event.body.member_id) {
    return {};
  }
  Survey* const survey = KITH_TRY(survey_in(context, event.body.thread_id));
  if (survey != nullptr && survey->message == event.body.message_id) {
    survey->sent_at = event.head.occurred_at;
  }
  return {};
}

Result<void> fold_mark(ApplyContext& context, const Event<Rated>& event) {
  Survey& survey = *KITH_TRY(context.edit<SurveyTable>(event.body.survey_id));
  survey.mark = event.body.mark;
  survey.rated_at = event.head.occurred_at;
  survey.answer = event.body.message_id;
  // Who answers was asked, whatever the network said of the question.
  survey.sent_at = survey.sent_at ? survey.sent_at : survey.asked_at;
  return {};
}

Result<void> fold_opt_out(ApplyContext& context, const Event<heard::OptOutRecorded>& event) {
  context.run(add_opt_out, {{"id", event.body.opt_out_id}, {"person", event.head.subject}});
  return {};
}

Result<void> fold_opt_out_end(ApplyContext& context, const Event<heard::OptOutWithdrawn>& event) {
  context.run(remove_opt_out, {{"id", event.body.opt_out_id}});
  return {};
}

}  // namespace kith::service
