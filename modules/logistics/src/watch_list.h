// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <kith/reader.h>
#include <kith/texts.h>

#include "watch.h"

namespace kith::logistics {

/// The watches that listen, and what finds their terms in a text. Kept by the lane until a watch
/// changes.
class WatchList {
 public:
  static Result<WatchList> load(Reader& reader, const Texts& texts);

  bool is_empty() const { return watches_.empty(); }
  /// The watches that a text is about, in order of id, `most_watches_of_message` at most.
  std::vector<const Watch*> watches_in(std::string_view text) const;

 private:
  // Which watch a list of the matcher belongs to; a watch has one for each kind with terms.
  std::vector<Watch> watches_;
  std::vector<std::size_t> watch_of_list_;
  std::vector<std::size_t> lists_of_watch_;
  std::unique_ptr<TermMatcher> matcher_;
};

Result<WatchList> load_watch_list(Reader& reader, const Texts& texts);

}  // namespace kith::logistics
