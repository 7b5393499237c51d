// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kith/result.h>
#include <kith/statement.h>

struct sqlite3;
struct sqlite3_stmt;

namespace kith::store {

/// How a database is opened.
enum class OpenMode {
  read_write,
  read_only,
  read_only_shared,  ///< as read_only; another thread may roll it back
  scratch,           ///< as read_write; other files may be attached, see attach_read_only()
};

/// What a failed call to SQLite means for the process (design section 6).
enum class Severity {
  refused,    ///< this statement failed; the connection and the file are fine
  exhausted,  ///< no room on the disk or in memory: roll back, answer 503, go on
  fatal,      ///< an I/O error, a failed sync or a damaged file: stop, recover at the next start
};

class Prepared;

/// One SQLite connection. Owned by one part, used by one thread at a time.
class Connection {
 public:
  /// Opens (read_write: creates) the file with kith's settings: WAL, synchronous=FULL, foreign keys
  /// off, temporary data in memory, no automatic checkpoint, deleted text overwritten.
  static Result<Connection> open(const std::string& path, OpenMode mode);
  /// A private database in memory, for tests and sketches.
  static Result<Connection> open_in_memory();

  Connection() = default;
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  /// Runs statements without parameters whose rows do not matter.
  Result<void> execute(const std::string& sql);
  Result<Prepared> prepare(std::string_view sql);
  /// Shows the tables of another file as `<name>.<table>`; nothing can be written there. For a
  /// connection that was opened as `scratch`.
  Result<void> attach_read_only(const std::string& path, std::string_view name);
  /// The first column of the first row as a number, 0 without a row.
  Result<std::int64_t> number(std::string_view sql);

  /// Rows changed by the last statement.
  std::int64_t changes() const;
  /// How bad the last failed call was.
  Severity severity() const;
  /// The last error in SQLite's words.
  std::string error_text() const;
  /// Ends the statements that an exception left in the middle: they could be used no more.
  void end_statements();
  /// Stops the query that runs on this connection now; safe from any thread.
  void interrupt();
  /// Keeps in `pages` how long the write-ahead log is, in pages, after each commit made here.
  /// `pages` outlives the connection.
  void count_log_pages(std::atomic<int>& pages);
  sqlite3* handle() const { return handle_; }
  explicit operator bool() const { return handle_ != nullptr; }

 private:
  explicit Connection(sqlite3* handle) : handle_(handle) {}
  sqlite3* handle_ = nullptr;
};

/// A prepared statement of a connection that outlives it.
class Prepared {
 public:
  Prepared() = default;
  Prepared(Prepared&&) noexcept;
  Prepared& operator=(Prepared&&) noexcept;
  ~Prepared();

  /// The `$name`s in order of first appearance, without the dollar sign.
  std::span<const std::string> parameters() const { return parameters_; }
  /// Binds by name; every parameter must be given and nothing else.
  Result<void> bind(std::span<const Parameter> parameters);
  /// Binds by place, 1 and on.
  Result<void> bind(int place, const Value& value);
  /// Runs to the end; rows are passed over.
  Result<void> run();
  Result<void> run(Parameters parameters);
  /// Moves to the next row; false after the last. Reset before using the statement again.
  Result<bool> step();
  void reset();

  std::int64_t integer(int column) const;
  std::string_view text(int column) const;
  bool is_null(int column) const;
  /// The column as it is stored; text and bytes are valid until the next step.
  Value value(int column) const;
  int columns() const;
  /// True when running it cannot change the database.
  bool is_read_only() const;
  explicit operator bool() const { return handle_ != nullptr; }

 private:
  friend class Connection;
  explicit Prepared(sqlite3_stmt* handle);
  sqlite3_stmt* handle_ = nullptr;
  std::vector<std::string> parameters_;
};

/// The Error for SQLite's last complaint on `handle`, in kith's terms.
Error sqlite_error(sqlite3* handle, std::string_view doing);

}  // namespace kith::store
