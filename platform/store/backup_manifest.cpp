// SPDX-License-Identifier: Apache-2.0
#include "store/backup_manifest.h"

#include <algorithm>

namespace kith::store {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 19 &&
         std::ranges::all_of(text, [](char each) { return each >= '0' && each <= '9'; });
}

bool is_hash(std::string_view text) {
  return text.size() == 64 && std::ranges::all_of(text, [](char each) {
           return (each >= '0' && each <= '9') || (each >= 'a' && each <= 'f');
         });
}

}  // namespace

bool is_backup_name(std::string_view name) {
  constexpr std::string_view workspaces = "workspaces/";
  constexpr std::string_view blobs = "blobs/";
  if (!name.starts_with(workspaces)) {
    return name == "server.db";
  }
  name.remove_prefix(workspaces.size());
  const std::size_t slash = name.find('/');
  const std::string_view file = slash == name.npos ? "" : name.substr(slash + 1);
  const bool is_blob = file.starts_with(blobs) && is_hash(file.substr(blobs.size()));
  return is_number(name.substr(0, slash)) &&
         (file == "kith.db" || file == "erasures.txt" || is_blob);
}

bool is_database_name(std::string_view name) {
  return is_backup_name(name) && name.ends_with(".db");
}

}  // namespace kith::store
