// SPDX-License-Identifier: Apache-2.0
#include "conversation/fts5_tokenizer.h"

#include <sqlite3.h>

#include <new>
#include <string_view>

#include "text/tokens.h"

// SQLite leaves this type to us. Our tokeniser keeps nothing between texts.
struct Fts5Tokenizer {};

namespace kith::conversation {
namespace {

using TokenSink = int (*)(void*, int, const char*, int, int, int);

int create(void*, const char**, int count, Fts5Tokenizer** out) {
  if (count != 0) {
    return SQLITE_ERROR;
  }
  *out = new (std::nothrow) Fts5Tokenizer;
  return *out != nullptr ? SQLITE_OK : SQLITE_NOMEM;
}

void destroy(Fts5Tokenizer* tokenizer) {
  delete tokenizer;
}

int tokenize(Fts5Tokenizer*, void* context, int, const char* bytes, int size, TokenSink sink) {
  if (bytes == nullptr || size <= 0) {
    return SQLITE_OK;
  }
  text::Tokeniser tokeniser({bytes, static_cast<std::size_t>(size)});
  text::Token token;
  while (tokeniser.next(token)) {
    const int result = sink(context, 0, token.text.data(), static_cast<int>(token.text.size()),
                            static_cast<int>(token.begin), static_cast<int>(token.end));
    if (result != SQLITE_OK) {
      return result;
    }
  }
  return SQLITE_OK;
}

fts5_api* api_of(sqlite3* connection) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

}  // namespace

Result<void> register_tokenizer(sqlite3* connection) {
  fts5_api* api = api_of(connection);
  fts5_tokenizer tokenizer{.xCreate = create, .xDelete = destroy, .xTokenize = tokenize};
  if (api == nullptr || api->iVersion < 2 ||
      api->xCreateTokenizer(api, "kith", nullptr, &tokenizer, nullptr) != SQLITE_OK) {
    return fail(ErrorCode::internal, "The store has no full-text search.",
                "this SQLite was built without FTS5");
  }
  return {};
}

}  // namespace kith::conversation
