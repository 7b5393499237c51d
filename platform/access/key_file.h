// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/result.h>

#include "base/random.h"

namespace kith::access {

/// The text of the key file at `path`, which is made first where there is none: mode 600, with one
/// new key in it, on disk before this returns. Refused with the way to mend it: a file that others
/// than its owner may read, one that is not this user's, anything but a plain file, and a place
/// inside `data_folder`, because a key beside the data goes into the same backup and the same
/// hands.
Result<std::string> read_or_make_key_file(const std::string& path, const std::string& data_folder,
                                          Random& random);

}  // namespace kith::access
