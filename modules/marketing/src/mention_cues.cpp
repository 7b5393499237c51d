// SPDX-License-Identifier: Apache-2.0
#include "mention_cues.h"

#include <algorithm>
#include <array>
#include <vector>

#include "mention_words.h"

namespace kith::marketing {
namespace {

constexpr std::size_t most_read = 20'000;

/// Which lists were met, by their places.
class Met {
 public:
  explicit Met(const std::vector<std::size_t>& lists) : lists_(lists) {}
  bool any() const { return !lists_.empty(); }
  bool has(Cue cue) const { return has(static_cast<std::size_t>(cue)); }
  bool has(Sign sign) const { return has(static_cast<std::size_t>(sign)); }

 private:
  bool has(std::size_t list) const { return std::ranges::binary_search(lists_, list); }

  std::vector<std::size_t> lists_;
};

/// What the sentences of a text came to, together.
struct Said {
  bool recommends = false;
  bool warns = false;
  bool praises = false;
  bool complains = false;

  MentionKind kind() const {
    const bool is_for = recommends || praises;
    const bool is_against = warns || complains;
    if (is_for && is_against) {
      return MentionKind::unknown;
    }
    if (is_for) {
      return recommends ? MentionKind::recommends : MentionKind::praises;
    }
    return warns ? MentionKind::warns_off : MentionKind::complains;
  }
  bool anything() const { return recommends || warns || praises || complains; }
};

void take(Said& said, const Met& cues) {
  said.complains = said.complains || cues.has(Cue::complains);
  said.praises = said.praises || cues.has(Cue::praises);
  // "I would not recommend this" holds the words of both.
  said.warns = said.warns || cues.has(Cue::warns_off);
  said.recommends = said.recommends || (cues.has(Cue::recommends) && !cues.has(Cue::warns_off));
}

bool is_end(char byte) {
  return byte == '.' || byte == '!' || byte == '?' || byte == '\n';
}

/// Calls `use` with each sentence and the mark that ends it.
template <class Use>
void for_each_sentence(std::string_view text, Use use) {
  while (!text.empty()) {
    const auto* const end = std::ranges::find_if(text, &is_end);
    const auto size = static_cast<std::size_t>(end - text.begin());
    use(text.substr(0, size), end == text.end() ? '\n' : *end);
    text.remove_prefix(std::min(size + 1, text.size()));
  }
}

char lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

/// Whether a tag stands in the text by which a reward is disclosed: as a word it means something
/// else too.
bool has_reward_tag(std::string_view text) {
  static constexpr std::array<std::string_view, 5> tags = {"ad", "anzeige", "werbung", "publicidad",
                                                           "publicité"};
  for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    const auto* const end = std::ranges::find_if(rest, [](char byte) {
      const auto value = static_cast<unsigned char>(byte);
      return value < 0x80U && (lower(byte) < 'a' || lower(byte) > 'z');
    });
    const std::string_view tag = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
    if (std::ranges::any_of(tags, [&](std::string_view each) {
          return std::ranges::equal(each, tag, {}, {}, &lower);
        })) {
      return true;
    }
  }
  return false;
}

Experience experience_in(const Met& signs) {
  if (!signs.has(Sign::self)) {
    return Experience::none;
  }
  return signs.has(Sign::detail) ? Experience::detail : Experience::bare;
}

Independence independence_in(const Met& signs, std::string_view text) {
  if (signs.has(Sign::staff)) {
    return Independence::staff;
  }
  return signs.has(Sign::rewarded) || has_reward_tag(text) ? Independence::rewarded
                                                           : Independence::earned;
}

}  // namespace

Result<MentionCues> load_mention_cues(Reader&, const Texts& texts) {
  return MentionCues{texts.matcher(cue_lists()), texts.matcher(sign_lists())};
}

std::optional<Verdict> read_mention(const MentionCues& cues, std::string_view text) {
  const std::string_view read = text.substr(0, most_read);
  if (!Met(cues.cues->match(read)).any()) {
    return std::nullopt;
  }
  Said said;
  for_each_sentence(read, [&](std::string_view sentence, char mark) {
    const Met met(cues.cues->match(sentence));
    if (mark != '?' && met.any() && !Met(cues.signs->match(sentence)).has(Sign::advice)) {
      take(said, met);
    }
  });
  if (!said.anything()) {
    return std::nullopt;
  }
  const Met signs(cues.signs->match(read));
  Verdict verdict{said.kind(), experience_in(signs), independence_in(signs, read)};
  if (signs.has(Sign::doubt)) {
    verdict.kind = MentionKind::unknown;
  }
  return verdict;
}

bool asks_for_mention(const MentionCues& cues, std::string_view text) {
  return Met(cues.signs->match(text.substr(0, most_read))).has(Sign::asks);
}

}  // namespace kith::marketing
