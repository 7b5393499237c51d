// SPDX-License-Identifier: Apache-2.0
#include "text/html_tag.h"

#include <algorithm>

#include "text/ascii.h"

namespace kith::text {
namespace {

constexpr std::size_t longest_name = 15;
constexpr std::string_view spaces_in_tags = " \t\n\r\f";

/// A name in small letters, cut where no name that matters is as long.
class Name {
 public:
  explicit Name(std::string_view source) {
    if (source.size() <= longest_name) {
      std::ranges::transform(source, letters_.begin(), lower);
      size_ = source.size();
    }
  }

  std::string_view text() const { return {letters_.data(), size_}; }
  const char* c_str() const { return letters_.data(); }

 private:
  std::array<char, longest_name + 1> letters_{};
  std::size_t size_ = 0;
};

class TagReader {
 public:
  TagReader(std::string_view html, std::size_t at) : html_(html), at_(at + 1) {}

  HtmlTag read() {
    HtmlTag tag;
    tag.is_end = html_[at_] == '/';
    at_ += tag.is_end ? 1 : 0;
    // A name with a zero byte in it is no name that we know.
    const std::string_view source = until(" \t\n\r\f/>");
    if (source.find('\0') == std::string_view::npos) {
      tag.name = gumbo_tag_enum(Name(source).c_str());
    }
    while (at_ < html_.size()) {
      skip(" \t\n\r\f/");
      if (at_ < html_.size() && html_[at_] == '>') {
        tag.end = at_ + 1;
        break;
      }
      read_attribute(tag);
    }
    return tag;
  }

 private:
  std::string_view until(std::string_view stops) {
    const std::size_t begin = std::min(at_, html_.size());
    at_ = std::min(html_.find_first_of(stops, begin), html_.size());
    return html_.substr(begin, at_ - begin);
  }

  void skip(std::string_view passed) {
    at_ = std::min(html_.find_first_not_of(passed, at_), html_.size());
  }

  void read_attribute(HtmlTag& tag) {
    const std::size_t begin = at_;
    // An equals sign at the start belongs to the name.
    at_ += at_ < html_.size() ? 1 : 0;
    until(" \t\n\r\f/>=");
    const Name name(html_.substr(begin, at_ - begin));
    std::string_view value = html_.substr(at_, 0);
    skip(spaces_in_tags);
    if (at_ < html_.size() && html_[at_] == '=') {
      ++at_;
      value = read_value();
    }
    for (std::size_t i = 0; i < html_attribute_count; ++i) {
      if (name.text() == html_attribute_name(static_cast<HtmlAttribute>(i)) &&
          tag.attributes[i].data() == nullptr) {
        tag.attributes[i] = value;
      }
    }
  }

  std::string_view read_value() {
    skip(spaces_in_tags);
    if (at_ < html_.size() && (html_[at_] == '"' || html_[at_] == '\'')) {
      const char quote = html_[at_++];
      const std::string_view value = until({&quote, 1});
      at_ += at_ < html_.size() ? 1 : 0;
      return value;
    }
    return until(" \t\n\r\f>");
  }

  std::string_view html_;
  std::size_t at_;
};

}  // namespace

bool HtmlTag::is_hidden() const {
  if (has(HtmlAttribute::hidden)) {
    return true;
  }
  constexpr std::string_view declaration = "display:none";
  std::size_t matched = 0;
  for (const char each : attribute(HtmlAttribute::style)) {
    if (is_space(each)) {
      continue;
    }
    const char letter = lower(each);
    if (letter != declaration[matched]) {
      matched = 0;
    }
    matched += letter == declaration[matched] ? 1 : 0;
    if (matched == declaration.size()) {
      return true;
    }
  }
  return false;
}

HtmlTag read_html_tag(std::string_view html, std::size_t at) {
  return TagReader(html, at).read();
}

bool is_html_tag(std::string_view html, std::size_t at) {
  const std::size_t name = at + 1 < html.size() && html[at + 1] == '/' ? at + 2 : at + 1;
  return name < html.size() && is_letter(html[name]);
}

}  // namespace kith::text
