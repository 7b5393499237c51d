// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "text/query.h"

namespace kith::conversation {

/// Where a term of a search stands in a text, in bytes.
struct TermSpan {
  std::size_t term = 0;  ///< which, counted over all groups of the search
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Finds every place of every wanted term of a search, for snippets and for ranking; text::Matcher
/// only tells whether a text is found at all. Keeps its buffers between texts; one thread at a
/// time.
class TermFinder {
 public:
  /// `query` must outlive the finder.
  explicit TermFinder(const text::Query& query);

  /// Reads at most about `most` bytes of `text`. What it finds is there until the next call.
  void read(std::string_view text, std::size_t most);

  std::size_t terms() const { return terms_.size(); }
  /// In the order of their beginnings.
  const std::vector<TermSpan>& spans() const { return spans_; }
  /// How many words the part that was read has.
  std::size_t words() const { return words_.size(); }
  /// Where each word begins and ends, in bytes.
  struct Word {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t folded = 0;  ///< where its folded form begins in the finder's buffer
  };
  const std::vector<Word>& places() const { return words_; }

 private:
  std::string_view folded(std::size_t word) const;
  bool stands_at(const text::Term& term, std::size_t word) const;

  std::vector<const text::Term*> terms_;
  std::vector<Word> words_;
  std::string folded_;
  std::vector<TermSpan> spans_;
};

}  // namespace kith::conversation
