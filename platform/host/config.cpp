// SPDX-License-Identifier: Apache-2.0
#include "host/config.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/described_properties.h"
#include "base/described_reader.h"

namespace kith::host {
namespace {

// A value from a flag or a variable is text; the property's form says what it is meant to be.
void put(toml::table& table, const std::string& path, const std::string& value, bool is_text,
         bool is_list) {
  toml::table* place = &table;
  std::size_t start = 0;
  for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', start)) {
    const std::string part = path.substr(start, dot - start);
    if (!place->contains(part)) {
      place->insert(part, toml::table{});
    }
    place = (*place)[part].as_table();
    start = dot + 1;
  }
  const std::string name = path.substr(start);
  if (is_list) {
    toml::array list;
    std::istringstream parts(value);
    for (std::string part; std::getline(parts, part, ',');) {
      list.push_back(part);
    }
    place->insert_or_assign(name, std::move(list));
  } else if (is_text) {
    place->insert_or_assign(name, value);
  } else {
    char* end = nullptr;
    const std::int64_t number = std::strtoll(value.c_str(), &end, 10);
    if (end != value.c_str() && *end == 0) {
      place->insert_or_assign(name, number);
    } else {
      place->insert_or_assign(name, value);  // the reader says what is wrong with it
    }
  }
}

Result<toml::table> parse_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    return fail(ErrorCode::invalid, fmt::format("The file {} cannot be read.", path));
  }
  std::ostringstream text;
  text << stream.rdbuf();
  try {
    return toml::parse(text.str(), path);
  } catch (const toml::parse_error& wrong) {
    return fail(ErrorCode::invalid, fmt::format("{}:{}:{}: {}", path, wrong.source().begin.line,
                                                wrong.source().begin.column, wrong.description()));
  }
}

// Where in the file a fault's pointer leads, as "line 3: "; "" for what no file said.
std::string place_of(const toml::table& table, const std::string& pointer) {
  const toml::node* node = &table;
  std::istringstream parts(pointer.empty() ? "" : pointer.substr(1));
  for (std::string part; std::getline(parts, part, '/');) {
    const toml::node* next = nullptr;
    if (const toml::table* inner = node->as_table()) {
      next = inner->get(part);
    }
    if (next == nullptr) {
      break;
    }
    node = next;
  }
  return node->source().begin.line == 0 || node == &table
             ? std::string()
             : fmt::format("line {}: ", node->source().begin.line);
}

Error told(const Error& error, const toml::table& table, const std::string& file) {
  Error told = error;
  told.message = file.empty() ? "The settings are wrong." : fmt::format("{} is wrong.", file);
  for (const Fault& fault : error.faults) {
    std::string property = fault.pointer.empty() ? "" : fault.pointer.substr(1);
    std::replace(property.begin(), property.end(), '/', '.');
    told.message +=
        fmt::format("\n  {}{}: {}", place_of(table, fault.pointer), property, fault.message);
  }
  return told;
}

}  // namespace

std::string variable_of(const std::string& property) {
  std::string variable = "KITH_";
  for (const char letter : property) {
    variable += letter == '.' ? '_' : static_cast<char>(std::toupper(letter));
  }
  return variable;
}

Result<ReadSettings> read_settings(const SettingSources& sources) {
  toml::table table;
  if (!sources.file.empty()) {
    table = KITH_TRY(parse_file(sources.file));
  }
  ReadSettings read;
  for (const Property& property : described_properties(TypeOf<Settings>::type)) {
    SettingOrigin& origin = read.origins[property.path];
    origin = table.at_path(property.path) ? SettingOrigin::file : SettingOrigin::built_in;
    const bool is_list = property.form.starts_with("a list");
    const bool is_text = !property.form.starts_with("a whole number");
    if (const auto given = sources.environment.find(variable_of(property.path));
        given != sources.environment.end()) {
      put(table, property.path, given->second, is_text, is_list);
      origin = SettingOrigin::environment;
    }
    if (const auto given = sources.flags.find(property.path); given != sources.flags.end()) {
      put(table, property.path, given->second, is_text, is_list);
      origin = SettingOrigin::flag;
    }
  }
  for (const auto& [property, value] : sources.flags) {
    if (!read.origins.contains(property)) {
      return fail(
          ErrorCode::invalid,
          fmt::format("There is no property \"{}\". 'kith config explain' lists all.", property));
    }
  }
  std::ostringstream json;
  json << toml::json_formatter{table};
  Result<Settings> settings = read_json<Settings>(json.str());
  if (!settings) {
    return std::unexpected(told(settings.error(), table, sources.file));
  }
  read.settings = *std::move(settings);
  return read;
}

}  // namespace kith::host
