// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace kith::fault {

/// The first line that differs, "" when none does.
inline std::string first_difference(std::string_view found, std::string_view wanted) {
  while (!found.empty() || !wanted.empty()) {
    const std::string_view left = found.substr(0, found.find('\n'));
    const std::string_view right = wanted.substr(0, wanted.find('\n'));
    if (left != right) {
      return "found " + std::string(left) + ", wanted " + std::string(right);
    }
    found.remove_prefix(std::min(left.size() + 1, found.size()));
    wanted.remove_prefix(std::min(right.size() + 1, wanted.size()));
  }
  return "";
}

/// What a trial finds that is not as promised.
class Findings {
 public:
  void expect(bool holds, std::string_view otherwise) {
    if (!holds) {
      text_ += text_.empty() ? "" : "; ";
      text_ += otherwise;
    }
  }
  void expect_same(std::string_view found, std::string_view wanted, std::string_view otherwise) {
    expect(found == wanted, std::string(otherwise) + ": " + first_difference(found, wanted));
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace kith::fault
