// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "house.h"

namespace kith::simulation {

/// Copies the database of a house that works on, packs the copy with an attachment into an archive,
/// and unpacks that: "" when all of it is what it was, and one flipped bit of the archive is found.
/// A disk that fails meanwhile may end it early. `events` must be in the copy's log.
std::string check_kept_copy(House& house, Sequence events);

}  // namespace kith::simulation
