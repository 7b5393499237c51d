// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/type.h>

namespace kith::http {

/// A value of `type`, an object or choice, as JSON, for documentation: the members' own examples,
/// and where they have none, something that their limits allow.
std::string sample_json(const Type& type);

}  // namespace kith::http
