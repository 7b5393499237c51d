// SPDX-License-Identifier: Apache-2.0
#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "conversation/fts5_tokenizer.h"
#include "text/matcher.h"

namespace {

/// A fuzzer's assertion holds in every build.
void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// An index of one row at a time.
class Index {
 public:
  Index() {
    require(sqlite3_open(":memory:", &database_) == SQLITE_OK);
    require(kith::conversation::register_tokenizer(database_).has_value());
    require(sqlite3_exec(database_, "CREATE VIRTUAL TABLE found USING fts5(text, tokenize='kith')",
                         nullptr, nullptr, nullptr) == SQLITE_OK);
    prepare("REPLACE INTO found(rowid, text) VALUES (1, ?1)", &write_);
    prepare("SELECT count(*) FROM found WHERE found MATCH ?1", &ask_);
  }

  bool finds(std::string_view text, std::string_view match) {
    bind(write_, text);
    require(sqlite3_step(write_) == SQLITE_DONE);
    require(sqlite3_reset(write_) == SQLITE_OK);
    bind(ask_, match);
    require(sqlite3_step(ask_) == SQLITE_ROW);
    const bool is_found = sqlite3_column_int(ask_, 0) == 1;
    require(sqlite3_reset(ask_) == SQLITE_OK);
    return is_found;
  }

 private:
  void prepare(const char* sql, sqlite3_stmt** statement) {
    require(sqlite3_prepare_v2(database_, sql, -1, statement, nullptr) == SQLITE_OK);
  }

  static void bind(sqlite3_stmt* statement, std::string_view text) {
    require(sqlite3_bind_text(statement, 1, text.empty() ? "" : text.data(),
                              static_cast<int>(text.size()), nullptr) == SQLITE_OK);
  }

  sqlite3* database_ = nullptr;
  sqlite3_stmt* write_ = nullptr;
  sqlite3_stmt* ask_ = nullptr;
};

}  // namespace

// The first line is what a person types, the rest a message that it may find.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kith::text;
  static Index index;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), input.size());
  const std::string_view message = input.substr(std::min(line + 1, input.size()));
  const kith::Result<Query> query = parse_query(input.substr(0, line));
  if (!query) {
    require(query.error().code == kith::ErrorCode::invalid && !query.error().message.empty());
    return 0;
  }
  require(index.finds(message, to_fts5(*query, "text")) == matches(*query, message));
  return 0;
}
