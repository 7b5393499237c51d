// SPDX-License-Identifier: Apache-2.0
#include "host/usable_memory.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <string>

namespace kith::host {
namespace {

// What stands in a file of a group; the most there is where it says "max", or nothing.
std::size_t limit_in(const std::string& file) {
  std::size_t bytes = 0;
  return std::ifstream(file) >> bytes ? bytes : SIZE_MAX;
}

// Of the group and all above it, since each holds for what lies below.
std::size_t limit_of_group(const std::string& root, std::string group, const std::string& name) {
  std::size_t least = limit_in(root + name);
  while (group.size() > 1) {
    least = std::min(least, limit_in(fmt::format("{}{}{}", root, group, name)));
    group.erase(group.rfind('/'));
  }
  return least;
}

std::size_t limit_of_groups() {
  std::size_t least = SIZE_MAX;
  std::ifstream groups("/proc/self/cgroup");
  // As "4:memory:/some/group" or, in the newer form, "0::/some/group".
  for (std::string line; std::getline(groups, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) {
      continue;
    }
    const std::string kind = line.substr(first + 1, second - first - 1);
    const std::string group = line.substr(second + 1);
    if (kind == "memory") {
      least =
          std::min(least, limit_of_group("/sys/fs/cgroup/memory", group, "/memory.limit_in_bytes"));
    } else if (kind.empty()) {
      least = std::min(least, limit_of_group("/sys/fs/cgroup", group, "/memory.max"));
    }
  }
  return least;
}

std::size_t limit_of_process() {
  rlimit allowed{};
  const bool is_known = ::getrlimit(RLIMIT_AS, &allowed) == 0;
  return is_known && allowed.rlim_cur != RLIM_INFINITY ? allowed.rlim_cur : SIZE_MAX;
}

}  // namespace

std::size_t usable_memory() {
  const auto machine = static_cast<std::size_t>(::sysconf(_SC_PHYS_PAGES)) *
                       static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return std::min({machine, limit_of_process(), limit_of_groups()});
}

}  // namespace kith::host
