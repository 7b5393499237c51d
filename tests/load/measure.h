// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>
#include <time.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace kith::load {

inline double clock_seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

inline double wall_seconds() {
  return clock_seconds(CLOCK_MONOTONIC);
}

/// Processor time of all threads of a process; 0 where it is gone.
inline double cpu_seconds_of(pid_t process) {
  clockid_t clock{};
  return clock_getcpuclockid(process, &clock) == 0 ? clock_seconds(clock) : 0;
}

/// The number behind `name` in a file of /proc with a "name: number" on each line; 0 where the
/// kernel does not say.
inline double proc_number(const std::string& file, std::string_view name) {
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with(name)) {
      return std::stod(line.substr(name.size()));
    }
  }
  return 0;
}

/// Bytes that this process has had written to disks.
inline double written_bytes() {
  return proc_number("/proc/self/io", "write_bytes:");
}

/// What a process holds in memory now.
inline double resident_kb(pid_t process) {
  return proc_number("/proc/" + std::to_string(process) + "/status", "VmRSS:");
}

/// The most that a process has held in memory.
inline double peak_kb(pid_t process) {
  return proc_number("/proc/" + std::to_string(process) + "/status", "VmHWM:");
}

/// 0 of nothing.
inline double percentile(std::vector<double> values, double percent) {
  if (values.empty()) {
    return 0;
  }
  std::ranges::sort(values);
  const auto place = static_cast<std::size_t>(static_cast<double>(values.size()) * percent / 100);
  return values[std::min(values.size() - 1, place)];
}

}  // namespace kith::load
