// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/route.h>

#include "survey.h"

/// The route /survey_settings: who is asked how it went, and in which words.
namespace kith::service {

struct SurveyWords {
  std::string language;
  std::string words;

  static consteval auto describe() {
    return described(
        "The question in one language.",
        field<&SurveyWords::language>("Which, as readings name it.", forms::word, length{2, 8},
                                      example{"\"en\""}),
        field<&SurveyWords::words>("What is asked; it says that 1 to 5 is wanted.", forms::any_line,
                                   length{1, 300}, example{"\"How did we do, 1 to 5?\""}));
  }
};

struct SurveySettingsView {
  std::int64_t share = 0;
  std::int64_t delay_minutes = 0;
  std::vector<SurveyWords> words;
  std::int64_t revision = 0;

  static consteval auto describe() {
    using View = SurveySettingsView;
    return described(
        "Who is asked how it went, and in which words.",
        field<&View::share>("Of 100 whose case was resolved, how many chance draws; 0: nobody."),
        field<&View::delay_minutes>("From the resolution to the question."),
        field<&View::words>("The company's own words; other languages have built-in ones."),
        field<&View::revision>("Its ETag."));
  }
};

struct ReplaceSurveySettings {
  std::int64_t share = 0;
  std::int64_t delay_minutes = 180;
  std::vector<SurveyWords> words;

  static consteval auto describe() {
    using Input = ReplaceSurveySettings;
    return described(
        "Says who is asked how it went. It holds for what is resolved from then on.",
        field<&Input::share>("Of 100 whose case was resolved, how many chance draws; 0: nobody.",
                             range{0, 100}, example{"50"}),
        field<&Input::delay_minutes>("From the resolution to the question.", range{0, 14 * 24 * 60},
                                     defaults),
        field<&Input::words>("The company's own words; other languages have built-in ones.",
                             items{0, 50}, defaults));
  }
};

Result<SurveySettingsView> get_survey_settings(QueryContext& context, const Nothing& input);
Result<void> replace_survey_settings(CommandContext& context, const ReplaceSurveySettings& input);
Result<SurveySettingsView> replaced_survey_settings(QueryContext& context,
                                                    const ReplaceSurveySettings& input,
                                                    const Created& created);

}  // namespace kith::service
