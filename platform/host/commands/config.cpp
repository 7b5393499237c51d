// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/described_properties.h"
#include "host/command_line.h"

namespace kith::host {
namespace {

constexpr std::string_view origin_words[] = {"default", "file", "environment", "flag"};

void print(const Property& property) {
  fmt::print("{}\n  {}\n  is: {}\n", property.path, property.meaning, property.form);
  if (!property.default_json.empty()) {
    fmt::print("  default: {}\n", property.default_json);
  }
  if (!property.example.empty()) {
    fmt::print("  example: {}\n", property.example);
  }
  fmt::print("  variable: {}\n  {}\n", variable_of(property.path),
             property.restart ? "Takes effect at the next start." : "Takes effect at once.");
}

void explain(const std::string& key, Invocation& invocation) {
  bool found = false;
  for (const Property& property : described_properties(TypeOf<Settings>::type)) {
    if (key.empty() || property.path == key || property.path.starts_with(key + ".")) {
      print(property);
      found = true;
    }
  }
  if (!found) {
    invocation.refuse({ErrorCode::not_found,
                       fmt::format("There is no property \"{}\". 'kith config explain' lists "
                                   "all.",
                                   key)});
  }
}

void show(Invocation& invocation) {
  const Result<ReadSettings> read = invocation.settings();
  if (!read) {
    invocation.refuse(read.error());
    invocation.result = ExitCode::settings;
    return;
  }
  for (const auto& [property, origin] : read->origins) {
    fmt::print("{:<24} from {}\n", property, origin_words[static_cast<std::size_t>(origin)]);
  }
}

}  // namespace

void add_config(CLI::App& program, Invocation& invocation) {
  CLI::App* config = program.add_subcommand("config", "The settings and where they are from.");
  config->require_subcommand(1);
  auto key = std::make_shared<std::string>();
  CLI::App* explaining =
      config->add_subcommand("explain", "What a property means, its bounds and its default.");
  explaining->add_option("key", *key, "The property, as http.listen; all without it.");
  explaining->callback([key, &invocation] { explain(*key, invocation); });
  config->add_subcommand("check", "Reads the settings and says where each is from.")
      ->callback([&invocation] { show(invocation); });
}

}  // namespace kith::host
