// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include <kith/id.h>
#include <kith/time.h>

/// The survey: one person asked once how we did, 1 to 5, after their case was resolved. Structs and
/// rules; no SQL, no JSON, no clock. README.md says why each rule is as it is.
namespace kith::service {

/// The word under which surveys get their numbers.
struct SurveyNoun {
  static constexpr std::string_view word = "survey";
};
using SurveyId = Id<SurveyNoun>;

inline constexpr std::int64_t highest_mark = 5;
/// From this mark on somebody is satisfied (metrics.md, R4: the top two of five).
inline constexpr std::int64_t satisfied_mark = 4;
/// How long a mark is taken after the question.
inline constexpr Duration answer_period = std::chrono::days(7);
/// How long somebody who was asked is left in peace.
inline constexpr Duration survey_rest = std::chrono::days(30);

/// One person who was drawn, whether they were asked, and their mark.
struct Survey {
  SurveyId id;
  ConversationId conversation;
  PersonId person;  ///< as known when they were drawn; merges do not change it
  Time drawn_at;
  Time asked_at;          ///< 0: not asked, or not yet
  MessageId message;      ///< our question
  Time sent_at;           ///< when the network took the question
  std::int64_t mark = 0;  ///< 0: none yet
  Time rated_at;
  MessageId answer;  ///< the message that brought the mark; 0: a form did

  /// Whether a mark that comes at `at` is taken: the last one within the period counts.
  bool takes_mark_at(Time at) const;
};

/// Who is asked, and in which words.
struct SurveySettings {
  std::int64_t share = 0;                    ///< of 100 whose case was resolved; 0: nobody
  std::int64_t delay_minutes = 180;          ///< from the resolution to the question
  std::map<std::string, std::string> words;  ///< by language, where the company has its own
  std::int64_t revision = 0;

  /// The question in a language: the company's words, else built-in ones, else the same in English.
  std::string question_in(std::string_view language) const;
};

}  // namespace kith::service
