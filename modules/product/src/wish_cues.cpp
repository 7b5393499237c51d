// SPDX-License-Identifier: Apache-2.0
#include "wish_cues.h"

#include <algorithm>
#include <string>
#include <vector>

namespace kith::product {
namespace {

constexpr std::size_t most_bytes = 20'000;
constexpr std::int64_t longest_wish = 500;

constexpr const char* cues[] = {
    // English
    "i wish there", "i wish i could", "i wish we could", "i wish it", "i wish you had",
    "i wish the", "wish you would add", "wishlist", "wish list", "feature request",
    "feature suggestion", "would be great if", "would be nice if", "would be helpful if",
    "would be cool if", "would be awesome if", "would be great to", "would be nice to",
    "would be useful to", "would love to see", "would love a", "would love an", "would like to see",
    "d love to see", "d like to see", "please add", "please support", "please consider adding",
    "can you add", "could you add", "can you please add", "could you please add", "any plans to",
    "any plans for", "are you planning to", "is it possible to add", "you should add",
    "needs an option", "need an option", "hope you add", "missing feature",
    // German
    "ich wünsche mir", "wir wünschen uns", "würde mir wünschen", "würden uns wünschen",
    "wäre schön wenn", "wäre toll wenn", "wäre super wenn", "wäre gut wenn", "wäre hilfreich wenn",
    "wäre klasse wenn", "wäre es möglich", "könntet ihr bitte einbauen", "bitte einbauen",
    "einbauen könntet", "hinzufügen könntet", "feature wunsch", "funktionswunsch",
    "verbesserungsvorschlag", "verbesserungswunsch", "wünschenswert", "ist geplant dass",
    "plant ihr", "habt ihr vor", "ich hätte gern eine", "ich hätte gerne eine",
    // Spanish
    "sería genial", "sería bueno que", "sería bueno si", "sería útil", "estaría bien que",
    "estaría genial", "me gustaría que", "nos gustaría que", "me encantaría que", "ojalá",
    "podrían añadir", "podrían agregar", "podríais añadir", "por favor añadan",
    "por favor agreguen", "por favor añadid", "falta una opción", "tienen planes de",
    "sugerencia de mejora",
    // French
    "ce serait bien", "ce serait génial", "ce serait super", "ce serait utile", "serait bien de",
    "j aimerais que", "j aimerais pouvoir", "nous aimerions", "serait il possible d ajouter",
    "pourriez vous ajouter", "pouvez vous ajouter", "merci d ajouter", "il manque une option",
    "il manque une fonction", "il faudrait pouvoir", "suggestion d amélioration",
    "demande de fonctionnalité"};

bool ends_sentence(char byte) {
  return byte == '.' || byte == '!' || byte == '?' || byte == '\n';
}

std::string_view beginning_of(std::string_view text) {
  std::size_t end = std::min(text.size(), most_bytes);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end);
}

}  // namespace

Result<WishCues> load_wish_cues(Reader&, const Texts& texts) {
  const std::vector<std::string> lists[] = {{std::begin(cues), std::end(cues)}};
  return WishCues{texts.matcher(lists)};
}

std::optional<Place> wish_in(const WishCues& cues, std::string_view text) {
  const std::string_view looked_at = beginning_of(text);
  if (cues.matcher->match(looked_at).empty()) {
    return {};
  }
  for (std::size_t begin = 0; begin < looked_at.size();) {
    const auto* const last =
        std::find_if(looked_at.begin() + begin, looked_at.end(), &ends_sentence);
    const std::size_t end = std::min<std::size_t>(
        looked_at.size(), static_cast<std::size_t>(last - looked_at.begin()) + 1);
    while (begin < end && (looked_at[begin] == ' ' || looked_at[begin] == '\n')) {
      ++begin;
    }
    const std::string_view sentence = looked_at.substr(begin, end - begin);
    if (!cues.matcher->match(sentence).empty()) {
      return Place{code_points(looked_at.substr(0, begin)),
                   std::min(code_points(sentence), longest_wish)};
    }
    begin = end;
  }
  return Place{0, std::min(code_points(looked_at), longest_wish)};
}

}  // namespace kith::product
