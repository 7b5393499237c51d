// SPDX-License-Identifier: Apache-2.0
#include "disk_trouble.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace kith::fault {

DiskTrouble::DiskTrouble(const std::string& plan, const std::string& folder) {
  const int file = ::open(plan.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  void* memory = MAP_FAILED;
  if (file >= 0 && ::ftruncate(file, sizeof(DiskPlan)) == 0) {
    memory = ::mmap(nullptr, sizeof(DiskPlan), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  }
  ::close(file);
  if (memory == MAP_FAILED || folder.size() >= sizeof DiskPlan::folder) {
    throw std::runtime_error("no plan can be made at " + plan);
  }
  plan_ = static_cast<DiskPlan*>(memory);
  folder.copy(plan_->folder, folder.size());
  ::setenv(disk_plan_variable, plan.c_str(), 1);
  ::setenv("LD_PRELOAD", KITH_DISK_PRELOAD, 1);
}

DiskTrouble::~DiskTrouble() {
  ::unsetenv("LD_PRELOAD");
  ::unsetenv(disk_plan_variable);
  ::munmap(plan_, sizeof(DiskPlan));
}

void DiskTrouble::begin(DiskPlan::Call call, int error, int at, Lasts lasts) {
  end();
  plan_->error = error;
  plan_->at = at;
  plan_->is_lasting = lasts == Lasts::from_then_on ? 1 : 0;
  plan_->seen = 0;
  plan_->failed = 0;
  plan_->call = call;
}

void DiskTrouble::end() {
  plan_->call = DiskPlan::none;
}

}  // namespace kith::fault
