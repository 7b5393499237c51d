// SPDX-License-Identifier: Apache-2.0
#include "architecture/walls/dead_code.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "architecture/cpp_text.h"

namespace kith::architecture {
namespace {

/// How often each name stands in the tree, and how often it only introduces a function.
class Names {
 public:
  explicit Names(const Tree& tree) {
    for (const SourceFile& file : tree.files) {
      for (const Word& word : words_of(file.code)) {
        ++uses_[std::string(word.text)];
      }
      for (const Declaration& declaration : declarations_of(file.code)) {
        const std::string_view name = function_name(declaration);
        if (!name.empty()) {
          --uses_[std::string(name)];
        }
      }
    }
  }

  bool used(std::string_view name) const {
    const auto found = uses_.find(name);
    return found != uses_.end() && found->second > 0;
  }

 private:
  std::map<std::string, int, std::less<>> uses_;
};

bool is_override(std::string_view declaration) {
  return std::ranges::any_of(words_of(declaration), [](const Word& word) {
    return word.text == "override" || word.text == "final";
  });
}

/// Every function that a header of the platform declares and nothing in the tree names.
std::vector<Finding> without_caller(const Tree& tree) {
  std::vector<Finding> findings;
  const Names names(tree);
  for (const SourceFile& file : tree.files) {
    if (!is_header(file.path) || part_of(file.path).empty() || is_test(file.path)) {
      continue;
    }
    for (const Declaration& declaration : declarations_of(file.code)) {
      const std::string_view name = function_name(declaration);
      if (!name.empty() && !is_override(declaration.text) && !names.used(name)) {
        findings.push_back({file.path, line_at(file.code, declaration.offset), std::string(name)});
      }
    }
  }
  return findings;
}

}  // namespace

std::vector<Finding> uncalled_functions(const Tree& tree,
                                        std::span<const CalledFromOutside> called) {
  std::vector<Finding> findings = without_caller(tree);
  std::erase_if(findings, [&](const Finding& finding) {
    return std::ranges::find(called, finding.what, &CalledFromOutside::name) != called.end();
  });
  for (Finding& finding : findings) {
    finding.what = "nobody calls " + finding.what + "()";
  }
  return findings;
}

std::vector<Finding> idle_entries(const Tree& tree, std::span<const CalledFromOutside> called) {
  std::vector<Finding> findings;
  const std::vector<Finding> uncalled = without_caller(tree);
  for (const CalledFromOutside& entry : called) {
    if (std::ranges::find(uncalled, entry.name, &Finding::what) == uncalled.end()) {
      findings.push_back({"the list of functions called from outside", 0,
                          "has no need to name " + std::string(entry.name)});
    }
  }
  return findings;
}

}  // namespace kith::architecture
