// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include <kith/module.h>

namespace kith::insight {

/// A measure and who brings it.
struct ListedMeasure {
  const Measure* measure = nullptr;
  const Module* module = nullptr;  ///< nullptr: the platform
};

/// Every measure of a kith, the platform's own first. Constant; any thread.
class MeasureList {
 public:
  /// `modules` outlive it.
  explicit MeasureList(std::span<const Module* const> modules);

  std::span<const ListedMeasure> all() const { return all_; }
  /// The measure that a figure is of; nullptr where nobody brings it.
  const Measure* find(std::string_view metric) const;

 private:
  std::vector<ListedMeasure> all_;
};

}  // namespace kith::insight
