// SPDX-License-Identifier: Apache-2.0
#include "survey_settings_api.h"

#include <set>

#include "survey_events.h"
#include "survey_store.h"

namespace kith::service {

Result<SurveySettingsView> get_survey_settings(QueryContext& context, const Nothing&) {
  const SurveySettings settings = KITH_TRY(load_survey_settings(context.reader()));
  SurveySettingsView view{.share = settings.share,
                          .delay_minutes = settings.delay_minutes,
                          .words = {},
                          .revision = settings.revision};
  for (const auto& [language, words] : settings.words) {
    view.words.push_back({language, words});
  }
  return view;
}

Result<void> replace_survey_settings(CommandContext& context, const ReplaceSurveySettings& input) {
  const SurveySettings before = KITH_TRY(load_survey_settings(context.reader()));
  KITH_CHECK(context.check_revision(before.revision));
  std::set<std::string> languages;
  context.run(clear_survey_words, {});
  for (const SurveyWords& each : input.words) {
    if (!languages.insert(each.language).second) {
      return fail_at(ErrorCode::rule, "/words", "Give the words of a language once.");
    }
    context.run(add_survey_words, {{"language", each.language}, {"words", each.words}});
  }
  context.run(save_survey_settings, {{"share", input.share},
                                     {"delay_minutes", input.delay_minutes},
                                     {"revision", before.revision + 1}});
  context.emit(context.caller().workspace.value,
               SurveySettingsChanged{.revision = before.revision + 1, .share = input.share});
  return {};
}

Result<SurveySettingsView> replaced_survey_settings(QueryContext& context,
                                                    const ReplaceSurveySettings&, const Created&) {
  return get_survey_settings(context, {});
}

}  // namespace kith::service
