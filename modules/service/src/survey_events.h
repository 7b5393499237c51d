// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/described.h>
#include <kith/event.h>

#include "survey.h"

/// What service tells of surveys. The subject is the conversation, where nothing else is said.
namespace kith::service {

struct SurveyDrawn {
  static constexpr std::string_view event_type = "service.survey_drawn.v1";
  static constexpr Noun event_noun = Noun::conversation;

  SurveyId survey_id;
  PersonId person_id;
  Time due;

  static consteval auto describe() {
    return described("Chance drew the person of a resolved case to be asked how it went.",
                     field<&SurveyDrawn::survey_id>("The survey."),
                     field<&SurveyDrawn::person_id>("Who; merges do not change it."),
                     field<&SurveyDrawn::due>("When they are asked, unless something is against "
                                              "it then."));
  }
};

struct SurveyAsked {
  static constexpr std::string_view event_type = "service.survey_asked.v1";
  static constexpr Noun event_noun = Noun::conversation;

  SurveyId survey_id;
  PersonId person_id;

  static consteval auto describe() {
    return described("A person was asked for a mark.",
                     field<&SurveyAsked::survey_id>("The survey."),
                     field<&SurveyAsked::person_id>("Who, as in service.survey_drawn."));
  }
};

struct Rated {
  static constexpr std::string_view event_type = "service.rated.v1";
  static constexpr Noun event_noun = Noun::conversation;

  SurveyId survey_id;
  std::int64_t mark = 0;
  MessageId message_id;

  static consteval auto describe() {
    return described(
        "A person said how we did. The last mark of a survey counts.",
        field<&Rated::survey_id>("The survey."),
        field<&Rated::mark>("From 1 to 5, 5 is best.", range{1, highest_mark}),
        field<&Rated::message_id>("The message that says so, 0: a form did.", defaults));
  }
};

struct SurveySettingsChanged {
  static constexpr std::string_view event_type = "service.survey_settings_changed.v1";
  static constexpr Noun event_noun = Noun::workspace;

  std::int64_t revision = 0;
  std::int64_t share = 0;

  static consteval auto describe() {
    return described("Who is asked how it went was changed. The subject is the workspace.",
                     field<&SurveySettingsChanged::revision>("The revision from now on."),
                     field<&SurveySettingsChanged::share>("Of 100, how many are asked."));
  }
};

}  // namespace kith::service
