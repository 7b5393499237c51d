// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/result.h>

/// Folders as a whole, for who must go on where memory runs out: the iterators of the standard
/// library end the process then. Any thread.
namespace kith::store {

/// What lies in a folder, in no order. Errors: `not_found`; `unavailable`, with what the system
/// says.
Result<std::vector<std::string>> names_in(const std::string& folder);
/// Removes a folder and all that lies in it, as far as that can be removed. A link is removed, not
/// followed.
void remove_folder(const std::string& folder);

}  // namespace kith::store
