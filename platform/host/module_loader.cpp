// SPDX-License-Identifier: Apache-2.0
#include "host/module_loader.h"

#include <dlfcn.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include <kith/export_module.h>

namespace kith::host {
namespace {

constexpr const char* stamp_symbol = "kith_module_stamp";
constexpr const char* module_symbol = "kith_module";

std::string_view text_of(const char* text) {
  return text == nullptr ? std::string_view("nothing") : std::string_view(text);
}

std::string last_fault() {
  const char* fault = ::dlerror();
  return fault == nullptr ? "no reason was given" : fault;
}

Result<const Module*> load(const std::string& file) {
  // With a name that has no slash, the linker would look in its own folders.
  std::error_code failed;
  const std::string path = std::filesystem::absolute(file, failed).string();
  if (failed || !std::filesystem::is_regular_file(path, failed)) {
    return fail(ErrorCode::invalid, fmt::format("There is no module in {}: no such file.", file));
  }
  void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    return fail(ErrorCode::invalid, fmt::format("{} cannot be loaded: {}.", file, last_fault()));
  }
  const auto* stamp = static_cast<const ModuleStamp*>(::dlsym(handle, stamp_symbol));
  if (stamp == nullptr) {
    return fail(ErrorCode::invalid,
                fmt::format("{} is no module of kith: it does not export {}.", file, stamp_symbol));
  }
  KITH_CHECK(check_stamp(*stamp, file));
  using Export = const Module* (*)();
  const auto module = reinterpret_cast<Export>(::dlsym(handle, module_symbol));
  if (module == nullptr) {
    return fail(ErrorCode::invalid, fmt::format("{} is no module of kith: it does not export {}().",
                                                file, module_symbol));
  }
  return module();
}

}  // namespace

Result<void> check_stamp(const ModuleStamp& stamp, std::string_view file) {
  std::vector<std::string> differences;
  if (stamp.sdk_version != build_stamp.sdk_version) {
    // What follows the number in the stamp may lie elsewhere in another version.
    differences.push_back(
        fmt::format("its SDK version is {}, not {}", stamp.sdk_version, build_stamp.sdk_version));
  } else {
    if (text_of(stamp.compiler) != build_stamp.compiler) {
      differences.push_back(fmt::format("its compiler is \"{}\", not \"{}\"",
                                        text_of(stamp.compiler), build_stamp.compiler));
    }
    if (text_of(stamp.flags) != build_stamp.flags) {
      differences.push_back(
          fmt::format("its flags are \"{}\", not \"{}\"", text_of(stamp.flags), build_stamp.flags));
    }
  }
  if (differences.empty()) {
    return {};
  }
  return fail(ErrorCode::invalid,
              fmt::format("{} was built for another kith: {}. Build it again with this one's.",
                          file, fmt::join(differences, "; ")));
}

Result<std::vector<const Module*>> load_modules(std::span<const Module* const> built_in,
                                                std::span<const std::string> files) {
  std::vector<const Module*> all(built_in.begin(), built_in.end());
  for (const std::string& file : files) {
    const Module* module = KITH_TRY(load(file));
    for (const Module* other : all) {
      if (other->name == module->name) {
        const bool is_built_in = std::ranges::find(built_in, other) != built_in.end();
        return fail(
            ErrorCode::invalid,
            fmt::format("{} is the module {}, which this kith has already: {}.", file, module->name,
                        is_built_in ? "it is built in" : "another file brought it"));
      }
    }
    all.push_back(module);
  }
  KITH_CHECK(check_modules(all));
  return all;
}

}  // namespace kith::host
