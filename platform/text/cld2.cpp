// SPDX-License-Identifier: Apache-2.0
#include "text/cld2.h"

// CLD2's header uses FILE and does not include it.
#include <cstdio>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

namespace kith::text {
namespace {

struct Guess {
  CLD2::Language language = CLD2::UNKNOWN_LANGUAGE;
  double score = 0;
  bool is_reliable = false;
};

Guess ask(std::string_view text, int flags) {
  const CLD2::CLDHints no_hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  constexpr bool plain_text = true;
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int text_bytes = 0;
  Guess guess;
  guess.language = CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()),
                                                  plain_text, &no_hints, flags, languages, percents,
                                                  scores, nullptr, &text_bytes, &guess.is_reliable);
  guess.score = scores[0];
  return guess;
}

bool is_answer(const Guess& guess) {
  return guess.is_reliable && guess.language != CLD2::UNKNOWN_LANGUAGE;
}

}  // namespace

std::string_view cld2_language(std::string_view text, double sure_enough) {
  Guess guess = ask(text, 0);
  if (!is_answer(guess)) {
    guess = ask(text, CLD2::kCLDFlagBestEffort);
    if (!is_answer(guess) || guess.score < sure_enough) {
      return "";
    }
  }
  return CLD2::LanguageCode(guess.language);
}

}  // namespace kith::text
