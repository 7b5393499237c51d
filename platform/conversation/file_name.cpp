// SPDX-License-Identifier: Apache-2.0
#include "conversation/file_name.h"

#include <array>

#include "base/utf8.h"

namespace kith::conversation {
namespace {

constexpr std::size_t longest_ending = 12;

struct Range {
  char32_t first;
  char32_t last;
};

// Controls, what nobody sees, and what turns the direction of reading.
constexpr std::array hidden{Range{0x00, 0x1f},     Range{0x7f, 0x9f},      Range{0xad, 0xad},
                            Range{0x61c, 0x61c},   Range{0x180e, 0x180e},  Range{0x200b, 0x200f},
                            Range{0x2028, 0x202e}, Range{0x2060, 0x206f},  Range{0xfeff, 0xfeff},
                            Range{0xfff9, 0xfffd}, Range{0xe0000, 0xe0fff}};

bool is_hidden(char32_t value) {
  for (const Range& range : hidden) {
    if (value >= range.first && value <= range.last) {
      return true;
    }
  }
  return false;
}

// These mean something to file systems.
bool is_reserved(char each) {
  return std::string_view("<>:\"|?*").find(each) != std::string_view::npos;
}

std::string visible(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const std::size_t size = point.size == 0 ? 1 : point.size;
    if (point.size == 1 && is_reserved(text.front())) {
      out += '_';
    } else if (point.size != 0 && !is_hidden(point.value)) {
      out += text.substr(0, size);
    }
    text.remove_prefix(size);
  }
  return out;
}

std::string_view first_points(std::string_view text, std::size_t most) {
  std::size_t end = 0;
  for (; most > 0 && end < text.size(); --most) {
    end += first_code_point(text.substr(end)).size;
  }
  return text.substr(0, end);
}

}  // namespace

std::string clean_file_name(std::string_view name) {
  const std::size_t slash = name.find_last_of("/\\");
  const std::string line = visible(slash == name.npos ? name : name.substr(slash + 1));
  std::string_view text = line;
  text.remove_prefix(std::min(text.find_first_not_of(". "), text.size()));
  text = text.substr(0, text.find_last_not_of(". ") + 1);
  if (text.empty()) {
    return "file";
  }
  if (count_code_points(text) <= longest_file_name) {
    return std::string(text);
  }
  const std::size_t dot = text.rfind('.');
  const std::string_view ending = dot == text.npos ? "" : text.substr(dot);
  const std::size_t length = count_code_points(ending);
  return length > longest_ending
             ? std::string(first_points(text, longest_file_name))
             : std::string(first_points(text, longest_file_name - length)) + std::string(ending);
}

}  // namespace kith::conversation
