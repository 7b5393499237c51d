// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <fstream>
#include <map>
#include <optional>
#include <random>

#include "base/hash.h"
#include "host/verification.h"
#include "shop.h"
#include "store/archive_reader.h"
#include "store/page_sums.h"
#include "store/sqlite.h"

/// One bit of one file is another than was written: it is found and named, and what it stood in is
/// not given out.
namespace kith::fault {
namespace {

using testing::AnyOf;
using testing::Contains;
using testing::HasSubstr;

/// Turns a bit of a file round while the object lives.
class Flip {
 public:
  Flip(std::string file, std::int64_t byte, int bit)
      : file_(std::move(file)), byte_(byte), bit_(bit) {
    turn();
  }
  Flip(const Flip&) = delete;
  Flip& operator=(const Flip&) = delete;
  ~Flip() { turn(); }

  std::string where() const { return fmt::format("{} byte {} bit {}", file_, byte_, bit_); }

 private:
  void turn() const {
    std::fstream stream(file_, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(byte_);
    const int before = stream.get();
    stream.seekp(byte_);
    stream.put(static_cast<char>(before ^ (1 << bit_)));
  }

  std::string file_;
  std::int64_t byte_;
  int bit_;
};

/// What the rows of each table say; nothing for a table that is refused.
using Content = std::map<std::string, std::optional<std::string>>;

Result<std::string> rows_of(store::Connection& database, const std::string& table) {
  store::Prepared rows = KITH_TRY(database.prepare("SELECT * FROM \"" + table + '"'));
  Sha256Hasher hasher;
  hasher.begin();
  while (KITH_TRY(rows.step())) {
    for (int column = 0; column < rows.columns(); ++column) {
      hasher.add(rows.is_null(column) ? "null" : "value");
      hasher.add(rows.text(column));
    }
  }
  return hex(bytes_of(hasher.end()));
}

Content content_of(const std::string& path) {
  Content content;
  auto database = store::Connection::open(path, store::OpenMode::read_only);
  if (!database) {
    return content;  // all of it is refused
  }
  auto tables = database->prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'");
  while (tables && tables->step().value_or(false)) {
    const std::string name(tables->text(0));
    const Result<std::string> rows = rows_of(*database, name);
    content[name] = rows ? std::optional(*rows) : std::nullopt;
  }
  return content;
}

/// SQLite as it is, without what kith puts in front of the disk.
std::string plain_sqlite(const std::string& path, const char* question) {
  sqlite3* plain = nullptr;
  sqlite3_stmt* rows = nullptr;
  std::string answer = "refused";
  if (sqlite3_open_v2(path.c_str(), &plain, SQLITE_OPEN_READONLY, "unix") == SQLITE_OK &&
      sqlite3_prepare_v2(plain, question, -1, &rows, nullptr) == SQLITE_OK &&
      sqlite3_step(rows) == SQLITE_ROW) {
    answer = reinterpret_cast<const char*>(sqlite3_column_text(rows, 0));
  }
  sqlite3_finalize(rows);
  sqlite3_close(plain);
  return answer;
}

class FlippedBits : public Shop {
 protected:
  // Half of what there is lies in the database, half in the log of a server that was killed.
  void SetUp() override {
    Shop::SetUp();
    found(data_);
    const scenario::Ran token = scenario::run_kith(
        {"token", "create", "--member", "ada@shop.example", "--scope", "*", "--data", data_});
    const scenario::Api ada(data_, token.output.substr(0, token.output.find('\n')));
    start();
    post(0, 300);
    for (int file = 0; file < 4; ++file) {
      const auto answer = ada.upload(fmt::format("file{}.txt", file),
                                     std::string(2'000, static_cast<char>('a' + file)));
      ASSERT_EQ(answer.status, 201) << answer.body;
    }
    ASSERT_EQ(stop(), 0);
    backup_ = (folder_ / "backup.tar.zst").string();
    ASSERT_EQ(scenario::run_kith({"backup", backup_, "--data", data_}).exit_code, 0);
    start();
    post(300, 450);
    kill();
    database_ = "workspaces/" +
                std::filesystem::path(workspace_file()).parent_path().filename().string() +
                "/kith.db";
    for (const std::string& name : {database_, std::string("server.db")}) {
      content_[name] = content_of(data_ + '/' + name);
      ASSERT_THAT(content_[name], testing::SizeIs(testing::Gt(10U)));
      const host::Verified verified = host::verify_database(data_, name);
      ASSERT_TRUE(verified.is_whole) << verified.reason << verified.damage.size();
    }
  }

  void post(int from, int to) {
    KeepAlive api(data_);
    nlohmann::json posts;
    for (int each = from; each < to; ++each) {
      posts.push_back(question(fmt::format("n{}", each)));
    }
    const auto answer = api.post("/api/v1/intake", {{"posts", posts}});
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->status, 200) << answer->body;
  }

  std::int64_t any(std::int64_t less_than) {
    return std::uniform_int_distribution<std::int64_t>(0, less_than - 1)(random_);
  }
  Flip flip_in(const std::string& file, std::int64_t bytes) {
    return Flip(file, any(bytes), static_cast<int>(any(8)));
  }
  static std::int64_t size_of(const std::string& file) {
    return static_cast<std::int64_t>(std::filesystem::file_size(file));
  }

  // Every table says what it said, or nothing.
  void expect_nothing_else_served(const std::string& name, const std::string& where) {
    for (const auto& [table, rows] : content_of(data_ + '/' + name)) {
      refused_tables_ += rows ? 0 : 1;
      EXPECT_TRUE(!rows || rows == content_[name][table]) << where << ' ' << table;
    }
  }

  void try_page(const std::string& name) {
    const std::string path = data_ + '/' + name;
    const Flip flip = flip_in(path, size_of(path));
    const host::Verified verified = host::verify_database(data_, name);
    EXPECT_FALSE(verified.is_whole) << flip.where();
    EXPECT_THAT(verified.damage,
                Contains(AnyOf(HasSubstr("(it belongs to "), HasSubstr("head of a database"))))
        << flip.where();
    expect_nothing_else_served(name, flip.where());
    ++pages_;
    pages_sqlite_notices_ += plain_sqlite(path, "PRAGMA integrity_check(1)") == "ok" ? 0 : 1;
  }

  // Up to where the log was synced.
  std::int64_t sealed_bytes() const {
    std::ifstream file(data_ + '/' + database_ + "-sealed", std::ios::binary);
    store::SealBytes bytes{};
    file.read(bytes.data(), bytes.size());
    const auto seal = store::seal_of({bytes.data(), bytes.size()});
    return seal ? store::frame_offset(seal->frames + 1) : 0;
  }

  void try_log() {
    const std::string path = data_ + '/' + database_;
    const Flip flip = flip_in(path + "-wal", sealed_bytes());
    const host::Verified verified = host::verify_database(data_, database_);
    EXPECT_FALSE(verified.is_whole) << flip.where();
    EXPECT_THAT(verified.damage, Contains(HasSubstr("kith.db-wal"))) << flip.where();
    expect_nothing_else_served(database_, flip.where());
    ++frames_;
    frames_sqlite_drops_ += plain_sqlite(path, "SELECT count(*) FROM message") == "450" ? 0 : 1;
  }

  void try_file() {
    std::vector<std::string> files;
    const std::string folder = std::filesystem::path(workspace_file()).parent_path().string();
    for (const auto& entry : std::filesystem::directory_iterator(folder + "/blobs")) {
      files.push_back(entry.path().string());
    }
    ASSERT_EQ(files.size(), 4U);
    const std::string file = files[static_cast<std::size_t>(any(4))];
    const Flip flip = flip_in(file, size_of(file));
    const host::Verified verified = host::verify_database(data_, database_);
    EXPECT_FALSE(verified.is_whole) << flip.where();
    EXPECT_THAT(verified.bad_files, ElementsAre(HasSubstr(file.substr(file.rfind('/') + 1))));
    ++files_;
  }

  void try_backup() {
    const Flip flip = flip_in(backup_, size_of(backup_));
    const auto read = store::ArchiveReader::read(
        backup_,
        {.begin = {},
         .write = [](const store::BackupFile&, std::string_view) { return Result<void>(); },
         .progress = [](std::int64_t, std::int64_t) {}});
    EXPECT_FALSE(read) << flip.where();
    EXPECT_TRUE(read || !read.error().message.empty());
    ++backups_;
  }

  std::mt19937 random_{static_cast<unsigned>(trials("KITH_SEED", 2026))};
  std::string backup_;
  std::string database_;
  std::map<std::string, Content> content_;
  int pages_ = 0, pages_sqlite_notices_ = 0, frames_ = 0, frames_sqlite_drops_ = 0;
  int files_ = 0, backups_ = 0, refused_tables_ = 0;
};

TEST_F(FlippedBits, are_each_found_and_named_and_never_served) {
  const int all = trials("KITH_FLIPS", 100);
  for (int trial = 0; trial < all && !HasFailure(); ++trial) {
    switch (trial % 10) {
      case 0: try_page("server.db"); break;
      case 1: try_file(); break;
      case 2: try_backup(); break;
      case 3:
      case 4:
      case 5: try_log(); break;
      default: try_page(database_);
    }
  }
  fmt::print(
      "   {} flipped bits, each found and named, none served: {} in pages of databases (SQLite's "
      "integrity_check alone finds {}), {} in the log (SQLite alone drops messages silently at "
      "{}), {} in files of messages, {} in a backup; {} tables were refused\n",
      all, pages_, pages_sqlite_notices_, frames_, frames_sqlite_drops_, files_, backups_,
      refused_tables_);
  // The control: without the sums, some would have been served.
  EXPECT_LT(pages_sqlite_notices_, pages_);
  EXPECT_GT(frames_sqlite_drops_, 0);
  EXPECT_GT(refused_tables_, 0);
}

TEST_F(FlippedBits, are_told_by_the_commands_and_refused_by_a_server) {
  const std::string log = data_ + '/' + database_ + "-wal";
  {
    const Flip flip(log, sealed_bytes() - 1'000, 5);
    const scenario::Ran verified = scenario::run_kith({"verify", "--data", data_});
    EXPECT_EQ(verified.exit_code, 1);
    EXPECT_THAT(verified.output, HasSubstr("of kith.db-wal, for page"));
    const scenario::Ran served =
        scenario::run_kith({"serve", "--data", data_, "--listen", "127.0.0.1:0"});
    EXPECT_EQ(served.exit_code, 4);
    EXPECT_THAT(served.errors, HasSubstr("of kith.db-wal, for page"));
  }
  {
    const Flip flip(backup_, size_of(backup_) / 2, 5);
    const scenario::Ran verified =
        scenario::run_kith({"verify", "--backup", backup_, "--data", data_});
    EXPECT_EQ(verified.exit_code, 1);
    EXPECT_THAT(verified.errors, HasSubstr("cannot be restored"));
  }
  EXPECT_EQ(scenario::run_kith({"verify", "--backup", backup_, "--data", data_}).exit_code, 0);
  EXPECT_EQ(scenario::run_kith({"verify", "--data", data_}).exit_code, 0);
}

// In a page of texts that the start does not read.
TEST_F(FlippedBits, are_found_by_a_server_that_nobody_asks) {
  start();
  ASSERT_EQ(stop(), 0);
  const std::string path = data_ + '/' + database_;
  const std::int64_t page = std::stoll(
      plain_sqlite(path,
                   "SELECT pageno FROM dbstat WHERE name = 'message' AND pagetype = 'leaf' "
                   "ORDER BY path LIMIT 1 OFFSET 3"));
  const std::string said = (folder_ / "said").string();
  const Flip flip(path, page * store::page_bytes - 700, 2);
  server_ = std::make_unique<scenario::KithProcess>(
      std::vector<std::string>{"serve", "--data", data_, "--listen", "127.0.0.1:0"}, said);
  const std::string line =
      fmt::format(R"("event":"store.damaged","file":"{}","page":{})", database_, page);
  std::string found;
  for (int wait = 0; wait < 600 && !found.contains(line); ++wait) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    std::ifstream stream(said);
    found.assign(std::istreambuf_iterator<char>(stream), {});
  }
  EXPECT_THAT(found, HasSubstr(line));
  EXPECT_EQ(found.find("store.failed"), std::string::npos) << "what is not damaged is served on";
  EXPECT_TRUE(is_ready());
  EXPECT_EQ(stop(), 0);
}

}  // namespace
}  // namespace kith::fault
