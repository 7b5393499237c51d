// SPDX-License-Identifier: Apache-2.0
#include "architecture/walls/style.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "architecture/cpp_text.h"

namespace kith::architecture {
namespace {

using Strings = std::span<const std::string_view>;

bool is_source(const SourceFile& file) {
  static constexpr std::array endings{std::string_view(".cpp"),          std::string_view(".h"),
                                      std::string_view(".sh"),           std::string_view(".sql"),
                                      std::string_view(".ts"),           std::string_view(".tsx"),
                                      std::string_view(".css"),          std::string_view(".mjs"),
                                      std::string_view(".cmake"),        std::string_view(".py"),
                                      std::string_view("CMakeLists.txt")};
  return file.text.starts_with("#!") ||
         std::ranges::any_of(endings, [&](auto end) { return file.path.ends_with(end); });
}

/// Which places of a word count: those that are a whole word, or those that start a path.
enum class Match { whole_word, start_of_path };

/// A finding for every place in `text` where one of `words` stands.
void find_words(const SourceFile& file, std::string_view text, Strings words, Match match,
                const std::string& what, std::vector<Finding>& findings) {
  for (std::string_view word : words) {
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
      const std::size_t end = at + word.size();
      const bool joined_before = at > 0 && (is_word_character(text[at - 1]) ||
                                            (match == Match::start_of_path && text[at - 1] == '.'));
      const bool joined_after =
          match == Match::whole_word && end < text.size() && is_word_character(text[end]);
      if (!joined_before && !joined_after) {
        findings.push_back({file.path, line_at(text, at), what + std::string(word)});
      }
    }
  }
}

/// Whether a `///` line ends right above `offset`, or the line itself ends in `///<`.
bool has_comment(const SourceFile& file, std::size_t offset) {
  const std::string_view rest = std::string_view(file.text).substr(offset);
  if (rest.substr(0, rest.find('\n')).contains("///<")) {
    return true;
  }
  const std::size_t line_start = file.text.rfind('\n', offset);
  if (line_start == std::string::npos || line_start == 0) {
    return false;
  }
  const std::size_t above = file.text.rfind('\n', line_start - 1);
  const std::size_t start = above == std::string::npos ? 0 : above + 1;
  return trimmed(std::string_view(file.text).substr(start, line_start - start)).starts_with("///");
}

/// Whether the type that is opened after `offset` describes itself.
bool is_described(const SourceFile& file, std::size_t offset) {
  std::size_t depth = 0;
  for (std::size_t at = file.code.find('{', offset); at < file.code.size(); ++at) {
    if (file.code[at] == '{') {
      ++depth;
    } else if (file.code[at] == '}' && --depth == 0) {
      return file.code.substr(offset, at - offset).contains(" describe()");
    }
  }
  return false;
}

}  // namespace

std::vector<Finding> files_longer_than(const Tree& tree, std::size_t limit) {
  std::vector<Finding> findings;
  for (const SourceFile& file : tree.files) {
    const std::size_t lines = lines_of(file.text).size();
    if (is_source(file) && lines > limit) {
      findings.push_back({file.path, 0, "has " + std::to_string(lines) + " lines"});
    }
  }
  return findings;
}

std::vector<Finding> files_without_licence(const Tree& tree) {
  std::vector<Finding> findings;
  for (const SourceFile& file : tree.files) {
    if (!is_source(file)) {
      continue;
    }
    const auto lines = lines_of(file.text);
    const auto first = std::span(lines).first(std::min<std::size_t>(lines.size(), 3));
    if (std::ranges::none_of(first, [](std::string_view line) {
          return line.contains("SPDX-License-Identifier: Apache-2.0");
        })) {
      findings.push_back({file.path, 0, "does not name its licence in an SPDX line"});
    }
  }
  return findings;
}

std::vector<Finding> types_without_comment(const Tree& tree) {
  std::vector<Finding> findings;
  for (const SourceFile& file : tree.files) {
    if (!is_header(file.path) || is_test(file.path)) {
      continue;
    }
    for (const Declaration& declaration : declarations_of(file.code)) {
      const std::string_view name = type_name(declaration);
      if (declaration.scope == Scope::namespaces && !name.empty() &&
          !has_comment(file, declaration.offset) && !is_described(file, declaration.offset)) {
        findings.push_back({file.path, line_at(file.text, declaration.offset),
                            std::string(name) + " does not say what it is for"});
      }
    }
  }
  return findings;
}

std::vector<Finding> missing_library_features(const Tree& tree) {
  static constexpr std::array names{
      std::string_view("std::format"),     std::string_view("std::vformat"),
      std::string_view("std::print"),      std::string_view("std::println"),
      std::string_view("std::ranges::to"), std::string_view("std::generator")};
  static constexpr std::array headers{std::string_view("format"), std::string_view("print"),
                                      std::string_view("generator")};
  std::vector<Finding> findings;
  for (const SourceFile& file : tree.files) {
    find_words(file, file.code, names, Match::whole_word, "uses ", findings);
    for (const Include& include : file.includes) {
      if (include.angled && std::ranges::find(headers, include.target) != headers.end()) {
        findings.push_back({file.path, include.line, "includes <" + include.target + ">"});
      }
    }
  }
  return findings;
}

std::vector<Finding> unfinished_words(const Tree& tree) {
  // In halves, so that this file does not hold them itself.
  static constexpr std::array words{std::string_view("TO"
                                                     "DO"),
                                    std::string_view("FIX"
                                                     "ME"),
                                    std::string_view("XX"
                                                     "X"),
                                    std::string_view("HA"
                                                     "CK")};
  std::vector<Finding> findings;
  for (const SourceFile& file : tree.files) {
    find_words(file, file.text, words, Match::whole_word, "says ", findings);
  }
  return findings;
}

std::vector<Finding> machine_paths(const Tree& tree) {
  static constexpr std::array paths{std::string_view("/wo"
                                                     "rk/"),
                                    std::string_view("/ho"
                                                     "me/"),
                                    std::string_view("/ro"
                                                     "ot/")};
  std::vector<Finding> findings;
  for (const SourceFile& file : tree.files) {
    find_words(file, file.text, paths, Match::start_of_path, "names a path of one machine, ",
               findings);
  }
  return findings;
}

std::vector<Finding> unknown_top_entries(const Tree& tree) {
  static const std::set<std::string> layout{
      "CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "CHANGELOG.md", "platform",
      "modules",        "schemas",           "web",       "tests",   "deploy"};
  std::vector<Finding> findings;
  for (const std::string& name : tree.top) {
    if (!name.starts_with('.') && !layout.contains(name)) {
      findings.push_back({name, 0, "has no place at the top"});
    }
  }
  return findings;
}

}  // namespace kith::architecture
