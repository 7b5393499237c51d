// SPDX-License-Identifier: Apache-2.0
#include "architecture/cmake_text.h"

#include <algorithm>

#include "architecture/cpp_text.h"
#include "architecture/tree.h"

namespace kith::architecture {
namespace {

std::string without_cmake_comments(std::string_view text) {
  std::string out;
  bool quoted = false;
  bool comment = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\n') {
      comment = false;
    } else if (!comment && text[at] == '"' && (at == 0 || text[at - 1] != '\\')) {
      quoted = !quoted;
    } else if (!quoted && text[at] == '#') {
      comment = true;
    }
    out.push_back(comment ? ' ' : text[at]);
  }
  return out;
}

/// The offset of the ')' that closes the '(' at `open`, or the end.
std::size_t closing(std::string_view text, std::size_t open) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '"' && text[at - 1] != '\\') {
      quoted = !quoted;
    } else if (!quoted && text[at] == '(') {
      ++depth;
    } else if (!quoted && text[at] == ')' && --depth == 0) {
      return at;
    }
  }
  return text.size();
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  while (!(text = trimmed(text)).empty()) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n"), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

}  // namespace

std::vector<CMakeCommand> cmake_commands(std::string_view text) {
  const std::string plain = without_cmake_comments(text);
  const std::string_view view = plain;
  std::vector<CMakeCommand> commands;
  std::size_t at = 0;
  while (at < view.size()) {
    const std::size_t open = view.find('(', at);
    if (open == view.npos) {
      break;
    }
    const auto words = words_of(view.substr(at, open - at));
    const std::size_t close = closing(view, open);
    if (!words.empty()) {
      commands.push_back({.name = std::string(words.back().text),
                          .arguments = split(view.substr(open + 1, close - open - 1)),
                          .line = line_at(view, at + words.back().offset)});
    }
    at = close + 1;
  }
  return commands;
}

}  // namespace kith::architecture
