// SPDX-License-Identifier: Apache-2.0
#include "architecture/walls/parts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>

#include "architecture/cmake_text.h"

namespace kith::architecture {
namespace {

struct Rank {
  std::string_view part;
  int rank = 0;
};

constexpr std::array ranks{Rank{"sdk", 0},          Rank{"base", 1},   Rank{"store", 2},
                           Rank{"text", 2},         Rank{"events", 3}, Rank{"access", 4},
                           Rank{"conversation", 5}, Rank{"intake", 6}, Rank{"channels", 7},
                           Rank{"insight", 7},      Rank{"http", 7},   Rank{"net", 8},
                           Rank{"host", 9}};

std::optional<int> rank_of(std::string_view part) {
  const auto found = std::ranges::find(ranks, part, &Rank::part);
  return found == ranks.end() ? std::nullopt : std::optional(found->rank);
}

std::string_view part_included(const Include& include) {
  const std::string_view target = include.target;
  if (include.angled) {
    return target.starts_with("kith/") ? "sdk" : "";
  }
  const std::string_view first = target.substr(0, std::min(target.find('/'), target.size()));
  return target.contains('/') && rank_of(first) ? first : std::string_view{};
}

/// "store" for the target name kith_store, "" for what is no part.
std::string_view part_linked(std::string_view target) {
  static constexpr std::string_view prefix = "kith_";
  if (!target.starts_with(prefix) || !rank_of(target.substr(prefix.size()))) {
    return {};
  }
  return target.substr(prefix.size());
}

void check_links(const SourceFile& file, const CMakeCommand& command, std::string_view user,
                 std::vector<Finding>& findings) {
  for (const std::string& argument : command.arguments) {
    const std::string_view used = part_linked(argument);
    if (!used.empty() && used != user && !part_may_use(user, used)) {
      findings.push_back(
          {file.path, command.line,
           "kith_" + std::string(user) + " links " + argument + ", which is not below it"});
    }
  }
}

void check_module_links(const SourceFile& file, const CMakeCommand& command,
                        std::vector<Finding>& findings) {
  if (command.name == "kith_test") {
    return;
  }
  for (const std::string& argument : command.arguments) {
    const std::string_view used = part_linked(argument);
    if (!used.empty() && used != "sdk") {
      findings.push_back({file.path, command.line, "a module links " + argument});
    }
  }
}

}  // namespace

bool part_may_use(std::string_view user, std::string_view used) {
  if (user == used) {
    return true;
  }
  const auto user_rank = rank_of(user);
  const auto used_rank = rank_of(used);
  return user_rank && used_rank && *used_rank < *user_rank;
}

std::vector<Finding> unknown_parts(const Tree& tree) {
  std::set<std::string> unknown;
  for (const SourceFile& file : tree.files) {
    const std::string_view part = part_of(file.path);
    if (!part.empty() && !rank_of(part)) {
      unknown.insert("platform/" + std::string(part));
    }
  }
  std::vector<Finding> findings;
  for (const std::string& folder : unknown) {
    findings.push_back({folder, 0, "is no part of the platform's order"});
  }
  return findings;
}

std::vector<Finding> includes_against_order(const Tree& tree) {
  std::vector<Finding> findings;
  for (const SourceFile& file : tree.files) {
    const std::string_view user = part_of(file.path);
    if (user.empty()) {
      continue;
    }
    for (const Include& include : file.includes) {
      const std::string_view used = part_included(include);
      if (!used.empty() && !part_may_use(user, used)) {
        findings.push_back(
            {file.path, include.line,
             "includes " + include.target + ", which is not below " + std::string(user)});
      }
    }
  }
  return findings;
}

std::vector<Finding> links_against_order(const Tree& tree) {
  std::vector<Finding> findings;
  for (const SourceFile& file : tree.files) {
    if (!file.path.ends_with("CMakeLists.txt")) {
      continue;
    }
    for (const CMakeCommand& command : cmake_commands(file.text)) {
      if (!module_of(file.path).empty()) {
        check_module_links(file, command, findings);
      } else if (command.name == "kith_part" && !command.arguments.empty()) {
        check_links(file, command, command.arguments.front(), findings);
      } else if (command.name == "target_link_libraries" && !command.arguments.empty() &&
                 !part_linked(command.arguments.front()).empty()) {
        check_links(file, command, part_linked(command.arguments.front()), findings);
      }
    }
  }
  return findings;
}

std::vector<Finding> parts_without_readme(const Tree& tree) {
  std::set<std::string> with_sources;
  std::set<std::string> with_readme;
  for (const SourceFile& file : tree.files) {
    for (const auto& [folder, name] : {std::pair{"platform/", part_of(file.path)},
                                       std::pair{"modules/", module_of(file.path)}}) {
      if (name.empty()) {
        continue;
      }
      const std::string path = folder + std::string(name);
      if (is_cpp(file.path)) {
        with_sources.insert(path);
      } else if (file.path == path + "/README.md") {
        with_readme.insert(path);
      }
    }
  }
  std::vector<Finding> findings;
  for (const std::string& path : with_sources) {
    if (!with_readme.contains(path)) {
      findings.push_back({path, 0, "has no README.md"});
    }
  }
  return findings;
}

}  // namespace kith::architecture
