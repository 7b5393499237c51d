// SPDX-License-Identifier: Apache-2.0
#include "surveys_api.h"

#include <limits>

#include <kith/page_cursor.h>

#include "survey_events.h"
#include "survey_store.h"

namespace kith::service {

constexpr Statement list_surveys_before{
    "list_surveys_before", "SELECT " KITH_SERVICE_SURVEY_COLUMNS
                           " FROM service_survey WHERE id < $id ORDER BY id DESC LIMIT $rows"};

constexpr Statement count_own_replies{
    "count_own_replies",
    "SELECT count(*) FROM kith_message "
    "WHERE thread = $thread AND direction = 1 AND member = $member"};

namespace {

template <class T>
std::optional<T> if_any(T value) {
  return value == T{} ? std::nullopt : std::optional(value);
}

SurveyState state_of(const Survey& survey) {
  return survey.mark > 0   ? SurveyState::answered
         : survey.asked_at ? SurveyState::asked
                           : SurveyState::drawn;
}

SurveyView view_of(const Survey& survey) {
  return {.id = survey.id,
          .state = state_of(survey),
          .conversation_id = survey.conversation,
          .person_id = survey.person,
          .drawn_at = survey.drawn_at,
          .asked_at = if_any(survey.asked_at),
          .question_id = if_any(survey.message),
          .mark = if_any(survey.mark),
          .rated_at = if_any(survey.rated_at),
          .answer_id = if_any(survey.answer)};
}

Result<Survey> load_survey(Reader& reader, SurveyId id) {
  std::optional<Survey> survey = KITH_TRY(SurveyTable::load(reader, id));
  return survey ? Result<Survey>(*survey) : fail(ErrorCode::not_found, "There is no such survey.");
}

}  // namespace

Result<Page<SurveyView>> list_surveys(QueryContext& context, const ListSurveys& input) {
  constexpr std::string_view list = "service.surveys";
  PagePlace after{0, std::numeric_limits<std::int64_t>::max()};
  if (input.cursor) {
    after = KITH_TRY(open_page_cursor(list, *input.cursor));
  }
  const std::unique_ptr<Rows> rows = KITH_TRY(
      context.reader().query(list_surveys_before, {{"id", after.id}, {"rows", input.limit + 1}}));
  return read_page<SurveyView>(
      *rows, input.limit, list, [](const Rows& row) { return view_of(survey_of(row)); },
      [](const SurveyView& view) { return PagePlace{0, view.id.value}; });
}

Result<SurveyView> get_survey(QueryContext& context, const OneSurvey& input) {
  return view_of(KITH_TRY(load_survey(context.reader(), input.survey_id)));
}

Result<void> answer_survey(CommandContext& context, const AnswerSurvey& input) {
  const Survey survey = KITH_TRY(load_survey(context.reader(), input.survey_id));
  if (!survey.asked_at) {
    return fail(ErrorCode::rule, "This person has not been asked.");
  }
  if (!survey.takes_mark_at(context.now())) {
    return fail(ErrorCode::rule, "They were asked more than seven days ago.");
  }
  const std::optional<std::int64_t> own = KITH_TRY(context.reader().number(
      count_own_replies, {{"thread", survey.conversation}, {"member", context.caller().member}}));
  if (context.caller().member && own.value_or(0) > 0) {
    return fail(ErrorCode::rule, "Who wrote in a conversation brings no marks for it.");
  }
  if (survey.mark != input.mark) {
    context.emit(survey.conversation.value,
                 Rated{.survey_id = survey.id, .mark = input.mark, .message_id = {}});
  }
  return {};
}

Result<SurveyView> answered_survey(QueryContext& context, const AnswerSurvey& input,
                                   const Created&) {
  return get_survey(context, {input.survey_id});
}

}  // namespace kith::service
