// SPDX-License-Identifier: Apache-2.0
#include "store/folder.h"

#include <dirent.h>
#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <memory>
#include <system_error>

namespace kith::store {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

std::unexpected<Error> cannot_read(const std::string& folder) {
  const ErrorCode code = errno == ENOENT ? ErrorCode::not_found : ErrorCode::unavailable;
  return fail(code, fmt::format("The folder {} cannot be read: {}.", folder,
                                std::generic_category().message(errno)));
}

}  // namespace

Result<std::vector<std::string>> names_in(const std::string& folder) {
  const std::unique_ptr<DIR, CloseFolder> open(::opendir(folder.c_str()));
  if (!open) {
    return cannot_read(folder);
  }
  std::vector<std::string> names;
  while (true) {
    errno = 0;
    const dirent* const entry = ::readdir(open.get());
    if (entry == nullptr && errno != 0) {
      return cannot_read(folder);
    }
    if (entry == nullptr) {
      return names;
    }
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") {
      names.emplace_back(name);
    }
  }
}

void remove_folder(const std::string& folder) {
  const Result<std::vector<std::string>> names = names_in(folder);
  if (!names) {
    return;
  }
  std::error_code ignored;
  for (const std::string& name : *names) {
    const std::string inner = (std::filesystem::path(folder) / name).string();
    if (!std::filesystem::remove(inner, ignored)) {
      remove_folder(inner);
    }
  }
  std::filesystem::remove(folder, ignored);
}

}  // namespace kith::store
