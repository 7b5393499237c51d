// SPDX-License-Identifier: Apache-2.0
#include "architecture/walls/repeats.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <unordered_map>

#include "architecture/cpp_text.h"

namespace kith::architecture {
namespace {

/// A line worth comparing.
struct Line {
  std::string text;
  std::size_t number = 0;
};

struct Page {
  std::string path;
  std::vector<Line> lines;
};

struct Place {
  std::size_t page = 0;
  std::size_t line = 0;  ///< index into the page's lines
};

std::string squeezed(std::string_view line) {
  std::string out;
  for (char each : trimmed(line)) {
    const bool space = std::isspace(static_cast<unsigned char>(each)) != 0;
    if (!space) {
      out.push_back(each);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  return out;
}

bool says_something(std::string_view line) {
  const auto letters = std::ranges::count_if(line, is_word_character);
  return letters >= 4 && !line.starts_with('#') && !line.starts_with("namespace ") &&
         !line.starts_with("//") && !line.starts_with("import ") && !line.starts_with("public:");
}

bool is_compared(const SourceFile& file) {
  return !is_test(file.path) &&
         (is_cpp(file.path) || file.path.ends_with(".sh") || file.path.ends_with(".ts") ||
          file.path.ends_with(".tsx") || file.text.starts_with("#!"));
}

Page page_of(const SourceFile& file) {
  Page page{.path = file.path, .lines = {}};
  const bool slashes = is_cpp(file.path) || !file.text.starts_with("#!");
  const std::string text = slashes ? without_comments(file.text) : file.text;
  std::size_t number = 0;
  for (std::string_view line : lines_of(text)) {
    ++number;
    std::string plain = squeezed(line);
    if (says_something(plain)) {
      page.lines.push_back({std::move(plain), number});
    }
  }
  return page;
}

class Comparison {
 public:
  Comparison(std::vector<Page> pages, std::size_t length)
      : pages_(std::move(pages)), length_(length) {}

  std::vector<Finding> run() {
    for (std::size_t page = 0; page < pages_.size(); ++page) {
      const std::size_t count = pages_[page].lines.size();
      for (std::size_t line = 0; line + length_ <= count;) {
        line += look(Place{page, line});
      }
    }
    return std::move(findings_);
  }

 private:
  const Line& line_of(Place place, std::size_t further) const {
    return pages_[place.page].lines[place.line + further];
  }

  std::string block_at(Place place) const {
    std::string block;
    for (std::size_t further = 0; further < length_; ++further) {
      block += line_of(place, further).text + "\n";
    }
    return block;
  }

  /// How many lines from here on stand at both places.
  std::size_t common(Place first, Place second) const {
    std::size_t same = length_;
    while (first.line + same < pages_[first.page].lines.size() &&
           second.line + same < pages_[second.page].lines.size() &&
           line_of(first, same).text == line_of(second, same).text) {
      ++same;
    }
    return same;
  }

  /// Compares the block at `place` with those before it; how many lines to go on by.
  std::size_t look(Place place) {
    const auto [found, is_new] = first_places_.try_emplace(block_at(place), place);
    const Place first = found->second;
    const bool overlaps = first.page == place.page && first.line + length_ > place.line;
    if (is_new || overlaps) {
      return 1;
    }
    const std::size_t same = common(first, place);
    findings_.push_back({pages_[place.page].path, line_of(place, 0).number,
                         "repeats " + std::to_string(same) + " lines of " +
                             pages_[first.page].path + ":" +
                             std::to_string(line_of(first, 0).number)});
    return same;
  }

  std::vector<Page> pages_;
  std::size_t length_;
  std::unordered_map<std::string, Place> first_places_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> repeated_blocks(const Tree& tree, std::size_t length) {
  std::vector<Page> pages;
  for (const SourceFile& file : tree.files) {
    if (is_compared(file)) {
      pages.push_back(page_of(file));
    }
  }
  return Comparison(std::move(pages), length).run();
}

}  // namespace kith::architecture
