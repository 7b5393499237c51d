// SPDX-License-Identifier: Apache-2.0
#include "host/verification.h"

#include <fmt/format.h>

#include <filesystem>

#include "host/blob_check.h"
#include "host/workspace_folder.h"
#include "store/file_scan.h"
#include "store/log.h"

namespace kith::host {
namespace {

constexpr std::size_t most_named = 20;
constexpr std::string_view trees =
    "SELECT 'sqlite_schema' UNION ALL SELECT name FROM sqlite_schema WHERE rootpage > 0";
constexpr std::string_view pages_of_tree = "SELECT pageno FROM dbstat WHERE name = $name";

/// Whether a table or an index has the page; it may be the one that cannot be read.
Result<bool> has_page(store::Connection& database, const std::string& tree, std::int64_t page) {
  store::Prepared pages = KITH_TRY(database.prepare(pages_of_tree));
  const Parameter parameters[] = {{"name", tree}};
  KITH_CHECK(pages.bind(parameters));
  Result<bool> has_row = pages.step();
  while (has_row && *has_row) {
    if (pages.integer(0) == page) {
      return true;
    }
    has_row = pages.step();
  }
  return !has_row && store::damage_found(database.handle()).value_or(store::Damage()).page == page;
}

// What a page belongs to, "" where that cannot be told.
Result<std::string> owner_of(store::Connection& database, std::int64_t page) {
  std::vector<std::string> names;
  {
    store::Prepared rows = KITH_TRY(database.prepare(trees));
    while (KITH_TRY(rows.step())) {
      names.emplace_back(rows.text(0));
    }
  }
  for (const std::string& name : names) {
    if (KITH_TRY(has_page(database, name, page))) {
      return name;
    }
  }
  return std::string("no table: it is free");
}

Result<void> read_pages(const std::string& path, Verified& verified) {
  store::FileScan scan = KITH_TRY(store::FileScan::open(path));
  scan.run();
  verified.pages = scan.pages();
  verified.has_sums = scan.has_sums();
  for (const store::Damage& damage : scan.damages()) {
    std::string what = damage.what;
    if (damage.frame == 0 && damage.page > 0 && verified.damage.size() < most_named) {
      Result<store::Connection> database =
          store::Connection::open(path, store::OpenMode::read_only);
      const Result<std::string> owner =
          database ? owner_of(*database, damage.page) : std::unexpected(database.error());
      what += fmt::format(" (it belongs to {})", owner.value_or("what cannot be told now"));
    }
    verified.damage.push_back(std::move(what));
  }
  return {};
}

Result<void> read_rows(const std::string& path, Verified& verified) {
  store::Connection connection =
      KITH_TRY(store::Connection::open(path, store::OpenMode::read_only));
  store::Prepared check = KITH_TRY(connection.prepare("PRAGMA quick_check(1)"));
  if (KITH_TRY(check.step()) && check.text(0) != "ok") {
    verified.damage.push_back("its structure does not hold: " + std::string(check.text(0)));
  }
  check.reset();
  const store::LogReport report = KITH_TRY(store::verify_log(connection));
  verified.events = report.events;
  verified.broken_at = report.broken_at;
  verified.reason = report.reason;
  const store::BlobFolder blobs(std::filesystem::path(path).parent_path().string() + "/blobs");
  BlobReport files = KITH_TRY(check_blobs(connection, blobs));
  verified.files = files.files;
  verified.bad_files = std::move(files.bad);
  return {};
}

}  // namespace

std::vector<std::string> databases_in(const std::string& data) {
  std::vector<std::string> names;
  std::error_code absent;
  if (std::filesystem::exists(data + "/server.db", absent)) {
    names.emplace_back("server.db");
  }
  for (const std::int64_t workspace : workspaces_in(data)) {
    names.push_back(fmt::format("workspaces/{}/kith.db", workspace));
  }
  return names;
}

Verified verify_database(const std::string& data, const std::string& name) {
  Verified verified;
  verified.database = name;
  const std::string path = data + '/' + name;
  Result<void> read = read_pages(path, verified);
  if (read) {
    read = read_rows(path, verified);
  }
  if (!read && verified.reason.empty()) {
    verified.reason = read.error().message;
  }
  verified.is_whole = verified.reason.empty() && verified.broken_at == 0 &&
                      verified.damage.empty() && verified.bad_files.empty();
  return verified;
}

}  // namespace kith::host
