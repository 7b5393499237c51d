// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "preload/disk_plan.h"

namespace kith::fault {

/// Lets calls of processes that are started meanwhile fail, in files below a folder. One at a time.
class DiskTrouble {
 public:
  enum class Lasts { once, from_then_on };

  /// `plan` is a file to be made for it, outside the folder.
  DiskTrouble(const std::string& plan, const std::string& folder);
  DiskTrouble(const DiskTrouble&) = delete;
  DiskTrouble& operator=(const DiskTrouble&) = delete;
  ~DiskTrouble();

  /// From the `at`th call of a kind on, counted from now.
  void begin(DiskPlan::Call call, int error, int at, Lasts lasts);
  void end();
  /// How many calls of that kind there were, and how many of them failed.
  int seen() const { return plan_->seen; }
  int failed() const { return plan_->failed; }

 private:
  DiskPlan* plan_ = nullptr;
};

}  // namespace kith::fault
