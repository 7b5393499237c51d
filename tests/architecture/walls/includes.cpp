// SPDX-License-Identifier: Apache-2.0
#include "architecture/walls/includes.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace kith::architecture {
namespace {

constexpr std::array asio_libraries{std::string_view("boost/asio"),
                                    std::string_view("boost/beast")};
constexpr std::array heavy_libraries{std::string_view("boost/"),    std::string_view("simdjson"),
                                     std::string_view("nlohmann/"), std::string_view("sqlite3"),
                                     std::string_view("libpq"),     std::string_view("openssl/"),
                                     std::string_view("spdlog/"),   std::string_view("toml++/")};

bool begins_with_any(std::string_view target, std::span<const std::string_view> beginnings) {
  return std::ranges::any_of(beginnings, [&](auto each) { return target.starts_with(each); });
}

/// Which file of the tree an include means, and what a file reaches through all of them.
class IncludeGraph {
 public:
  explicit IncludeGraph(const Tree& tree) {
    for (const SourceFile& file : tree.files) {
      files_[file.path] = &file;
    }
  }

  /// The include, here or further in, whose target begins with one of these; "" for none.
  std::string reaches(const SourceFile& from, std::span<const std::string_view> beginnings) const {
    std::set<std::string> seen{from.path};
    std::vector<const SourceFile*> open{&from};
    while (!open.empty()) {
      const SourceFile& file = *open.back();
      open.pop_back();
      for (const Include& include : file.includes) {
        if (begins_with_any(include.target, beginnings)) {
          return include.target + " (through " + file.path + ")";
        }
        const SourceFile* next = resolve(file, include);
        if (next != nullptr && seen.insert(next->path).second) {
          open.push_back(next);
        }
      }
    }
    return {};
  }

 private:
  const SourceFile* resolve(const SourceFile& from, const Include& include) const {
    const std::string beside = from.path.substr(0, from.path.rfind('/') + 1);
    for (const std::string& folder : {beside, std::string("platform/sdk/include/"),
                                      std::string("platform/"), std::string("tests/")}) {
      const auto found = files_.find(folder + include.target);
      if (found != files_.end()) {
        return found->second;
      }
    }
    return nullptr;
  }

  std::map<std::string, const SourceFile*> files_;
};

std::set<std::string> modules_in(const Tree& tree) {
  std::set<std::string> modules;
  for (const SourceFile& file : tree.files) {
    modules.emplace(module_of(file.path));
  }
  modules.erase("");
  return modules;
}

/// The module that an include's text names, whether as "modules/b/x.h", "b/x.h" or by dots.
std::string module_named_by(const std::string& target, const std::set<std::string>& modules) {
  for (const std::string& module : modules) {
    if (target.starts_with(module + "/") || target.contains("modules/" + module + "/") ||
        target.contains("../" + module + "/")) {
      return module;
    }
  }
  return {};
}

bool is_standard(const Include& include) {
  return include.angled && include.target.find_first_of("./") == std::string::npos;
}

bool module_may_include(const SourceFile& file, const Include& include) {
  static constexpr std::array sdk{std::string_view("kith/")};
  static constexpr std::array test_libraries{std::string_view("gtest/"), std::string_view("gmock/"),
                                             std::string_view("rapidcheck")};
  if (include.target.contains("..")) {
    return false;
  }
  if (include.angled) {
    return is_standard(include) || begins_with_any(include.target, sdk) ||
           (is_test(file.path) && begins_with_any(include.target, test_libraries));
  }
  return !include.target.contains('/') ||
         include.target.starts_with(std::string(module_of(file.path)) + "/") ||
         (is_test(file.path) && include.target.starts_with("support/"));
}

/// Calls `visit(file, include)` for every include of the C++ files that `wanted` lets through.
template <class Wanted, class Visit>
void each_include(const Tree& tree, Wanted wanted, Visit visit) {
  for (const SourceFile& file : tree.files) {
    if (wanted(file)) {
      for (const Include& include : file.includes) {
        visit(file, include);
      }
    }
  }
}

bool in_module(const SourceFile& file) {
  return !module_of(file.path).empty();
}

}  // namespace

std::vector<Finding> includes_between_modules(const Tree& tree) {
  std::vector<Finding> findings;
  const auto modules = modules_in(tree);
  each_include(tree, in_module, [&](const SourceFile& file, const Include& include) {
    const std::string named = module_named_by(include.target, modules);
    if (!named.empty() && named != module_of(file.path)) {
      findings.push_back({file.path, include.line, "includes the module " + named});
    }
  });
  return findings;
}

std::vector<Finding> module_includes_beyond_sdk(const Tree& tree) {
  std::vector<Finding> findings;
  each_include(tree, in_module, [&](const SourceFile& file, const Include& include) {
    if (!module_may_include(file, include)) {
      findings.push_back({file.path, include.line,
                          "includes " + include.target + ", which is not for modules to see"});
    }
  });
  return findings;
}

std::vector<Finding> platform_includes_of_modules(const Tree& tree) {
  std::vector<Finding> findings;
  const auto modules = modules_in(tree);
  const auto in_platform = [](const SourceFile& file) {
    return file.path.starts_with("platform/");
  };
  each_include(tree, in_platform, [&](const SourceFile& file, const Include& include) {
    if (include.target.contains("modules/") ||
        (!include.angled && !module_named_by(include.target, modules).empty())) {
      findings.push_back({file.path, include.line, "includes a module: " + include.target});
    }
  });
  return findings;
}

std::vector<Finding> asio_outside_net(const Tree& tree) {
  std::vector<Finding> findings;
  const IncludeGraph graph(tree);
  for (const SourceFile& file : tree.files) {
    if (file.path.starts_with("platform/net/") || file.path.starts_with("tests/")) {
      continue;
    }
    const std::string reached = graph.reaches(file, asio_libraries);
    if (!reached.empty()) {
      findings.push_back({file.path, 0, "sees " + reached});
    }
  }
  return findings;
}

std::vector<Finding> asio_units_beyond(const Tree& tree, std::size_t limit) {
  std::vector<Finding> findings;
  const IncludeGraph graph(tree);
  for (const SourceFile& file : tree.files) {
    if (is_cpp(file.path) && !is_header(file.path) && !is_test(file.path)) {
      const std::string reached = graph.reaches(file, asio_libraries);
      if (!reached.empty()) {
        findings.push_back({file.path, 0, "one of too many units that see " + reached});
      }
    }
  }
  return findings.size() > limit ? findings : std::vector<Finding>{};
}

std::vector<Finding> libraries_behind_sdk(const Tree& tree) {
  std::vector<Finding> findings;
  const IncludeGraph graph(tree);
  for (const SourceFile& file : tree.files) {
    if (file.path.starts_with("platform/sdk/include/")) {
      const std::string reached = graph.reaches(file, heavy_libraries);
      if (!reached.empty()) {
        findings.push_back({file.path, 0, "brings every module " + reached});
      }
    }
  }
  return findings;
}

}  // namespace kith::architecture
