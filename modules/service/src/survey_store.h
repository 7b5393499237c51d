// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/context.h>

#include "survey.h"

/// How surveys are kept: tables service_survey, service_survey_place, service_survey_person and
/// the records of their settings.
namespace kith::service {

/// The columns of service_survey in the order in which survey_of() reads them.
#define KITH_SERVICE_SURVEY_COLUMNS                                            \
  "service_survey.id, service_survey.conversation, service_survey.person, "    \
  "service_survey.drawn_at, service_survey.asked_at, service_survey.message, " \
  "service_survey.sent_at, service_survey.mark, service_survey.rated_at, service_survey.answer"

extern const Statement find_survey;
extern const Statement save_survey;
extern const Statement find_survey_place;
extern const Statement save_survey_place;
extern const Statement find_survey_person;
extern const Statement save_survey_person;
extern const Statement find_survey_settings;
extern const Statement save_survey_settings;
extern const Statement list_survey_words;
extern const Statement clear_survey_words;
extern const Statement add_survey_words;

/// A survey from a row that begins with KITH_SERVICE_SURVEY_COLUMNS.
Survey survey_of(const Rows& rows);

/// The projection of surveys.
struct SurveyTable {
  using Key = SurveyId;
  using Row = Survey;
  static Result<std::optional<Row>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Row& row);
};

/// Which survey was put in a conversation last.
struct SurveyPlace {
  ConversationId conversation;
  SurveyId survey;
};
/// The projection of the newest survey of each conversation.
struct SurveyPlaceTable {
  using Key = ConversationId;
  using Row = SurveyPlace;
  static Result<std::optional<Row>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Row& row);
};

/// Who was drawn last for what, and when they were asked last.
struct SurveyPerson {
  PersonId person;
  SurveyId survey;
  Time asked_at;
};
/// The projection of the newest draw of each person.
struct SurveyPersonTable {
  using Key = PersonId;
  using Row = SurveyPerson;
  static Result<std::optional<Row>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Row& row);
};

/// The settings, built-in where nobody has changed them.
Result<SurveySettings> load_survey_settings(Reader& reader);

}  // namespace kith::service
