// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <kith/route.h>

namespace kith::conversation {

/// The operations on the shared nouns, below /api/v1 without a prefix. Constant data.
std::span<const Route> routes();

}  // namespace kith::conversation
