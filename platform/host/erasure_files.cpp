// SPDX-License-Identifier: Apache-2.0
#include "host/erasure_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "store/durable_file.h"

namespace kith::host {
namespace {

std::string folders_file(const std::string& data) {
  return data + "/backups.txt";
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

/// Both without a repeat, what was there first; a line that a crash cut is left out.
std::string united(std::string_view there, std::string_view ours) {
  std::string all;
  std::set<std::string, std::less<>> known;
  for (std::string_view text : {there, ours}) {
    for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n')) {
      if (known.emplace(text.substr(0, end)).second) {
        all += text.substr(0, end + 1);
      }
      text.remove_prefix(end + 1);
    }
  }
  return all;
}

}  // namespace

std::string erasure_list_name(WorkspaceId workspace) {
  return fmt::format("kith-erasures-{}.txt", workspace.value);
}

Result<void> note_backup_folder(const std::string& data, const std::string& folder) {
  std::string known = store::read_whole(folders_file(data)).value_or("");
  const std::vector<std::string> lines = lines_of(known);
  if (std::ranges::find(lines, folder) != lines.end()) {
    return {};
  }
  known += folder + '\n';
  return store::write_durably(folders_file(data), known);
}

std::vector<std::string> backup_folders(const std::string& data) {
  std::vector<std::string> folders = lines_of(store::read_whole(folders_file(data)).value_or(""));
  std::erase_if(folders, [](const std::string& folder) {
    std::error_code absent;
    return !std::filesystem::is_directory(folder, absent);
  });
  return folders;
}

Result<std::vector<conversation::ErasureEntry>> read_erasure_file(const std::string& file) {
  const Result<std::string> text = store::read_whole(file);
  if (!text) {
    return text.error().code == ErrorCode::not_found
               ? Result<std::vector<conversation::ErasureEntry>>({})
               : std::unexpected(text.error());
  }
  Result<std::vector<conversation::ErasureEntry>> list = conversation::read_erasure_list(*text);
  if (!list) {
    return fail(list.error().code, fmt::format("{}: {}", file, list.error().message));
  }
  return list;
}

Result<void> ErasureList::keep_up(Reader& reader) {
  Result<void> first;
  for (const std::string& folder : backup_folders(data_)) {
    Result<void> kept = keep_up_in(folder, reader);
    if (!kept) {
      written_.erase(folder);
      if (first) {
        first = std::move(kept);
      }
    }
  }
  return first;
}

Result<void> ErasureList::keep_up_in(const std::string& folder, Reader& reader) {
  const std::string file = folder + '/' + name_;
  Written& written = written_[folder];
  std::error_code absent;
  const std::uintmax_t bytes = std::filesystem::file_size(file, absent);
  const bool is_ours = !absent && written.last > 0 && bytes == written.bytes;
  std::string lines;
  const std::int64_t last =
      KITH_TRY(conversation::append_erasure_list(reader, is_ours ? written.last : 0, lines));
  if (lines.empty()) {
    return {};
  }
  if (is_ours) {
    KITH_CHECK(store::append_durably(file, lines));
  } else {
    const std::string there = store::read_whole(file).value_or("");
    KITH_CHECK(store::write_durably(file, united(there, lines)));
  }
  written = {.last = last, .bytes = std::filesystem::file_size(file, absent)};
  return {};
}

}  // namespace kith::host
