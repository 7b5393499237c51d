// SPDX-License-Identifier: Apache-2.0
#include "likeness.h"

#include <algorithm>

namespace kith::product {

std::vector<Likeness> nearest(const std::vector<RequestSketch>& requests, const Sketch& sketch) {
  std::vector<Likeness> found;
  for (const RequestSketch& each : requests) {
    // A long description says more than a wish does; its title alone may be what is wished.
    const std::int32_t likeness =
        std::max(Texts::likeness(sketch, each.title), Texts::likeness(sketch, each.whole));
    if (likeness >= least_likeness) {
      found.push_back({each.root, likeness});
    }
  }
  std::ranges::sort(found, [](const Likeness& left, const Likeness& right) {
    return left.likeness != right.likeness ? left.likeness > right.likeness
                                           : left.request < right.request;
  });
  std::vector<Likeness> once;
  for (const Likeness& each : found) {
    if (std::ranges::find(once, each.request, &Likeness::request) == once.end()) {
      once.push_back(each);
    }
  }
  return once;
}

}  // namespace kith::product
