// SPDX-License-Identifier: Apache-2.0
#include "watch_list.h"

#include "watch_store.h"

namespace kith::logistics {

Result<WatchList> load_watch_list(Reader& reader, const Texts& texts) {
  return WatchList::load(reader, texts);
}

Result<WatchList> WatchList::load(Reader& reader, const Texts& texts) {
  WatchList list;
  std::vector<std::vector<std::string>> terms;
  for (Watch& watch : KITH_TRY(load_watches(reader))) {
    if (!watch.is_active) {
      continue;
    }
    list.lists_of_watch_.push_back(0);
    for (const TermKind kind : term_kinds) {
      if (!watch.terms.of(kind).empty()) {
        terms.push_back(watch.terms.of(kind));
        list.watch_of_list_.push_back(list.watches_.size());
        ++list.lists_of_watch_.back();
      }
    }
    list.watches_.push_back(std::move(watch));
  }
  list.matcher_ = texts.matcher(terms);
  return list;
}

std::vector<const Watch*> WatchList::watches_in(std::string_view text) const {
  std::vector<const Watch*> found;
  if (watches_.empty() || text.empty()) {
    return found;
  }
  const std::vector<std::size_t> lists = matcher_->match(text);
  // They ascend, and the lists of one watch follow each other.
  for (std::size_t place = 0; place < lists.size();) {
    const std::size_t watch = watch_of_list_[lists[place]];
    std::size_t matched = 0;
    for (; place < lists.size() && watch_of_list_[lists[place]] == watch; ++place) {
      ++matched;
    }
    if (matched == lists_of_watch_[watch] && found.size() < most_watches_of_message) {
      found.push_back(&watches_[watch]);
    }
  }
  return found;
}

}  // namespace kith::logistics
