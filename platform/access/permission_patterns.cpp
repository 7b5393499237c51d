// SPDX-License-Identifier: Apache-2.0
#include "access/permission_patterns.h"

#include <fmt/format.h>

#include <algorithm>

namespace kith::access {
namespace {

constexpr std::size_t most_patterns = 100;
constexpr std::size_t longest_pattern = 100;
constexpr std::size_t most_words = 6;

struct Split {
  std::string_view word;
  std::string_view rest;
};

Split split_first(std::string_view text) {
  const std::size_t dot = text.find('.');
  return dot == std::string_view::npos ? Split{text, {}}
                                       : Split{text.substr(0, dot), text.substr(dot + 1)};
}

bool is_pattern_word(std::string_view word) {
  return word == "*" || (!word.empty() && std::ranges::all_of(word, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         }));
}

bool is_exception(std::string_view pattern) {
  return pattern.starts_with('!');
}

bool is_pattern(std::string_view text) {
  if (is_exception(text)) {
    text.remove_prefix(1);
  }
  if (text.empty() || text.size() > longest_pattern || text.ends_with('.')) {
    return false;
  }
  std::size_t words = 0;
  while (!text.empty()) {
    const Split split = split_first(text);
    if (!is_pattern_word(split.word) || ++words > most_words) {
      return false;
    }
    text = split.rest;
  }
  return true;
}

}  // namespace

bool pattern_covers(std::string_view pattern, std::string_view permission) {
  if (pattern.empty() || permission.empty()) {
    return pattern.empty() && permission.empty();
  }
  const Split wanted = split_first(pattern);
  const Split given = split_first(permission);
  if (wanted.word != "*") {
    return wanted.word == given.word && pattern_covers(wanted.rest, given.rest);
  }
  // The star takes this word and either stops here or takes more.
  return pattern_covers(wanted.rest, given.rest) ||
         (!given.rest.empty() && pattern_covers(pattern, given.rest));
}

Result<PermissionPatterns> PermissionPatterns::parse(std::span<const std::string> patterns) {
  if (patterns.size() > most_patterns) {
    return fail(ErrorCode::invalid,
                fmt::format("At most {} permissions can be listed.", most_patterns));
  }
  PermissionPatterns parsed;
  for (const std::string& pattern : patterns) {
    if (!is_pattern(pattern)) {
      return fail(ErrorCode::invalid,
                  fmt::format("\"{}\" is no permission. Permissions look like "
                              "conversation.note.read, conversation.* or *.read; a ! in front "
                              "takes away.",
                              pattern.substr(0, longest_pattern)));
    }
    parsed.patterns_.push_back(pattern);
  }
  return parsed;
}

PermissionPatterns PermissionPatterns::from_text(std::string_view text) {
  PermissionPatterns patterns;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    if (is_pattern(word)) {
      patterns.patterns_.emplace_back(word);
    }
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  return patterns;
}

bool PermissionPatterns::covers(std::string_view permission) const {
  bool granted = false;
  for (const std::string_view pattern : patterns_) {
    if (is_exception(pattern)) {
      if (pattern_covers(pattern.substr(1), permission)) {
        return false;
      }
    } else {
      granted = granted || pattern_covers(pattern, permission);
    }
  }
  return granted;
}

std::string PermissionPatterns::text() const {
  return fmt::format("{}", fmt::join(patterns_, " "));
}

}  // namespace kith::access
