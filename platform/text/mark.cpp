// SPDX-License-Identifier: Apache-2.0
#include "text/mark.h"

#include <algorithm>

#include "text/ascii.h"
#include "text/cues.h"
#include "text/tokens.h"

namespace kith::text {
namespace {

constexpr int highest_mark = 5;
// Who gives a mark and tells more than this behind it has told something.
constexpr std::size_t words_behind = 25;

// Folded, as the tokeniser gives them.
constexpr std::string_view star_words[] = {
    "star",     "stars",     "stern",  "sterne", "sternen",  "etoile", "etoiles",
    "estrella", "estrellas", "stella", "stelle", "estrelas", "ster",   "sterren",
    "point",    "points",    "punkt",  "punkte", "punto",    "puntos", "⭐"};
constexpr std::string_view scale_words[] = {"of", "von", "sur", "de", "su", "sobre", "van", "av"};
constexpr std::string_view full_stars[] = {"★", "⭐", "🌟"};
constexpr std::string_view empty_star = "☆";
// How an emoji is shown, and the box around a digit: no sign of their own.
constexpr std::string_view decorations[] = {"\uFE0F", "\u20E3"};
constexpr std::string_view separators[] = {".", ",", ";", ":",  "!",  "-",  "–",
                                           "—", ")", "(", "。", "、", "，", "！"};

template <std::size_t Size>
bool is_among(std::string_view word, const std::string_view (&words)[Size]) {
  return std::ranges::find(words, word) != std::end(words);
}

/// How many bytes of one of these `text` begins with; 0 where it begins with none.
template <std::size_t Size>
std::size_t starts_with_any(std::string_view text, const std::string_view (&signs)[Size]) {
  for (const std::string_view sign : signs) {
    if (text.starts_with(sign)) {
      return sign.size();
    }
  }
  return 0;
}

/// A mark while it is read: what is left of the text.
class MarkReader {
 public:
  explicit MarkReader(std::string_view text) : left_(text) {}

  std::optional<Mark> read() {
    skip_spaces();
    const int stars = take_stars();
    if (stars == 0 && !take_digit()) {
      return std::nullopt;
    }
    if (stars > 0) {
      value_ = stars;
      is_plain_ = false;
    } else if (!take_scale()) {
      return std::nullopt;
    }
    take_star_word();
    return is_mark() ? std::optional(Mark{value_, left_}) : std::nullopt;
  }

 private:
  void skip_decorations() {
    while (const std::size_t size = starts_with_any(left_, decorations)) {
      left_.remove_prefix(size);
    }
  }

  bool skip_spaces() {
    const std::size_t before = left_.size();
    while (!left_.empty() && is_space(left_.front())) {
      left_.remove_prefix(1);
    }
    return left_.size() < before;
  }

  /// The full ones; 0 where there are none, or more than five with the empty ones.
  int take_stars() {
    const std::string_view before = left_;
    int full = 0;
    int all = 0;
    for (bool goes_on = true; goes_on; skip_decorations()) {
      if (const std::size_t size = starts_with_any(left_, full_stars); size > 0 && full == all) {
        left_.remove_prefix(size);
        ++full;
        ++all;
      } else if (full > 0 && left_.starts_with(empty_star)) {
        left_.remove_prefix(empty_star.size());
        ++all;
      } else {
        goes_on = false;
      }
    }
    if (all > highest_mark) {
      left_ = before;
      return 0;
    }
    return full;
  }

  /// The word that comes next with nothing before it, "" where there is none.
  std::string_view next_word() {
    tokeniser_ = Tokeniser(left_);
    return tokeniser_.next(token_) && token_.begin == 0 ? token_.text : std::string_view();
  }

  bool take_digit() {
    const std::string_view word = next_word();
    if (word.size() != 1 || word[0] < '1' || word[0] > '0' + highest_mark) {
      return false;
    }
    value_ = word[0] - '0';
    left_.remove_prefix(token_.end);
    skip_decorations();
    return true;
  }

  bool take_highest() {
    skip_spaces();
    if (next_word() != "5") {
      return false;
    }
    left_.remove_prefix(token_.end);
    is_plain_ = false;
    return true;
  }

  /// "/5" or "out of 5", where it is there; false where the scale is another.
  bool take_scale() {
    const std::string_view before = left_;
    skip_spaces();
    if (left_.starts_with('/')) {
      left_.remove_prefix(1);
      return take_highest();
    }
    if (next_word() == "out") {
      left_.remove_prefix(token_.end);
      skip_spaces();
    }
    if (is_among(next_word(), scale_words)) {
      left_.remove_prefix(token_.end);
      if (take_highest()) {
        return true;
      }
    }
    left_ = before;
    return true;
  }

  void take_star_word() {
    const std::string_view before = left_;
    skip_spaces();
    if (const std::size_t star = starts_with_any(left_, full_stars)) {
      left_.remove_prefix(star);
    } else if (is_among(next_word(), star_words)) {
      left_.remove_prefix(token_.end);
    } else {
      left_ = before;
      return;
    }
    skip_decorations();
    is_plain_ = false;
  }

  /// Whether what is left leaves the number a mark: nothing, what stands apart from it, or thanks.
  bool is_mark() {
    const std::string_view before = left_;
    const bool is_apart = skip_spaces();
    const std::string_view spaces = before.substr(0, before.size() - left_.size());
    if (left_.empty() || spaces.find('\n') != std::string_view::npos) {
      return true;
    }
    if (left_.starts_with('?')) {
      return false;
    }
    if (const std::size_t size = starts_with_any(left_, separators)) {
      left_.remove_prefix(size);
      return is_apart || left_.empty() || !is_digit(left_.front());
    }
    return is_apart && (!is_plain_ || !text::needs_reply(read_cues(left_)));
  }

  std::string_view left_;
  Tokeniser tokeniser_{""};
  Token token_;
  int value_ = 0;
  bool is_plain_ = true;  ///< a number alone, which may count something else
};

}  // namespace

std::optional<Mark> read_mark(std::string_view text) {
  return MarkReader(text).read();
}

bool needs_reply(const Mark& mark) {
  const Cues cues = read_cues(mark.rest);
  return cues.question || cues.request || cues.problem || (cues.trouble && !cues.solved) ||
         cues.words > words_behind;
}

}  // namespace kith::text
