// SPDX-License-Identifier: Apache-2.0
#include "surveying.h"

#include "case_store.h"
#include "chance.h"
#include "survey_events.h"
#include "survey_store.h"

namespace kith::service {

// All persons that are one by now.
#define KITH_SERVICE_PARTS \
  "(SELECT $root UNION ALL SELECT id FROM kith_person WHERE root = $root AND root <> id)"

constexpr Statement find_opener{
    "find_opener",
    "SELECT whole.id, whole.is_excluded FROM kith_conversation "
    "JOIN kith_person AS opener ON opener.id = kith_conversation.person "
    "JOIN kith_person AS whole ON whole.id = opener.root "
    "WHERE kith_conversation.id = $conversation AND whole.erased_at = 0"};
// What of a conversation decides whether we may ask in it now, and how.
constexpr Statement find_asking{
    "find_asking",
    "SELECT status, waiting_since, merged_into, last_message, "
    "(SELECT language FROM kith_message WHERE thread = $conversation AND direction = 0 "
    "ORDER BY id DESC LIMIT 1) FROM kith_conversation WHERE id = $conversation"};
constexpr Statement count_reasons_against{
    "count_reasons_against",
    "SELECT (SELECT count(*) FROM service_opt_out "
    "WHERE service_opt_out.person IN " KITH_SERVICE_PARTS
    ") + "
    "(SELECT count(*) FROM service_survey_person WHERE service_survey_person.asked_at > $after "
    "AND service_survey_person.person IN " KITH_SERVICE_PARTS ")"};
constexpr Statement count_same_person{
    "count_same_person",
    "SELECT count(*) FROM kith_person AS writer JOIN kith_person AS asked "
    "ON asked.root = writer.root WHERE writer.id = $writer AND asked.id = $asked"};
constexpr Statement find_message_text{"find_message_text",
                                      "SELECT text, direction, erased_at FROM kith_message "
                                      "WHERE id = $message"};

#undef KITH_SERVICE_PARTS

namespace {

/// The person of a conversation who may be asked, as a whole; 0 for nobody.
Result<PersonId> person_to_ask(Reader& reader, ConversationId conversation) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_opener, {{"conversation", conversation}}));
  const bool is_known = KITH_TRY(rows->next()) && !rows->flag(1);
  return is_known ? PersonId{rows->integer(0)} : PersonId{};
}

/// A question as it is put: in which words, after which message; no words where it may not be put.
struct Asking {
  std::string words;
  MessageId seen;
};

Result<Asking> asking_in(DecideContext& context, const Survey& survey,
                         const SurveySettings& settings) {
  const PersonId person = KITH_TRY(person_to_ask(context.reader(), survey.conversation));
  const std::optional<std::int64_t> against = KITH_TRY(context.reader().number(
      count_reasons_against, {{"root", person}, {"after", context.now() - survey_rest}}));
  if (!person || against.value_or(0) > 0) {
    return Asking{};
  }
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(find_asking, {{"conversation", survey.conversation}}));
  if (!KITH_TRY(rows->next()) || rows->enumerator<Status>(0) != Status::resolved || rows->time(1) ||
      rows->integer(2) != 0) {
    return Asking{};
  }
  return Asking{settings.question_in(rows->text(4)), {rows->integer(3)}};
}

/// The survey that was put in a thread and still takes marks; nullptr for none.
Result<const Survey*> open_survey(DecideContext& context, ConversationId thread, Time at) {
  const SurveyPlace* const place = KITH_TRY(context.find<SurveyPlaceTable>(thread));
  if (place == nullptr) {
    return nullptr;
  }
  const Survey* const survey = KITH_TRY(context.find<SurveyTable>(place->survey));
  return survey != nullptr && survey->takes_mark_at(at) ? survey : nullptr;
}

Result<void> rate(DecideContext& context, const EventHead& head, const Survey& survey,
                  MessageId message) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(find_message_text, {{"message", message}}));
  const int mark = KITH_TRY(rows->next()) ? context.texts().mark(rows->text(0)) : 0;
  if (mark > 0 && mark != survey.mark) {
    context.emit(head.subject, Rated{.survey_id = survey.id, .mark = mark, .message_id = message});
  }
  return {};
}

}  // namespace

Result<void> draw_survey(DecideContext& context, const EventHead& head, const Case& row) {
  const SurveySettings* const settings = KITH_TRY(context.kept<&load_survey_settings>());
  if (drawn(head, Draw::survey) >= settings->share * (whole_draw / 100)) {
    return {};
  }
  const PersonId person = KITH_TRY(person_to_ask(context.reader(), row.conversation));
  if (!person) {
    return {};
  }
  const Time due = head.occurred_at + std::chrono::minutes(settings->delay_minutes);
  const SurveyId survey = KITH_TRY(context.mint<SurveyId>());
  context.emit(row.conversation.value,
               SurveyDrawn{.survey_id = survey, .person_id = person, .due = due});
  context.apply(
      ScheduleTimer{"survey:" + std::to_string(person.value), due, {Noun::person, person.value}});
  return {};
}

Result<void> ask_for_mark(DecideContext& context, const Event<TimerFired>& event) {
  const SurveyPerson* const person =
      KITH_TRY(context.find<SurveyPersonTable>({event.head.subject}));
  const SurveySettings* const settings = KITH_TRY(context.kept<&load_survey_settings>());
  if (person == nullptr || settings->share == 0) {
    return {};
  }
  const Survey* const survey = KITH_TRY(context.find<SurveyTable>(person->survey));
  if (survey == nullptr || survey->asked_at) {
    return {};
  }
  const Asking asking = KITH_TRY(asking_in(context, *survey, *settings));
  if (asking.words.empty()) {
    return {};
  }
  context.emit(survey->conversation.value,
               SurveyAsked{.survey_id = survey->id, .person_id = survey->person});
  context.apply(
      AskMark{.conversation = survey->conversation, .text = asking.words, .seen = asking.seen});
  return {};
}

Result<void> take_mark(DecideContext& context, const Event<MessageAdded>& event) {
  const MessageAdded& body = event.body;
  if (body.direction != Direction::inbound || body.is_history || body.opens_conversation) {
    return {};
  }
  // Only a case that is still resolved when the message comes was asked about.
  const Case* const row = KITH_TRY(context.find<CaseTable>({event.head.subject}));
  if (row == nullptr || row->status != Status::resolved) {
    return {};
  }
  const Survey* const survey =
      KITH_TRY(open_survey(context, body.thread_id, event.head.occurred_at));
  if (survey == nullptr || row->last_reply > survey->message) {
    return {};
  }
  const std::optional<std::int64_t> same = KITH_TRY(context.reader().number(
      count_same_person, {{"writer", body.person_id}, {"asked", survey->person}}));
  return same.value_or(0) > 0 ? rate(context, event.head, *survey, body.message_id)
                              : Result<void>();
}

Result<void> take_other_mark(DecideContext& context, const Event<MessageEdited>& event) {
  const MessageEdited& body = event.body;
  const Survey* const survey =
      body.thread_id ? KITH_TRY(open_survey(context, body.thread_id, event.head.occurred_at))
                     : nullptr;
  return survey != nullptr && survey->answer && survey->answer == body.message_id
             ? rate(context, event.head, *survey, body.message_id)
             : Result<void>();
}

}  // namespace kith::service
