// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "text/html_rules.h"

namespace kith::text {

/// One tag of a source as a browser cuts it: its name and the attributes that kith looks at.
struct HtmlTag {
  GumboTag name = GUMBO_TAG_UNKNOWN;
  bool is_end = false;
  /// Where the text goes on behind it; npos when the source ends inside the tag.
  std::size_t end = std::string_view::npos;
  /// Values as they stand in the source, entities and all; null where the attribute is absent.
  std::array<std::string_view, html_attribute_count> attributes{};

  std::string_view attribute(HtmlAttribute which) const {
    return attributes[static_cast<std::size_t>(which)];
  }
  bool has(HtmlAttribute which) const { return attribute(which).data() != nullptr; }
  /// The sender does not want it seen: `hidden`, or a style with `display:none`.
  bool is_hidden() const;
};

/// Reads the tag whose '<' is at `at` and is followed by a letter or by '/' and a letter.
HtmlTag read_html_tag(std::string_view html, std::size_t at);

/// Whether a tag begins at `at`, where '<' stands.
bool is_html_tag(std::string_view html, std::size_t at);

}  // namespace kith::text
