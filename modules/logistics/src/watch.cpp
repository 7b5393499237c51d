// SPDX-License-Identifier: Apache-2.0
#include "watch.h"

#include <utility>

namespace kith::logistics {

const std::vector<std::string>& WatchTerms::of(TermKind kind) const {
  switch (kind) {
    case TermKind::topic: return topic;
    case TermKind::product: return product;
    case TermKind::region: break;
  }
  return region;
}

std::vector<std::string>& WatchTerms::of(TermKind kind) {
  return const_cast<std::vector<std::string>&>(std::as_const(*this).of(kind));
}

}  // namespace kith::logistics
