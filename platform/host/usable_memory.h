// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace kith::host {

/// How many bytes this process may use: the least of what the machine has, what its limits allow,
/// and what its group of processes (cgroup) does.
std::size_t usable_memory();

}  // namespace kith::host
