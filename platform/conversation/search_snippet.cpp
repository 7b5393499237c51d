// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_snippet.h"

#include <algorithm>
#include <bit>

#include "base/utf8.h"

namespace kith::conversation {
namespace {

constexpr std::size_t most_read = 65'536;
constexpr std::size_t bytes_before = 48;
constexpr std::size_t bytes_in_all = 200;

/// A stretch of the message's text, in bytes.
struct Window {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The span at which a window begins that holds the most different terms.
std::size_t best_span(const std::vector<TermSpan>& spans) {
  std::size_t best = 0;
  int most = 0;
  for (std::size_t first = 0; first < spans.size(); ++first) {
    const std::size_t end = spans[first].begin + bytes_in_all - bytes_before;
    std::uint32_t seen = 0;
    for (std::size_t each = first; each < spans.size() && spans[each].end <= end; ++each) {
      seen |= std::uint32_t{1} << spans[each].term % 32;
    }
    if (std::popcount(seen) > most) {
      most = std::popcount(seen);
      best = first;
    }
  }
  return best;
}

/// Not inside a code point.
std::size_t at_boundary(std::string_view text, std::size_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) {
    ++at;
  }
  return std::min(at, text.size());
}

/// Whole words around the match, as far as words are of a reasonable length.
Window window_of(const TermFinder& finder, std::string_view text) {
  const std::vector<TermFinder::Word>& words = finder.places();
  const std::vector<TermSpan>& spans = finder.spans();
  const std::size_t match = spans.empty() ? 0 : spans[best_span(spans)].begin;
  const std::size_t earliest = match > bytes_before ? match - bytes_before : 0;
  const auto first =
      std::ranges::lower_bound(words, earliest, std::less(), &TermFinder::Word::begin);
  Window window;
  window.begin = earliest == 0 || first == words.end() ? at_boundary(text, earliest) : first->begin;
  const std::size_t latest = window.begin + bytes_in_all;
  window.end = at_boundary(text, latest);
  if (window.end < text.size()) {
    const auto behind =
        std::ranges::upper_bound(words, latest, std::less(), &TermFinder::Word::end);
    const bool has_word = behind != words.begin() && std::prev(behind)->end > match;
    window.end = has_word ? std::prev(behind)->end : window.end;
  }
  return window;
}

/// Writes the window in one line and notes where the matches come to stand.
class Line {
 public:
  explicit Line(Snippet& snippet) : snippet_(snippet) {}

  void write(std::string_view text, Window window, const std::vector<TermSpan>& spans) {
    auto span = spans.begin();
    std::size_t at = window.begin;
    while (at < window.end) {
      while (span != spans.end() && (span->begin < at || span->end > window.end)) {
        ++span;
      }
      if (span != spans.end() && span->begin == at) {
        const std::int64_t begin = begin_of_next();
        at = write_until(text, at, span->end);
        snippet_.matches.push_back({begin, units_});
        continue;
      }
      at = write_until(text, at, span == spans.end() ? window.end : span->begin);
    }
  }

 private:
  /// Where the next letter will stand, once a space that waits is written.
  std::int64_t begin_of_next() {
    flush_space();
    return units_;
  }
  void flush_space() {
    if (has_space_ && !snippet_.text.empty()) {
      snippet_.text += ' ';
      ++units_;
    }
    has_space_ = false;
  }

  std::size_t write_until(std::string_view text, std::size_t at, std::size_t end) {
    while (at < end) {
      const CodePoint point = first_code_point(text.substr(at));
      const std::size_t size = std::max<std::size_t>(point.size, 1);
      const bool is_blank = point.size == 0 || point.value <= 0x20 ||
                            (point.value >= 0x7F && point.value <= 0xA0) || point.value == 0x2028 ||
                            point.value == 0x2029;
      if (is_blank) {
        has_space_ = true;
      } else {
        flush_space();
        snippet_.text.append(text.substr(at, size));
        units_ += point.value > 0xFFFF ? 2 : 1;
      }
      at += size;
    }
    return at;
  }

  Snippet& snippet_;
  std::int64_t units_ = 0;
  bool has_space_ = false;
};

}  // namespace

Snippet make_snippet(TermFinder& finder, std::string_view text) {
  finder.read(text, most_read);
  const Window window = window_of(finder, text);
  Snippet snippet{.is_cut_before = window.begin > 0, .is_cut_after = window.end < text.size()};
  Line(snippet).write(text, window, finder.spans());
  return snippet;
}

}  // namespace kith::conversation
