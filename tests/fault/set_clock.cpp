// SPDX-License-Identifier: Apache-2.0
#include "set_clock.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>

/// Loaded before all other libraries of a process, this gives it a clock on the wall that a test
/// sets. Allocates nothing, since the allocator asks for the time before anything else runs.
namespace kith::fault {
namespace {

const SetTime* mapped() {
  static const SetTime* const time = [] {
    const char* const file = std::getenv("FAULT_CLOCK");
    const int opened = file == nullptr ? -1 : ::open(file, O_RDONLY | O_CLOEXEC);
    void* const place = opened < 0
                            ? MAP_FAILED
                            : ::mmap(nullptr, sizeof(SetTime), PROT_READ, MAP_SHARED, opened, 0);
    return place == MAP_FAILED ? nullptr : static_cast<const SetTime*>(place);
  }();
  return time;
}

void set(timespec& time) {
  constexpr std::int64_t second = 1'000'000'000;
  const SetTime* const wanted = mapped();
  if (wanted == nullptr) {
    return;
  }
  std::int64_t now = wanted->stands_at;
  if (now == 0) {
    now = time.tv_sec * second + time.tv_nsec + wanted->ahead;
  }
  time = {.tv_sec = now / second, .tv_nsec = now % second};
}

}  // namespace
}  // namespace kith::fault

extern "C" {

__attribute__((visibility("default"))) int clock_gettime(clockid_t clock, timespec* time) noexcept {
  const long failed = ::syscall(SYS_clock_gettime, clock, time);
  if (failed == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    kith::fault::set(*time);
  }
  return static_cast<int>(failed);
}

__attribute__((visibility("default"))) int gettimeofday(timeval* time, void*) noexcept {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  *time = {.tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000};
  return 0;
}

__attribute__((visibility("default"))) time_t time(time_t* time) noexcept {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  if (time != nullptr) {
    *time = now.tv_sec;
  }
  return now.tv_sec;
}
}
