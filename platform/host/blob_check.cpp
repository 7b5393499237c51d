// SPDX-License-Identifier: Apache-2.0
#include "host/blob_check.h"

#include <fmt/format.h>

namespace kith::host {
namespace {

constexpr std::string_view list_files =
    "SELECT sha256, max(message) FROM (SELECT sha256, message FROM attachment "
    "WHERE sha256 <> x'' UNION ALL SELECT sha256, 0 FROM upload) GROUP BY sha256";
constexpr std::string_view is_still_used =
    "SELECT 1 FROM attachment WHERE sha256 = $sha256 UNION ALL "
    "SELECT 1 FROM upload WHERE sha256 = $sha256 LIMIT 1";

/// A file by its hash, and the newest message that has it; 0 for none yet.
struct ReferredFile {
  std::string sha256;
  std::int64_t message = 0;
};

Result<std::vector<ReferredFile>> files_of(store::Connection& database) {
  std::vector<ReferredFile> files;
  // A database of before there were any.
  if (KITH_TRY(database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'upload'")) == 0) {
    return files;
  }
  store::Prepared rows = KITH_TRY(database.prepare(list_files));
  while (KITH_TRY(rows.step())) {
    files.push_back({std::string(rows.text(0)), rows.integer(1)});
  }
  return files;
}

}  // namespace

Result<BlobReport> check_blobs(store::Connection& database, const store::BlobFolder& blobs) {
  BlobReport report;
  for (const auto& [file, message] : KITH_TRY(files_of(database))) {
    const Result<std::string> bytes = blobs.read(file);
    if (bytes) {
      ++report.files;
      continue;
    }
    // It may have been erased since the list was read.
    store::Prepared used = KITH_TRY(database.prepare(is_still_used));
    const Parameter parameters[] = {{"sha256", Value::blob(file)}};
    KITH_CHECK(used.bind(parameters));
    if (KITH_TRY(used.step())) {
      report.bad.push_back(fmt::format(
          "{}{} {}", hex(file), message == 0 ? "" : fmt::format(" of message {}", message),
          bytes.error().code == ErrorCode::not_found ? "is missing" : "is not what it was"));
    }
  }
  return report;
}

}  // namespace kith::host
