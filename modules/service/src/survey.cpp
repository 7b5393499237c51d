// SPDX-License-Identifier: Apache-2.0
#include "survey.h"

#include <algorithm>
#include <iterator>

namespace kith::service {
namespace {

constexpr std::string_view fallback_language = "en";

struct BuiltInWords {
  std::string_view language;
  std::string_view words;
};

constexpr BuiltInWords built_in_words[] = {
    {"en", "How did we do, 1 to 5? (5 is best. Just answer with the number.)"},
    {"de", "Wie waren wir, von 1 bis 5? (5 ist am besten. Einfach mit der Zahl antworten.)"},
    {"es", "¿Qué tal lo hicimos, del 1 al 5? (5 es lo mejor. Basta con responder el número.)"},
    {"fr",
     "Comment nous en sommes-nous sortis, de 1 à 5 ? (5 est le mieux. Répondez simplement "
     "par le chiffre.)"}};

}  // namespace

bool Survey::takes_mark_at(Time at) const {
  const Time asked = sent_at ? sent_at : asked_at;
  return asked && at - asked <= answer_period;
}

std::string SurveySettings::question_in(std::string_view language) const {
  for (const std::string_view wanted : {language, fallback_language}) {
    if (const auto own = words.find(std::string(wanted)); own != words.end()) {
      return own->second;
    }
    const auto* const known = std::ranges::find(built_in_words, wanted, &BuiltInWords::language);
    if (known != std::end(built_in_words)) {
      return std::string(known->words);
    }
  }
  return {};
}

}  // namespace kith::service
