// SPDX-License-Identifier: Apache-2.0
#include "architecture/tree.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "architecture/cpp_text.h"

namespace kith::architecture {
namespace {

/// The patterns of .gitignore that kith uses: "/name/" at the top, "name" and "*.end" anywhere.
struct Ignored {
  std::set<std::string> at_top;
  std::set<std::string> anywhere;
  std::vector<std::string> endings;
};

std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Ignored read_ignored(const std::filesystem::path& root) {
  Ignored ignored;
  const std::string text = read_text(root / ".gitignore");
  for (std::string_view line : lines_of(text)) {
    line = trimmed(line);
    if (line.empty() || line.front() == '#') {
      continue;
    }
    if (line.back() == '/') {
      line.remove_suffix(1);
    }
    if (line.starts_with('/')) {
      ignored.at_top.emplace(line.substr(1));
    } else if (line.starts_with('*')) {
      ignored.endings.emplace_back(line.substr(1));
    } else {
      ignored.anywhere.emplace(line);
    }
  }
  return ignored;
}

bool is_ignored(const Ignored& ignored, const std::string& name) {
  return name == ".git" || ignored.anywhere.contains(name) ||
         std::ranges::any_of(ignored.endings, [&](const auto& end) { return name.ends_with(end); });
}

void read_folder(const std::filesystem::path& folder, const std::string& prefix,
                 const Ignored& ignored, Tree& tree) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (is_ignored(ignored, name) || (prefix.empty() && ignored.at_top.contains(name))) {
      continue;
    }
    if (prefix.empty()) {
      tree.top.insert(name);
    }
    if (entry.is_directory()) {
      read_folder(entry.path(), prefix + name + "/", ignored, tree);
    } else if (entry.is_regular_file()) {
      std::string text = read_text(entry.path());
      if (!text.contains('\0')) {
        tree.files.push_back(source(prefix + name, std::move(text)));
      }
    }
  }
}

/// The name between `folder` and the next '/' of a path below `folder`, else "".
std::string_view below(std::string_view path, std::string_view folder) {
  if (!path.starts_with(folder)) {
    return {};
  }
  path.remove_prefix(folder.size());
  const std::size_t end = path.find('/');
  return end == std::string_view::npos ? std::string_view{} : path.substr(0, end);
}

}  // namespace

SourceFile source(std::string path, std::string text) {
  SourceFile file{.path = std::move(path), .text = std::move(text), .code = {}, .includes = {}};
  if (is_cpp(file.path)) {
    file.code = code_only(file.text);
    file.includes = includes_of(file.text, file.code);
  }
  return file;
}

Tree tree_of(std::vector<SourceFile> files) {
  Tree tree{.files = std::move(files), .top = {}};
  for (const SourceFile& file : tree.files) {
    tree.top.insert(file.path.substr(0, file.path.find('/')));
  }
  return tree;
}

Tree read_tree(const std::filesystem::path& root) {
  Tree tree;
  read_folder(root, "", read_ignored(root), tree);
  std::ranges::sort(tree.files, {}, &SourceFile::path);
  return tree;
}

std::string report(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += finding.path;
    if (finding.line > 0) {
      text += ":" + std::to_string(finding.line);
    }
    text += ": " + finding.what + "\n";
  }
  return text;
}

bool is_header(std::string_view path) {
  return path.ends_with(".h");
}

bool is_cpp(std::string_view path) {
  return path.ends_with(".cpp") || is_header(path);
}

bool is_test(std::string_view path) {
  return path.starts_with("tests/") || path.contains("/tests/") || path.contains(".test.ts");
}

std::string_view part_of(std::string_view path) {
  return below(path, "platform/");
}

std::string_view module_of(std::string_view path) {
  return below(path, "modules/");
}

std::size_t line_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  return static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace kith::architecture
