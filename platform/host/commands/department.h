// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <kith/event.h>
#include <kith/result.h>

namespace kith::host {

/// The department that somebody names; `invalid` says which there are.
Result<Department> department_of(std::string_view word);

}  // namespace kith::host
