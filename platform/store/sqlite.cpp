// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "base/out_of_memory.h"
#include "store/checked_files.h"
#include "store/page_sums.h"

namespace kith::store {
namespace {

constexpr std::string_view in_memory = ":memory:";
constexpr const char* settings = R"sql(
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
PRAGMA temp_store=MEMORY;
PRAGMA wal_autocheckpoint=0;
PRAGMA secure_delete=FAST;
PRAGMA cache_size=-65536;
)sql";

Severity severity_of(int extended_code) {
  switch (extended_code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_NOMEM: return Severity::exhausted;
    case SQLITE_IOERR:
      return extended_code == SQLITE_IOERR_NOMEM ? Severity::exhausted : Severity::fatal;
    case SQLITE_READONLY:  // a file that could be opened for reading alone; SQLite goes on with it
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN: return Severity::fatal;
    default: return Severity::refused;
  }
}

// The path as a URI: what means something there is written as its byte.
std::string uri_of(const std::string& path) {
  std::string uri = path.starts_with('/') ? "file://" : "file:";
  for (const char letter : path) {
    if (letter == '?' || letter == '#' || letter == '%') {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    } else {
      uri += letter;
    }
  }
  return uri;
}

}  // namespace

Error sqlite_error(sqlite3* handle, std::string_view doing) {
  const int code = sqlite3_extended_errcode(handle);
  if ((code & 0xff) == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM) {
    return out_of_memory();
  }
  if (code == SQLITE_IOERR_DATA) {
    const std::string what = damage_found(handle).value_or(Damage()).what;
    return {ErrorCode::unavailable,
            fmt::format("The store is damaged, and what is damaged is not used: {}. kith verify "
                        "says more; a backup has it whole.",
                        what),
            fmt::format("{}: {}", doing, what)};
  }
  std::string detail = fmt::format("{}: {} (SQLite {})", doing, sqlite3_errmsg(handle), code);
  switch (code & 0xff) {
    case SQLITE_FULL:
      return {ErrorCode::unavailable, "The disk is full. Free some space and try again.",
              std::move(detail)};
    case SQLITE_INTERRUPT:
      return {ErrorCode::unavailable, "This took too long and was stopped. Ask for less.",
              std::move(detail)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::unavailable, "The store is busy. Try again.", std::move(detail)};
    case SQLITE_CONSTRAINT:
      return {ErrorCode::conflict, "It contradicts what is already stored.", std::move(detail)};
    default: return {ErrorCode::internal, "The store failed.", std::move(detail)};
  }
}

Result<Connection> Connection::open(const std::string& path, OpenMode mode) {
  // What SQLite would count at each allocation, under one lock, nobody reads.
  static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(uncounted);
  int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
  const bool is_writing = mode == OpenMode::read_write || mode == OpenMode::scratch;
  if (is_writing) {
    flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  } else if (mode == OpenMode::read_only_shared) {
    flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_FULLMUTEX;
  }
  sqlite3* handle = nullptr;
  if (mode == OpenMode::scratch) {
    flags |= SQLITE_OPEN_URI;
  }
  const std::string name = mode == OpenMode::scratch ? uri_of(path) : path;
  const int code = sqlite3_open_v2(name.c_str(), &handle, flags, checked_files());
  Connection connection(handle);
  if (code != SQLITE_OK) {
    return std::unexpected(sqlite_error(handle, "open " + path));
  }
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, 5000);
  if (is_writing) {
    // Room for the sum at the end of each page, where there are no pages yet.
    int reserved = path == in_memory ? 0 : static_cast<int>(page_sum_bytes);
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
    KITH_CHECK(connection.execute(settings));
  } else {
    KITH_CHECK(connection.execute("PRAGMA temp_store=MEMORY; PRAGMA cache_size=-2048;"));
  }
  return connection;
}

Result<Connection> Connection::open_in_memory() {
  return open(std::string(in_memory), OpenMode::read_write);
}

Connection::Connection(Connection&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)) {}

Connection& Connection::operator=(Connection&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

void Connection::count_log_pages(std::atomic<int>& pages) {
  sqlite3_wal_hook(
      handle_,
      [](void* counter, sqlite3*, const char*, int now) {
        static_cast<std::atomic<int>*>(counter)->store(now);
        return SQLITE_OK;
      },
      &pages);
}

Connection::~Connection() {
  sqlite3_close_v2(handle_);
}

Result<void> Connection::execute(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return std::unexpected(sqlite_error(handle_, sql.substr(0, 120)));
  }
  return {};
}

Result<Prepared> Connection::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
    return std::unexpected(sqlite_error(handle_, sql.substr(0, 120)));
  }
  return Prepared(statement);
}

Result<void> Connection::attach_read_only(const std::string& path, std::string_view name) {
  Prepared attach = KITH_TRY(prepare("ATTACH $uri AS $name"));
  const std::string uri = uri_of(path) + "?mode=ro";
  return attach.run({{"uri", uri}, {"name", name}});
}

Result<std::int64_t> Connection::number(std::string_view sql) {
  Prepared statement = KITH_TRY(prepare(sql));
  return KITH_TRY(statement.step()) ? statement.integer(0) : 0;
}

std::int64_t Connection::changes() const {
  return sqlite3_changes64(handle_);
}

Severity Connection::severity() const {
  return severity_of(sqlite3_extended_errcode(handle_));
}

std::string Connection::error_text() const {
  return sqlite3_errmsg(handle_);
}

void Connection::end_statements() {
  for (sqlite3_stmt* each = sqlite3_next_stmt(handle_, nullptr); each != nullptr;
       each = sqlite3_next_stmt(handle_, each)) {
    sqlite3_reset(each);
  }
}

void Connection::interrupt() {
  sqlite3_interrupt(handle_);
}

// By way of the other constructor: so the statement is let go of where its names find no room.
Prepared::Prepared(sqlite3_stmt* handle) : Prepared() {
  handle_ = handle;
  const int count = sqlite3_bind_parameter_count(handle);
  for (int place = 1; place <= count; ++place) {
    const char* name = sqlite3_bind_parameter_name(handle, place);
    parameters_.emplace_back(name == nullptr ? "?" : name + 1);
  }
}

Prepared::Prepared(Prepared&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), parameters_(std::move(other.parameters_)) {}

Prepared& Prepared::operator=(Prepared&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(parameters_, other.parameters_);
  return *this;
}

Prepared::~Prepared() {
  sqlite3_finalize(handle_);
}

Result<void> Prepared::bind(int place, const Value& value) {
  int code = SQLITE_OK;
  const std::string_view bytes = value.bytes();
  switch (value.kind()) {
    case Value::Kind::null: code = sqlite3_bind_null(handle_, place); break;
    case Value::Kind::integer: code = sqlite3_bind_int64(handle_, place, value.integer()); break;
    case Value::Kind::text:
      code = sqlite3_bind_text64(handle_, place, bytes.empty() ? "" : bytes.data(), bytes.size(),
                                 SQLITE_STATIC, SQLITE_UTF8);
      break;
    case Value::Kind::blob:
      code = sqlite3_bind_blob64(handle_, place, bytes.empty() ? "" : bytes.data(), bytes.size(),
                                 SQLITE_STATIC);
      break;
  }
  if (code != SQLITE_OK) {
    return std::unexpected(sqlite_error(sqlite3_db_handle(handle_), "bind"));
  }
  return {};
}

Result<void> Prepared::bind(std::span<const Parameter> parameters) {
  if (parameters.size() != parameters_.size()) {
    return fail(ErrorCode::internal, "The store failed.",
                fmt::format("{} parameters given, {} wanted: {}", parameters.size(),
                            parameters_.size(), sqlite3_sql(handle_)));
  }
  for (std::size_t given = 0; given < parameters.size(); ++given) {
    // Callers mostly list the parameters in the statement's own order.
    std::size_t place = given;
    if (parameters_[place] != parameters[given].name) {
      for (place = 0; place < parameters_.size(); ++place) {
        if (parameters_[place] == parameters[given].name) {
          break;
        }
      }
      if (place == parameters_.size()) {
        return fail(ErrorCode::internal, "The store failed.",
                    fmt::format("no ${} in: {}", parameters[given].name, sqlite3_sql(handle_)));
      }
    }
    KITH_CHECK(bind(static_cast<int>(place) + 1, parameters[given].value));
  }
  return {};
}

Result<bool> Prepared::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) {
    return true;
  }
  if (code == SQLITE_DONE) {
    return false;
  }
  // First of all, since telling the reason may run out of memory. The reason stays.
  sqlite3_reset(handle_);
  return std::unexpected(sqlite_error(sqlite3_db_handle(handle_), sqlite3_sql(handle_)));
}

Result<void> Prepared::run() {
  while (KITH_TRY(step())) {
  }
  sqlite3_reset(handle_);
  return {};
}

Result<void> Prepared::run(Parameters parameters) {
  KITH_CHECK(bind(std::span(parameters.begin(), parameters.size())));
  return run();
}

void Prepared::reset() {
  sqlite3_reset(handle_);
}

std::int64_t Prepared::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}

std::string_view Prepared::text(int column) const {
  const void* bytes = sqlite3_column_blob(handle_, column);
  const int size = sqlite3_column_bytes(handle_, column);
  return bytes == nullptr
             ? std::string_view()
             : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

bool Prepared::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

Value Prepared::value(int column) const {
  switch (sqlite3_column_type(handle_, column)) {
    case SQLITE_INTEGER: return integer(column);
    case SQLITE_NULL: return nullptr;
    case SQLITE_BLOB: return Value::blob(text(column));
    default: return text(column);
  }
}

int Prepared::columns() const {
  return sqlite3_column_count(handle_);
}

bool Prepared::is_read_only() const {
  return sqlite3_stmt_readonly(handle_) != 0;
}

}  // namespace kith::store
