// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <kith/described.h>
#include <kith/time.h>

namespace kith::store {

/// Grows when an older kith could not read a backup any more.
inline constexpr std::int32_t backup_format = 1;

/// One file of a backup.
struct BackupFile {
  std::string name;
  std::int64_t bytes = 0;
  std::string sha256;
  std::int64_t events = 0;
  std::string log_head;

  static consteval auto describe() {
    return described(
        "One file of a backup.",
        field<&BackupFile::name>("Where it lies in the data folder.", length{1, 200}),
        field<&BackupFile::bytes>("Its size.", range{0, INT64_C(1) << 52}),
        field<&BackupFile::sha256>("Its SHA-256, in hexadecimal.", length{64, 64}),
        field<&BackupFile::events>("Of a database: how many events its log has.", defaults),
        field<&BackupFile::log_head>("Of a database: the hash of its newest event, in hexadecimal.",
                                     length{0, 64}, defaults));
  }
};

/// What a backup holds: the first entry of its archive.
struct BackupManifest {
  std::int32_t format = backup_format;
  std::string made_by;
  Time made_at;
  std::vector<BackupFile> files;

  static consteval auto describe() {
    return described(
        "What a backup of kith holds.",
        field<&BackupManifest::format>("Of the backup; an older kith refuses a newer one."),
        field<&BackupManifest::made_by>("Which kith made it.", length{0, 100}),
        field<&BackupManifest::made_at>("When it was begun."),
        field<&BackupManifest::files>("Its files, in the order of the archive."));
  }
};

inline constexpr std::string_view manifest_name = "manifest.json";

/// Whether a file of a backup may have this name: server.db, workspaces/N/kith.db,
/// workspaces/N/erasures.txt or workspaces/N/blobs/HASH. Nothing else leaves an archive.
bool is_backup_name(std::string_view name);
/// Whether the file is a database.
bool is_database_name(std::string_view name);

}  // namespace kith::store
