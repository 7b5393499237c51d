// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <optional>
#include <string>

#include "store/checked_files.h"
#include "store/page_sums.h"
#include "store/system_file.h"

namespace kith::store {

/// A database or its write-ahead log as SQLite sees it: lies at the front of the memory that SQLite
/// gives for an open file, before the file of the system's own. Used by its connection's thread.
class CheckedFile {
 public:
  /// What sqlite3_file_control asks: the address of a const Damage* and of a bool.
  static constexpr int tell_damage = 0x6b697401;
  static constexpr int tell_sums = 0x6b697402;
  /// How much of the memory is ours.
  static const std::size_t before_system;

  /// `database` is that of a log, and outlives it; a database has none.
  CheckedFile(std::string path, CheckedFile* database);
  CheckedFile(const CheckedFile&) = delete;
  CheckedFile& operator=(const CheckedFile&) = delete;
  ~CheckedFile() = default;

  void use(const sqlite3_io_methods* methods) { base_.pMethods = methods; }
  sqlite3_file* system();
  int read(char* into, int size, std::int64_t offset);
  int write(const char* bytes, int size, std::int64_t offset);
  int sync(int flags);

  const Damage& damage() const { return damage_; }
  bool has_sums() const { return has_sums_; }

 private:
  int read_system(char* into, std::int64_t size, std::int64_t offset);
  int write_system(const char* bytes, std::int64_t size, std::int64_t offset);
  int check_page(const char* page, std::int64_t number);
  int check_log_head(const char* head);
  int check_recovered(const char* frame, std::int64_t number);
  int check_frame(const char* page, std::int64_t number);
  int damaged(std::int64_t page, std::int64_t frame, std::string_view why);
  int write_page(const char* bytes, std::int64_t number);
  void follow_log(std::string_view written, std::int64_t offset);
  void forget_commit();
  void write_seal();

  sqlite3_file base_{};  // first: SQLite knows us as this
  const std::string path_;
  CheckedFile* const database_;
  Damage damage_;  // of a database: also what was found in its log
  bool has_sums_ = false;
  // Of a log:
  bool is_first_page_ = false;  // what the head of a frame said that was written last
  std::optional<SystemFile> seal_;
  LogSeal committed_;            // the newest commit that was written here
  LogSeal sealed_;               // what the seal says of it
  std::int64_t own_frames_ = 0;  // the first frame of a transaction that has not committed, or 0
};

}  // namespace kith::store
