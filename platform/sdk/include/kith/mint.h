// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/reader.h>

namespace kith {

/// Gives a module's own things their numbers: for each noun of each module 1, 2, 3 …, never one
/// twice. What a handler was given is stored together with its write set; where that is refused,
/// its numbers are lost. Belongs to the lane of the module and is used by its thread alone.
class Mint {
 public:
  virtual ~Mint() = default;
  /// The next number of the noun whose word this is; `reader` sees what is stored so far.
  virtual Result<std::int64_t> next(Reader& reader, std::string_view noun) = 0;
};

}  // namespace kith
