// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kith::intake {

/// A stretch of a text that leads somewhere, as networks say it beside the text: by offsets in
/// bytes of UTF-8, which may be anything.
struct TextLink {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  std::string address;
};

/// `text`, which is valid UTF-8, as HTML with its links. One that lies outside the text, begins or
/// ends inside a character, or overlaps an earlier one is passed over; "" when none is left. At
/// most about `most_linked_bytes`: what would make it longer stays text.
std::string html_with_links(std::string_view text, std::vector<TextLink> links);

inline constexpr std::size_t most_linked_bytes = std::size_t{64} << 10;

/// `text` as it stands in HTML, between tags or in quotes; line breaks are kept.
std::string html_escaped(std::string_view text);

/// `text` as a part of an address.
std::string address_part(std::string_view text);

}  // namespace kith::intake
