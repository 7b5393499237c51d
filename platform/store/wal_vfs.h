// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kith::store {

/// The name of a VFS, registered at the first call, that is the system's but for one thing: what
/// is appended to a write-ahead log goes out in large pieces, not in two calls a page. A commit
/// frame ends a piece, so that every other connection finds what it is told of; so does a sync, a
/// reading and whatever else asks for the file as it is. An error of writing is told by the call
/// that wrote, which may be the sync. Any thread.
const char* wal_vfs();

}  // namespace kith::store
