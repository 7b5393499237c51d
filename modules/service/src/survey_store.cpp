// SPDX-License-Identifier: Apache-2.0
#include "survey_store.h"

namespace kith::service {

constexpr Statement find_survey{
    "find_survey", "SELECT " KITH_SERVICE_SURVEY_COLUMNS " FROM service_survey WHERE id = $id"};
constexpr Statement save_survey{
    "save_survey",
    "INSERT INTO service_survey(id, conversation, person, drawn_at, asked_at, message, sent_at, "
    "mark, rated_at, answer) VALUES($id, $conversation, $person, $drawn_at, $asked_at, $message, "
    "$sent_at, $mark, $rated_at, $answer) ON CONFLICT(id) DO UPDATE SET asked_at = $asked_at, "
    "message = $message, sent_at = $sent_at, mark = $mark, rated_at = $rated_at, "
    "answer = $answer"};
constexpr Statement find_survey_place{
    "find_survey_place",
    "SELECT survey FROM service_survey_place WHERE conversation = $conversation"};
constexpr Statement save_survey_place{
    "save_survey_place",
    "INSERT INTO service_survey_place(conversation, survey) VALUES($conversation, $survey) "
    "ON CONFLICT(conversation) DO UPDATE SET survey = excluded.survey"};
constexpr Statement find_survey_person{
    "find_survey_person",
    "SELECT survey, asked_at FROM service_survey_person WHERE person = $person"};
constexpr Statement save_survey_person{
    "save_survey_person",
    "INSERT INTO service_survey_person(person, survey, asked_at) "
    "VALUES($person, $survey, $asked_at) "
    "ON CONFLICT(person) DO UPDATE SET survey = excluded.survey, asked_at = excluded.asked_at"};

constexpr Statement find_survey_settings{
    "find_survey_settings", "SELECT share, delay_minutes, revision FROM service_survey_settings"};
constexpr Statement save_survey_settings{
    "save_survey_settings",
    "INSERT INTO service_survey_settings(id, share, delay_minutes, revision) "
    "VALUES(1, $share, $delay_minutes, $revision) ON CONFLICT(id) DO UPDATE SET "
    "share = excluded.share, delay_minutes = excluded.delay_minutes, "
    "revision = excluded.revision"};
constexpr Statement list_survey_words{
    "list_survey_words", "SELECT language, words FROM service_survey_words ORDER BY language"};
constexpr Statement clear_survey_words{"clear_survey_words", "DELETE FROM service_survey_words"};
constexpr Statement add_survey_words{
    "add_survey_words",
    "INSERT INTO service_survey_words(language, words) VALUES($language, $words)"};

Survey survey_of(const Rows& rows) {
  return {.id = {rows.integer(0)},
          .conversation = {rows.integer(1)},
          .person = {rows.integer(2)},
          .drawn_at = rows.time(3),
          .asked_at = rows.time(4),
          .message = {rows.integer(5)},
          .sent_at = rows.time(6),
          .mark = rows.integer(7),
          .rated_at = rows.time(8),
          .answer = {rows.integer(9)}};
}

Result<std::optional<Survey>> SurveyTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_survey, {{"id", key}}));
  return KITH_TRY(rows->next()) ? std::optional(survey_of(*rows)) : std::nullopt;
}

void SurveyTable::save(WriteSet& writes, const Survey& row) {
  writes.run(save_survey, {{"id", row.id},
                           {"conversation", row.conversation},
                           {"person", row.person},
                           {"drawn_at", row.drawn_at},
                           {"asked_at", row.asked_at},
                           {"message", row.message},
                           {"sent_at", row.sent_at},
                           {"mark", row.mark},
                           {"rated_at", row.rated_at},
                           {"answer", row.answer}});
}

Result<std::optional<SurveyPlace>> SurveyPlaceTable::load(Reader& reader, Key key) {
  const std::optional<std::int64_t> survey =
      KITH_TRY(reader.number(find_survey_place, {{"conversation", key}}));
  return survey ? std::optional(SurveyPlace{key, {*survey}}) : std::nullopt;
}

void SurveyPlaceTable::save(WriteSet& writes, const SurveyPlace& row) {
  writes.run(save_survey_place, {{"conversation", row.conversation}, {"survey", row.survey}});
}

Result<std::optional<SurveyPerson>> SurveyPersonTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_survey_person, {{"person", key}}));
  return KITH_TRY(rows->next())
             ? std::optional(SurveyPerson{key, {rows->integer(0)}, rows->time(1)})
             : std::nullopt;
}

void SurveyPersonTable::save(WriteSet& writes, const SurveyPerson& row) {
  writes.run(save_survey_person,
             {{"person", row.person}, {"survey", row.survey}, {"asked_at", row.asked_at}});
}

Result<SurveySettings> load_survey_settings(Reader& reader) {
  SurveySettings settings;
  std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_survey_settings));
  if (KITH_TRY(rows->next())) {
    settings.share = rows->integer(0);
    settings.delay_minutes = rows->integer(1);
    settings.revision = rows->integer(2);
  }
  rows = KITH_TRY(reader.query(list_survey_words));
  while (KITH_TRY(rows->next())) {
    settings.words.emplace(rows->string(0), rows->string(1));
  }
  return settings;
}

}  // namespace kith::service
