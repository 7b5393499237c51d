// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace kith::conversation {

/// What a file is, by its bytes alone: whatever its name or its sender says of it is not asked. One
/// of a short list of types that no browser runs; "application/octet-stream" for all others, among
/// them HTML, SVG and XML. Linear in the size of a text; any thread.
std::string_view media_type_of(std::string_view bytes);

}  // namespace kith::conversation
