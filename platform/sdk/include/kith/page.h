// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/described.h>

namespace kith {

/// One page of a list. `next` is the sealed cursor of the page after it, absent on the last.
template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::string> next;

  static consteval auto describe() {
    return described("One page of a list.", field<&Page::items>("What is on this page, in order."),
                     field<&Page::next>("The cursor of the next page; absent on the last one."));
  }
};

}  // namespace kith
