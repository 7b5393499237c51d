// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kith::architecture {

/// One `#include` of a C++ file, outside of comments and literals.
struct Include {
  std::string target;    ///< as written, without the quotes or brackets
  bool angled = false;   ///< <…> rather than "…"
  std::size_t line = 0;  ///< from 1
};

/// One text file of the source tree. Made by `source()`, so that the views agree with the text.
struct SourceFile {
  std::string path;  ///< from the top of the tree, with '/'
  std::string text;
  std::string code;  ///< C++ only: `text` with comments and literals blanked, same length
  std::vector<Include> includes;  ///< C++ only
};

/// The source tree as the walls see it. Tests plant violations in trees of their own.
struct Tree {
  std::vector<SourceFile> files;
  std::set<std::string> top;  ///< names of files and folders at the top
};

/// A place where a wall is broken.
struct Finding {
  std::string path;
  std::size_t line = 0;  ///< from 1; 0 is the file as a whole
  std::string what;
};

/// A file with its views filled in.
SourceFile source(std::string path, std::string text);

/// A tree of these files.
Tree tree_of(std::vector<SourceFile> files);

/// Every text file below `root` that .gitignore lets through.
Tree read_tree(const std::filesystem::path& root);

/// One finding a line, as "path:line: what"; "" for none, which is what a test expects.
std::string report(const std::vector<Finding>& findings);

bool is_cpp(std::string_view path);
bool is_header(std::string_view path);

/// In a `tests` folder, at the top or of a part or module.
bool is_test(std::string_view path);

/// "base" of "platform/base/clock.h"; "" outside platform/ and for files directly in it.
std::string_view part_of(std::string_view path);

/// "service" of "modules/service/src/case.h"; "" outside modules/ and for files directly in it.
std::string_view module_of(std::string_view path);

/// Of `text`, the number (from 1) of the line that holds `offset`.
std::size_t line_at(std::string_view text, std::size_t offset);

/// The lines of `text`, without their ends.
std::vector<std::string_view> lines_of(std::string_view text);

/// `text` without white space at either end.
std::string_view trimmed(std::string_view text);

}  // namespace kith::architecture
