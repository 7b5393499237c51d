// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kith::text {

/// The longest HTML that is read; what comes after it is cut off.
inline constexpr std::size_t html_bytes = 4U << 20;

/// HTML of a stranger, made safe to be put into an element of a page of ours.
struct SanitisedHtml {
  /// Well-nested tags of a short list with a short list of attributes, no comment, no style and
  /// no script. Sanitising it again gives the same bytes.
  std::string html;
  /// Images that wait in `data-kith-src`, as https: or cid: addresses. Nothing loads by itself.
  std::size_t images = 0;
  /// It was longer, deeper or more entangled than is read, so that text or tags are missing.
  bool is_cut = false;
};

/// The one sanitiser of kith: mail, feeds, imports, markdown and what colleagues write pass it on
/// the way in. Elements that it does not know are unwrapped, those that run, load or hide something
/// are dropped with all they hold; links lead to http, https, mailto or tel only and carry no
/// referrer. Takes any bytes, in linear time and bounded memory. Any thread.
SanitisedHtml sanitise_html(std::string_view html);

/// The text of a message in HTML, for search, readings and people who read plainly: a block begins
/// a line, a quotation's lines begin with "> ", a link is followed by its address where it says
/// something else. Hidden text is left out. Same bounds as `sanitise_html`.
std::string html_to_text(std::string_view html);

}  // namespace kith::text
