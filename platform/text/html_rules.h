// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kith::text {

/// What becomes of an element of a stranger's HTML.
enum class Treatment : std::uint8_t {
  unwrap,       ///< its tags go, what it holds stays
  keep,         ///< written, perhaps under another name
  drop,         ///< it goes with all it holds
  drop_to_end,  ///< the same; without an end tag it holds the rest of the text
};

/// The rule for one element of HTML.
struct HtmlRule {
  Treatment treatment = Treatment::unwrap;
  GumboTag written = GUMBO_TAG_UNKNOWN;  ///< the element that it is written as
};

/// The rule for an element; the one place where elements are allowed.
HtmlRule html_rule(GumboTag tag);

/// The attributes that are looked at; of an element's others none is even read.
enum class HtmlAttribute : std::uint8_t {
  href,
  src,
  kith_src,
  alt,
  title,
  width,
  height,
  colspan,
  rowspan,
  start,
  dir,
  lang,
  hidden,
  style,
};
inline constexpr std::size_t html_attribute_count =
    static_cast<std::size_t>(HtmlAttribute::style) + 1;

/// Its name in HTML, a text that ends with a zero.
const char* html_attribute_name(HtmlAttribute attribute);

/// Whether `attribute` with `value`, its entities decoded, may be written on `tag`. Addresses are
/// judged by `safe_link` and `safe_image` instead.
bool is_allowed(GumboTag tag, HtmlAttribute attribute, std::string_view value);

/// Controls, byte order marks and non-characters: they show nothing, and parsers disagree on them.
bool is_unreadable(char32_t point);

bool is_void(GumboTag tag);        ///< it has no end tag: br, hr, img, col
bool is_formatting(GumboTag tag);  ///< a parser may carry it over the end of a block: b, i, a, …
bool is_block(GumboTag tag);       ///< it ends a paragraph
bool is_heading(GumboTag tag);
bool is_cell(GumboTag tag);  ///< td, th or caption: text inside is apart from text outside

/// Whether `child` belongs directly into `parent` by the structure of tables and lists; anything
/// without such a place of its own belongs everywhere but between the parts of a table.
bool is_child_of(GumboTag child, GumboTag parent);

}  // namespace kith::text
