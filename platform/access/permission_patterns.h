// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kith/result.h>

namespace kith::access {

/// Which permissions a role or a token has, in few words: names in which `*` stands for one or
/// more whole words ("conversation.*", "*.read", "*"), less those with a '!' in front
/// ("!people.*"), in whatever order. A value.
class PermissionPatterns {
 public:
  PermissionPatterns() = default;

  /// `invalid`, naming the pattern, for what is no pattern or too much of it.
  static Result<PermissionPatterns> parse(std::span<const std::string> patterns);
  /// Of patterns with spaces between them, as text() gave them or the code declares them; what is
  /// no pattern covers nothing.
  static PermissionPatterns from_text(std::string_view text);

  bool covers(std::string_view permission) const;
  /// As given, with the '!' of exceptions.
  const std::vector<std::string>& list() const { return patterns_; }
  std::string text() const;

 private:
  std::vector<std::string> patterns_;
};

/// Whether one pattern, without '!', covers a permission.
bool pattern_covers(std::string_view pattern, std::string_view permission);

}  // namespace kith::access
