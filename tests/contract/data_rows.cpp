// SPDX-License-Identifier: Apache-2.0
#include "contract/data_rows.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <thread>

namespace kith::contract {
namespace {

// What is read instead of a whole table. When a token or a session was used last is noted a few
// times an hour, and whoever was refused is on the record.
const std::map<std::string, std::string> volatile_tables{
    {"server.db/access_token",
     "SELECT id, token_hash, workspace_id, member_id, name, scopes, created_at, expires_at, "
     "revoked_at FROM access_token ORDER BY id"},
    {"server.db/access_session",
     "SELECT id, token_hash, account_id, member_id, workspace_id, created_at, expires_at, ended_at "
     "FROM access_session ORDER BY id"},
    {"server.db/access_audit",
     "SELECT * FROM access_audit WHERE action NOT IN ('permission_denied', 'sign_in_failed') "
     "ORDER BY id"},
    // The log that the audit is a view of, and the hash of its newest event.
    {"server.db/log_event",
     "SELECT sequence, type, subject, body FROM log_event WHERE type NOT IN (SELECT number FROM "
     "log_event_type WHERE name IN ('access.permission_denied.v1', 'access.sign_in_failed.v1')) "
     "ORDER BY sequence"},
    {"server.db/log_event_type",
     "SELECT number, name FROM log_event_type WHERE name NOT IN "
     "('access.permission_denied.v1', 'access.sign_in_failed.v1') ORDER BY number"},
    {"server.db/log_head", "SELECT 1"}};

std::size_t hash_of(store::Connection& connection, const std::string& sql) {
  Result<store::Prepared> rows = connection.prepare(sql);
  EXPECT_TRUE(rows) << sql << ": " << rows.error().detail;
  std::size_t hash = 0;
  const std::hash<std::string_view> hash_text;
  while (rows && rows->step().value_or(false)) {
    for (int column = 0; column < rows->columns(); ++column) {
      const std::size_t cell = rows->is_null(column) ? 1 : hash_text(rows->text(column));
      hash = (hash ^ cell) * 1'099'511'628'211U + static_cast<std::size_t>(column);
    }
  }
  return hash;
}

std::vector<std::string> tables_of(store::Connection& connection) {
  std::vector<std::string> tables;
  Result<store::Prepared> rows = connection.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
      "ORDER BY name");
  EXPECT_TRUE(rows);
  while (rows && rows->step().value_or(false)) {
    tables.emplace_back(rows->text(0));
  }
  return tables;
}

}  // namespace

DataRows::DataRows(const std::string& folder) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".db") {
      continue;
    }
    Result<store::Connection> opened =
        store::Connection::open(entry.path().string(), store::OpenMode::read_only);
    EXPECT_TRUE(opened) << entry.path();
    if (opened) {
      files_.push_back(
          {std::filesystem::relative(entry.path(), folder).string(), *std::move(opened), 0});
    }
  }
  is_touched();
}

bool DataRows::is_touched() {
  bool touched = false;
  for (File& file : files_) {
    const std::int64_t version = file.connection.number("PRAGMA data_version").value_or(-1);
    touched |= version != file.version;
    file.version = version;
  }
  return touched;
}

RowHashes DataRows::hashes() {
  RowHashes hashes;
  for (File& file : files_) {
    for (const std::string& table : tables_of(file.connection)) {
      const std::string name = file.name + "/" + table;
      const auto special = volatile_tables.find(name);
      hashes[name] = hash_of(file.connection, special != volatile_tables.end()
                                                  ? special->second
                                                  : "SELECT * FROM \"" + table + "\"");
    }
  }
  return hashes;
}

void DataRows::settle() {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  is_touched();
  do {
    // Longer than the full-text index lets a new message wait.
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
  } while (is_touched() && std::chrono::steady_clock::now() < deadline);
}

std::string differences(const RowHashes& before, const RowHashes& after) {
  std::string names;
  for (const auto& [name, hash] : after) {
    const auto known = before.find(name);
    if (known == before.end() || known->second != hash) {
      names += name + " ";
    }
  }
  return names;
}

}  // namespace kith::contract
