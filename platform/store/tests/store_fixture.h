// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <filesystem>

#include "base/random.h"
#include "store/migrate.h"
#include "store/reader_pool.h"
#include "store/writer.h"
#include "store_migrations.h"

namespace kith::store {

/// A folder that goes with the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    SystemRandom random;
    path_ = std::filesystem::temp_directory_path() / ("kith-test-" + random.token(9));
    std::filesystem::create_directory(path_);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline constexpr Migration note_migrations[] = {{"note", 1, "notes", R"sql(
-- record: a table for the tests
CREATE TABLE note_line(id INTEGER PRIMARY KEY, text TEXT NOT NULL);
)sql"}};

inline constexpr Statement add_line{"add_line",
                                    "INSERT INTO note_line(id, text) VALUES($id, $text)"};
inline constexpr Statement count_lines{"count_lines", "SELECT count(*) FROM note_line"};
inline constexpr const Statement* note_statements[] = {&add_line, &count_lines};

/// A migrated store with one small table, its writer not started.
class StoreFixture : public testing::Test {
 protected:
  void SetUp() override {
    auto connection = Connection::open(path(), OpenMode::read_write);
    ASSERT_TRUE(connection) << connection.error().detail;
    ASSERT_TRUE(migrate(*connection, store_migrations, clock.now()));
    ASSERT_TRUE(migrate(*connection, note_migrations, clock.now()));
    registry.add({"note", Rights::module}, note_statements);
    open_writer();
  }

  void open_writer() {
    writer.reset();
    auto created = Writer::create({.path = path()}, registry, clock);
    ASSERT_TRUE(created) << created.error().message << created.error().detail;
    writer = std::move(*created);
  }

  std::string path() const { return folder.file("kith.db"); }

  std::int64_t lines() {
    auto lease = readers.acquire();
    return (**lease).number(count_lines).value().value_or(-1);
  }

  static Writer::Work add(std::int64_t id, std::string text) {
    return [id, text](Transaction& transaction) -> Result<void> {
      KITH_CHECK(transaction.run(add_line, {{"id", id}, {"text", text}}));
      KITH_TRY(
          transaction.append({.type = "note.added.v1", .subject = id, .body = R"({"size":1})"}));
      return {};
    };
  }

  TemporaryFolder folder;
  ManualClock clock{Time{1'790'000'000'000'000}};
  StatementRegistry registry;
  ReaderPool readers{{.path = path()}, registry, clock};
  std::unique_ptr<Writer> writer;
};

}  // namespace kith::store
