// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>

#include "base/described_writer.h"
#include "host/command_line.h"
#include "host/commands/department.h"
#include "host/new_module.h"

namespace kith::host {
namespace {

/// What was written.
struct WrittenModule {
  std::string folder;
  std::vector<std::string> files;

  static consteval auto describe() {
    return described("A new module.", field<&WrittenModule::folder>("Where it is."),
                     field<&WrittenModule::files>("Its files, by their paths in the folder."));
  }
};

struct NewOptions {
  std::string name;
  std::string folder;
  std::string department;
};

std::unexpected<Error> cannot_write(const std::filesystem::path& path) {
  return fail(ErrorCode::unavailable,
              fmt::format("{} cannot be written: {}.", path.string(),
                          std::error_code(errno, std::generic_category()).message()));
}

Result<void> take_folder(const std::filesystem::path& folder) {
  std::error_code failed;
  if (!std::filesystem::exists(folder, failed)) {
    return {};
  }
  if (!std::filesystem::is_directory(folder, failed)) {
    return fail(ErrorCode::conflict,
                fmt::format("{} is a file. Name a folder with --folder.", folder.string()));
  }
  if (!std::filesystem::is_empty(folder, failed) || failed) {
    return fail(ErrorCode::conflict,
                fmt::format("The folder {} is not empty, and nothing in it is overwritten. Name "
                            "another with --folder.",
                            folder.string()));
  }
  return {};
}

Result<void> write(const std::filesystem::path& path, const std::string& text) {
  std::error_code failed;
  std::filesystem::create_directories(path.parent_path(), failed);
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  return out ? Result<void>() : cannot_write(path);
}

Result<WrittenModule> write_module(const NewOptions& options, const Invocation& invocation) {
  NewModule wanted{.name = options.name};
  if (!options.department.empty()) {
    wanted.department = KITH_TRY(department_of(options.department));
  }
  const auto files = KITH_TRY(files_of_new_module(wanted, invocation.built_in));
  WrittenModule written{.folder = options.folder.empty() ? options.name : options.folder};
  KITH_CHECK(take_folder(written.folder));
  for (const NewFile& file : files) {
    KITH_CHECK(write(std::filesystem::path(written.folder) / file.path, file.text));
    written.files.push_back(file.path);
  }
  return written;
}

void tell(const WrittenModule& written, const std::string& name) {
  fmt::print(
      "The module {0} is in {1}, {2} files: README.md says what it does and where to begin. To "
      "build it, test it, and serve with it:\n\n"
      "  cmake --install BUILD --component sdk --prefix SDK    # BUILD: where this kith was built\n"
      "  cmake -S {1} -B {1}/build -DCMAKE_PREFIX_PATH=SDK && cmake --build {1}/build\n"
      "  ctest --test-dir {1}/build\n"
      "  kith serve --data DIR --module {1}/build/kith_{0}.so\n",
      name, written.folder, written.files.size());
}

void make_new(const NewOptions& options, Invocation& invocation) {
  const Result<WrittenModule> written = write_module(options, invocation);
  if (!written) {
    invocation.refuse(written.error());
  } else if (invocation.json) {
    fmt::print("{}\n", to_json(*written));
  } else {
    tell(*written, options.name);
  }
}

}  // namespace

void add_module(CLI::App& program, Invocation& invocation) {
  CLI::App* const module =
      program.add_subcommand("module", "Modules: how a department of your own begins.");
  module->require_subcommand(1);
  auto options = std::make_shared<NewOptions>();
  CLI::App* const command = module->add_subcommand(
      "new",
      "Writes a small whole module, to be built against the installed SDK and loaded with "
      "--module: migration, noun, store, decide, apply, route, facet, measure, test.");
  command
      ->add_option("name", options->name,
                   "What it is called: its tables, routes, permissions and events begin so. Small "
                   "letters, digits and _, at most 32, a letter first.")
      ->required();
  command
      ->add_option("--folder", options->folder,
                   "Where it is written: a folder that is empty or not there; ./NAME without it.")
      ->type_name("DIR");
  command->add_option("--department", options->department,
                      "The department that it is of, as product; none without it.");
  command->callback([options, &invocation] { make_new(*options, invocation); });
}

}  // namespace kith::host
