// SPDX-License-Identifier: Apache-2.0
#include "insight/measure_list.h"

#include <algorithm>

#include "insight/figures.h"
#include "insight/handoff_measures.h"

namespace kith::insight {

MeasureList::MeasureList(std::span<const Module* const> modules) {
  for (const Measure& measure : handoff_measures()) {
    all_.push_back({&measure, nullptr});
  }
  for (const Module* module : modules) {
    for (const Measure& measure : module->measures) {
      all_.push_back({&measure, module});
    }
  }
}

const Measure* MeasureList::find(std::string_view metric) const {
  for (const ListedMeasure& each : all_) {
    if (std::ranges::count(metrics_of(*each.measure), metric) > 0) {
      return each.measure;
    }
  }
  return nullptr;
}

}  // namespace kith::insight
