// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <kith/result.h>

/// Files that are on the disk when the call returns. Any thread; errors: `unavailable`, naming the
/// file and what the system says.
namespace kith::store {

/// Puts `bytes` in place of what the file held, all or nothing. Readable by its owner alone. Until
/// it is whole it is called `path` and `unfinished`: two who write the same file at once each need
/// one of their own.
Result<void> write_durably(const std::string& path, std::string_view bytes,
                           std::string_view unfinished = ".new");
/// Adds `bytes` at the end.
Result<void> append_durably(const std::string& path, std::string_view bytes);
/// Makes what was written to a file stay.
Result<void> sync_file(const std::string& path);
/// Makes what was created, renamed or removed in a folder stay.
Result<void> sync_folder(const std::string& folder);
/// The whole file; `not_found` when there is none.
Result<std::string> read_whole(const std::string& path);

}  // namespace kith::store
