// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kith::text {

/// How deep elements of the result may stand in each other, and how many formatting elements may
/// be open at a time. Parsers take quadratic time and memory without such bounds.
inline constexpr std::size_t html_depth = 200;
inline constexpr std::size_t html_formatting = 12;

/// How much of the markup gets through: what is allowed, or the text alone.
enum class TagsKept : std::uint8_t { allowed, none };

/// A stranger's HTML made harmless to parse, not yet safe to show.
struct NestedHtml {
  /// Text with its entities and tags of allowed elements and attributes, end tags in their places.
  std::string html;
  bool is_cut = false;  ///< tags were left out because they stood too deep
};

/// Reads `html` once, in linear time: drops comments, elements that are dropped with all they hold
/// and the tags of unknown ones, renames what is written under another name, and closes what the
/// source leaves open.
NestedHtml nest_html(std::string_view html, TagsKept kept);

}  // namespace kith::text
