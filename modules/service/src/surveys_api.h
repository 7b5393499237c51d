// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/page.h>
#include <kith/route.h>

#include "survey.h"

/// The routes under /surveys: who was asked how it went, and what they said.
namespace kith::service {

extern const Statement list_surveys_before;
extern const Statement count_own_replies;

/// How far a survey has come.
enum class SurveyState : std::uint8_t {
  drawn,  ///< not asked, or not yet
  asked,
  answered
};

struct SurveyView {
  SurveyId id;
  SurveyState state = SurveyState::drawn;
  ConversationId conversation_id;
  PersonId person_id;
  Time drawn_at;
  std::optional<Time> asked_at;
  std::optional<MessageId> question_id;
  std::optional<std::int64_t> mark;
  std::optional<Time> rated_at;
  std::optional<MessageId> answer_id;

  static consteval auto describe() {
    using View = SurveyView;
    return described(
        "One person drawn to be asked how it went.", field<&View::id>("Its number."),
        field<&View::state>("How far it has come; who was drawn may not be asked after all."),
        field<&View::conversation_id>("The conversation of the case."),
        field<&View::person_id>("Who, as known when they were drawn."),
        field<&View::drawn_at>("When their case was resolved."),
        field<&View::asked_at>("When they were asked."),
        field<&View::question_id>("The message that asks."),
        field<&View::mark>("What they said, from 1 to 5."),
        field<&View::rated_at>("When they said it."),
        field<&View::answer_id>("The message that says it; absent where a form did."));
  }
};

struct ListSurveys {
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    return described("Surveys, the newest first.",
                     field<&ListSurveys::limit>("How many to a page.", range{1, 200}, defaults),
                     field<&ListSurveys::cursor>("Where the page before ended."));
  }
};

struct OneSurvey {
  SurveyId survey_id;

  static consteval auto describe() {
    return described("One survey.", field<&OneSurvey::survey_id>("Which."));
  }
};

struct AnswerSurvey {
  SurveyId survey_id;
  std::int64_t mark = 0;

  static consteval auto describe() {
    return described("Brings the mark that a person gave in a form or by a button.",
                     field<&AnswerSurvey::survey_id>("The survey that they were asked in."),
                     field<&AnswerSurvey::mark>("From 1 to 5, 5 is best.", range{1, highest_mark},
                                                example{"5"}));
  }
};

Result<Page<SurveyView>> list_surveys(QueryContext& context, const ListSurveys& input);
Result<SurveyView> get_survey(QueryContext& context, const OneSurvey& input);
Result<void> answer_survey(CommandContext& context, const AnswerSurvey& input);
Result<SurveyView> answered_survey(QueryContext& context, const AnswerSurvey& input,
                                   const Created& created);

}  // namespace kith::service
