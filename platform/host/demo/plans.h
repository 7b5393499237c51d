// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

/// What the colleagues of the demonstration follow before anybody writes.
namespace kith::host::demo {

/// Something that a colleague asks of the API: a POST. Its department may not be there.
struct Plan {
  std::string_view path;
  std::string_view body;
};

/// The watches of logistics and the requests of product, in four languages where customers say it.
std::span<const Plan> plans();

}  // namespace kith::host::demo
