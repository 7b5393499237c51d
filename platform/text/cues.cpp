// SPDX-License-Identifier: Apache-2.0
#include "text/cues.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "text/ascii.h"
#include "text/cue_words.h"
#include "text/tokens.h"

namespace kith::text {
namespace {

constexpr std::size_t longest_phrase = 10;
// How far before "solved" a "not" turns it round.
constexpr std::size_t negation_reach = 3;
// A text that thanks, or only closes, in more words than this says something else besides.
constexpr std::size_t words_of_thanks = 25;
constexpr std::size_t words_of_closing = 8;
// An order number, a code or a phone number is an answer that somebody asked for.
constexpr std::size_t digits_of_number = 4;

constexpr std::uint32_t hash_of(std::string_view token) {
  std::uint32_t hash = 2166136261U;
  for (const char each : token) {
    hash = (hash ^ static_cast<std::uint8_t>(each)) * 16777619U;
  }
  return hash;
}

/// A phrase as the hashes of its tokens, the last one first.
struct Phrase {
  std::array<std::uint32_t, longest_phrase> tokens{};
  std::uint8_t size = 0;
  Cue cue{};
  std::uint16_t next = 0;  // 1 + index of the next phrase in its slot, no longer than this one
};

// Bytes of the first token of `phrase`: one character of a script without spaces, else a word.
constexpr std::size_t first_token(std::string_view phrase) {
  const auto lead = static_cast<std::uint8_t>(phrase[0]);
  if (lead >= 0xF0) {
    return 4;
  }
  if ((lead >= 0xE2 && lead <= 0xE9) || lead == 0xEF) {
    return 3;
  }
  std::size_t length = 1;
  while (length < phrase.size() && phrase[length] != ' ') {
    ++length;
  }
  return length;
}

constexpr Phrase compiled(Cue cue, std::string_view phrase) {
  Phrase out{.cue = cue};
  while (!phrase.empty()) {
    const std::size_t length = phrase[0] == ' ' ? 0 : first_token(phrase);
    if (length > 0) {
      for (std::size_t i = out.size++; i > 0; --i) {
        out.tokens[i] = out.tokens[i - 1];
      }
      out.tokens[0] = hash_of(phrase.substr(0, length));
    }
    phrase.remove_prefix(length > 0 ? length : 1);
  }
  return out;
}

constexpr std::size_t count_phrases() {
  std::size_t count = 0;
  for (const CueWords& each : cue_word_table) {
    ++count;
    for (const char letter : each.phrases) {
      count += letter == '|' ? 1 : 0;
    }
  }
  return count;
}

/// All phrases, found by their last token; of those with the same one the longest comes first.
class Phrases {
 public:
  constexpr Phrases() {
    for (const CueWords& row : cue_word_table) {
      std::size_t begin = 0;
      for (std::size_t at = 0; at <= row.phrases.size(); ++at) {
        if (at == row.phrases.size() || row.phrases[at] == '|') {
          add(compiled(row.cue, row.phrases.substr(begin, at - begin)));
          begin = at + 1;
        }
      }
    }
  }

  constexpr const Phrase* first(std::uint32_t last_token) const {
    return at(slots_[last_token % slot_count]);
  }
  constexpr const Phrase* after(const Phrase& phrase) const { return at(phrase.next); }

 private:
  static constexpr std::size_t slot_count = 2048;

  constexpr const Phrase* at(std::uint16_t place) const {
    return place == 0 ? nullptr : &phrases_[place - 1U];
  }

  constexpr void add(const Phrase& phrase) {
    std::uint16_t* link = &slots_[phrase.tokens[0] % slot_count];
    while (*link != 0 && phrases_[*link - 1U].size > phrase.size) {
      link = &phrases_[*link - 1U].next;
    }
    phrases_[count_] = phrase;
    phrases_[count_].next = *link;
    *link = static_cast<std::uint16_t>(++count_);
  }

  std::array<Phrase, count_phrases()> phrases_{};
  std::array<std::uint16_t, slot_count> slots_{};
  std::size_t count_ = 0;
};

constexpr Phrases all_phrases;

/// The hashes of the last few tokens, the newest first.
class Recent {
 public:
  void push(std::uint32_t hash) {
    std::shift_right(hashes_.begin(), hashes_.end(), 1);
    hashes_[0] = hash;
    size_ = std::min(size_ + 1, hashes_.size());
  }

  bool ends_with(const Phrase& phrase) const {
    return phrase.size <= size_ &&
           std::equal(phrase.tokens.begin(), phrase.tokens.begin() + phrase.size, hashes_.begin());
  }

  /// The longest phrase that the newest token ends, or null.
  const Phrase* phrase() const {
    const Phrase* at = all_phrases.first(hashes_[0]);
    while (at != nullptr && !ends_with(*at)) {
      at = all_phrases.after(*at);
    }
    return at;
  }

 private:
  std::array<std::uint32_t, longest_phrase> hashes_{};
  std::size_t size_ = 0;
};

bool is_number(std::string_view token) {
  return static_cast<std::size_t>(std::ranges::count_if(token, is_digit)) >= digits_of_number;
}

bool has_question_mark(std::string_view between) {
  for (std::size_t at = 0; at < between.size();) {
    const CodePoint point = code_point_at(between, at);
    if (std::ranges::find(question_marks, point.value) != std::end(question_marks)) {
      return true;
    }
    at += point.size;
  }
  return false;
}

class CueReader {
 public:
  explicit CueReader(std::string_view text) : text_(text), tokeniser_(text) {}

  Cues read() {
    Token token;
    std::size_t end = 0;
    while (tokeniser_.next(token)) {
      if (token.begin >= address_end_) {
        look_between(end, token.begin);
        skip_address(token);
      }
      if (token.begin >= address_end_) {
        look_at(token);
      }
      end = std::max(token.end, address_end_);
    }
    look_between(end, text_.size());
    return cues_;
  }

 private:
  void look_between(std::size_t begin, std::size_t end) {
    cues_.question =
        cues_.question || (begin < end && has_question_mark(text_.substr(begin, end - begin)));
  }

  // A mention or a web address ends with the next space and says nothing.
  void skip_address(const Token& token) {
    const bool is_mention = token.begin > 0 && text_[token.begin - 1] == '@';
    const bool is_web =
        token.text.starts_with("http") && text_.substr(token.end).starts_with("://");
    if (is_mention || is_web) {
      address_end_ = std::min(text_.find_first_of(" \t\r\n", token.end), text_.size());
    }
  }

  void look_at(const Token& token) {
    ++cues_.words;
    recent_.push(hash_of(token.text));
    cues_.request = cues_.request || is_number(token.text);
    if (const Phrase* phrase = recent_.phrase()) {
      note(*phrase);
    }
  }

  void note(const Phrase& phrase) {
    // The "never" of "never mind" turns nothing round.
    if (negated_at_ + phrase.size > cues_.words) {
      negated_at_ = 0;
    }
    switch (phrase.cue) {
      case Cue::thanks: cues_.thanks = true; break;
      case Cue::closing: cues_.closing = true; break;
      case Cue::question: cues_.question = true; break;
      case Cue::request: cues_.request = true; break;
      case Cue::problem: cues_.problem = true; break;
      case Cue::trouble: cues_.trouble = true; break;
      case Cue::negation: negated_at_ = cues_.words; break;
      case Cue::solved:
        if (negated_at_ != 0 && cues_.words <= negated_at_ + negation_reach) {
          cues_.problem = true;
        } else {
          cues_.solved = true;
        }
        break;
    }
  }

  std::string_view text_;
  Tokeniser tokeniser_;
  Recent recent_;
  Cues cues_;
  std::size_t address_end_ = 0;
  std::size_t negated_at_ = 0;  // counted as in words, 0 for never
};

}  // namespace

Cues read_cues(std::string_view text) {
  return CueReader(text).read();
}

bool needs_reply(const Cues& cues) {
  if (cues.question || cues.request || cues.problem || (cues.trouble && !cues.solved)) {
    return true;
  }
  const bool is_closed = cues.thanks || cues.solved || cues.closing;
  const std::size_t limit = cues.thanks || cues.solved ? words_of_thanks : words_of_closing;
  return !is_closed || cues.words > limit;
}

}  // namespace kith::text
