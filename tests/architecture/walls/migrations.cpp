// SPDX-License-Identifier: Apache-2.0
#include "architecture/walls/migrations.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "architecture/cpp_text.h"

namespace kith::architecture {
namespace {

/// Where a folder of migrations keeps what PostgreSQL needs in other words.
constexpr std::string_view for_postgres = "/postgres";

/// A CREATE TABLE of a migration.
struct Table {
  std::string name;
  std::size_t line = 0;
  bool declared = false;  ///< the comment right above it says what it is
};

bool is_migration(const SourceFile& file) {
  return file.path.contains("/migrations/") && file.path.ends_with(".sql") && !is_test(file.path);
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char each) { return static_cast<char>(std::toupper(each)); });
  return out;
}

/// The table that a line starts to create, "" for none. A statement starts on a line of its own.
std::string table_created_by(std::string_view line) {
  const auto words = words_of(line);
  std::size_t at = 0;
  const auto next_is = [&](std::string_view word) {
    if (at < words.size() && upper(words[at].text) == word) {
      ++at;
      return true;
    }
    return false;
  };
  if (!next_is("CREATE")) {
    return {};
  }
  next_is("VIRTUAL");
  if (!next_is("TABLE")) {
    return {};
  }
  if (next_is("IF") && next_is("NOT")) {
    next_is("EXISTS");
  }
  return at < words.size() ? std::string(words[at].text) : std::string{};
}

bool declares_kind(std::string_view comment) {
  for (const std::string_view record : {"-- record:", "-- record, immutable:"}) {
    if (comment.starts_with(record)) {
      return !trimmed(comment.substr(record.size())).empty();
    }
  }
  return comment == "-- projection" || comment.starts_with("-- projection:");
}

/// Whether one of the comment lines right above line `at` says what a table is.
bool is_declared_above(const std::vector<std::string_view>& lines, std::size_t at) {
  while (at > 0 && trimmed(lines[at - 1]).starts_with("--")) {
    --at;
    if (declares_kind(trimmed(lines[at]))) {
      return true;
    }
  }
  return false;
}

std::vector<Table> tables_of(const SourceFile& file) {
  std::vector<Table> tables;
  const auto lines = lines_of(file.text);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    std::string name = table_created_by(trimmed(lines[at]));
    if (!name.empty()) {
      tables.push_back({std::move(name), at + 1, is_declared_above(lines, at)});
    }
  }
  return tables;
}

/// The number of "0003_cases.sql", or 0 when the name is not of that form.
int migration_number(std::string_view name) {
  static constexpr std::size_t digits = 4;
  if (name.size() <= digits + 5 || name[digits] != '_') {
    return 0;
  }
  int number = 0;
  for (char each : name.substr(0, digits)) {
    if (std::isdigit(static_cast<unsigned char>(each)) == 0) {
      return 0;
    }
    number = number * 10 + (each - '0');
  }
  return number;
}

}  // namespace

std::vector<Finding> misnumbered_migrations(const Tree& tree) {
  std::map<std::string, std::set<std::string>> folders;
  for (const SourceFile& file : tree.files) {
    if (is_migration(file)) {
      const std::size_t slash = file.path.rfind('/');
      folders[file.path.substr(0, slash)].insert(file.path.substr(slash + 1));
    }
  }
  std::vector<Finding> findings;
  for (const auto& [folder, names] : folders) {
    if (folder.ends_with(for_postgres)) {
      const std::string common = folder.substr(0, folder.size() - for_postgres.size());
      for (const std::string& name : names) {
        if (!folders.contains(common) || !folders.at(common).contains(name)) {
          findings.push_back({fmt::format("{}/{}", folder, name), 0, "is a variant of no step"});
        }
      }
      continue;
    }
    int expected = 0;
    for (const std::string& name : names) {
      if (migration_number(name) != ++expected) {
        findings.push_back(
            {fmt::format("{}/{}", folder, name), 0, fmt::format("is not number {}", expected)});
      }
    }
  }
  return findings;
}

std::vector<Finding> undeclared_tables(const Tree& tree) {
  std::vector<Finding> findings;
  for (const SourceFile& file : tree.files) {
    if (!is_migration(file)) {
      continue;
    }
    for (const Table& table : tables_of(file)) {
      if (!table.declared) {
        findings.push_back(
            {file.path, table.line, table.name + " is declared neither a record nor a projection"});
      }
    }
  }
  return findings;
}

std::vector<Finding> misnamed_tables(const Tree& tree) {
  std::set<std::string> modules;
  for (const SourceFile& file : tree.files) {
    modules.emplace(module_of(file.path));
  }
  modules.erase("");
  std::vector<Finding> findings;
  for (const SourceFile& file : tree.files) {
    if (!is_migration(file)) {
      continue;
    }
    const std::string own = std::string(module_of(file.path)) + "_";
    for (const Table& table : tables_of(file)) {
      const bool of_module = own.size() > 1;
      const bool foreign = std::ranges::any_of(
          modules, [&](const std::string& module) { return table.name.starts_with(module + "_"); });
      if (of_module ? !table.name.starts_with(own) : foreign) {
        findings.push_back({file.path, table.line, table.name + " has a name for another owner"});
      }
    }
  }
  return findings;
}

}  // namespace kith::architecture
