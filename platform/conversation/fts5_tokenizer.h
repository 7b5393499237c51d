// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/result.h>

struct sqlite3;

namespace kith::conversation {

/// Makes kith's tokeniser known to FTS5 on this connection under the name "kith", as in
/// `CREATE VIRTUAL TABLE … USING fts5(…, tokenize='kith')`. Every connection that reads or writes
/// such a table needs it. Error: `internal`, when SQLite lacks FTS5.
Result<void> register_tokenizer(sqlite3* connection);

}  // namespace kith::conversation
