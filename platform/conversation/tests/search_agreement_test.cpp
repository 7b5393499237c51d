// SPDX-License-Identifier: Apache-2.0
// The index and the scan of the tail behind it find the same messages, whatever is typed.

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "conversation/fts5_tokenizer.h"
#include "text/matcher.h"

namespace kith::conversation {
namespace {

using text::Matcher;
using text::parse_query;
using text::Query;
using text::to_fts5;

/// An FTS5 table in memory beside the same texts, to ask both.
class Index {
 public:
  Index() {
    sqlite3* handle = nullptr;
    EXPECT_EQ(sqlite3_open(":memory:", &handle), SQLITE_OK);
    database_.reset(handle);
    const auto registered = register_tokenizer(handle);
    EXPECT_TRUE(registered) << (registered ? "" : registered.error().detail);
    run("CREATE VIRTUAL TABLE found USING fts5(text, other, tokenize='kith')", {});
  }

  void add(const std::string& text) {
    run("INSERT INTO found(text, other) VALUES (?1, 'refund')", text);
    texts_.push_back(text);
  }

  std::set<std::size_t> ask_fts5(const std::string& match) {
    std::set<std::size_t> rows;
    for (const std::int64_t row : run("SELECT rowid FROM found WHERE found MATCH ?1", match)) {
      rows.insert(static_cast<std::size_t>(row) - 1);
    }
    return rows;
  }

  std::set<std::size_t> ask_matcher(const Query& query) const {
    Matcher matcher(query);
    std::set<std::size_t> rows;
    for (std::size_t row = 0; row < texts_.size(); ++row) {
      if (matcher.matches(texts_[row])) {
        rows.insert(row);
      }
    }
    return rows;
  }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
  };

  std::vector<std::int64_t> run(const char* sql, const std::string& value) {
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(database_.get(), sql, -1, &statement, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database_.get());
    sqlite3_bind_text(statement, 1, value.data(), static_cast<int>(value.size()), nullptr);
    std::vector<std::int64_t> rows;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      rows.push_back(sqlite3_column_int64(statement, 0));
    }
    EXPECT_EQ(code, SQLITE_DONE) << sqlite3_errmsg(database_.get()) << " for " << value;
    sqlite3_finalize(statement);
    return rows;
  }

  std::unique_ptr<sqlite3, Close> database_;
  std::vector<std::string> texts_;
};

/// Texts and queries of few words in many scripts, so that they often meet.
class Chance {
 public:
  std::string text() {
    std::string out;
    for (std::size_t left = 1 + below(12); left > 0; --left) {
      out += pick(words_);
      out += pick(glue_);
    }
    return out;
  }

  std::string query() {
    std::string out;
    for (std::size_t left = 1 + below(4); left > 0; --left) {
      out += below(6) == 0 ? "-" : "";
      if (below(3) == 0) {
        out += '"' + pick(words_) + pick(glue_) + pick(words_) + '"';
      } else {
        std::string word = pick(words_);
        if (below(4) == 0) {
          word = word.substr(0, 1 + below(word.size()));
        }
        out += word;
      }
      out += below(5) == 0 ? "*" : "";
      out += below(5) == 0 ? " OR " : " ";
    }
    return out;
  }

 private:
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  std::string pick(const std::vector<std::string>& from) { return from[below(from.size())]; }

  const std::vector<std::string> words_ = {
      "refund", "Refunds",    "re",     "late",    "LATER", "don't",       "dont", "wi-fi",
      "Café",   "cafe\u0301", "Straße", "strasse", "東京",  "京都",        "東",   "タワー",
      "ｶﾞｽ",    "ガ",         "한국",   "한국어",  "สินค้า",  "ค้า",          "مُحَمَّد", "محمد",
      "мой",    "мои",        "Ёлка",   "👍🏽",    "👍",    "👩‍💻", "💻",   "🇩🇪",
      "#tag",   "tag",        "@tag",   "l'avion", "avion", "123",         "١٢٣",  "x",
      "आपका",   "\xFF",       "a\xC3",  "AND",     "NOT",   "near",        "OR"};
  const std::vector<std::string> glue_ = {" ", " ", " ", ", ", ". ", "-", "", "\n", "'", "(", "\""};
  std::mt19937_64 engine_{20260101};
};

TEST(SearchAgreement, of_index_and_tail_holds_on_every_generated_query) {
  Chance chance;
  Index index;
  for (int i = 0; i < 300; ++i) {
    index.add(chance.text());
  }
  std::size_t queries = 0;
  std::size_t hits = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string typed = chance.query();
    const Result<Query> query = parse_query(typed);
    if (!query) {
      continue;
    }
    const std::set<std::size_t> expected = index.ask_fts5(to_fts5(*query, "text"));
    ASSERT_EQ(index.ask_matcher(*query), expected) << typed << "\n" << to_fts5(*query);
    ++queries;
    hits += expected.size();
  }
  EXPECT_GT(queries, 1500U);
  EXPECT_GT(hits, queries * 5) << "the queries hardly ever find a text, so they show little";
}

}  // namespace
}  // namespace kith::conversation
