// SPDX-License-Identifier: Apache-2.0
#include "intake/text_links.h"

#include <fmt/format.h>

#include <algorithm>

namespace kith::intake {
namespace {

// Whether a character of valid UTF-8 begins at `place`, or the text ends there.
bool is_between_characters(std::string_view text, std::size_t place) {
  return place == text.size() || (static_cast<unsigned char>(text[place]) & 0xC0U) != 0x80U;
}

bool is_in(const TextLink& link, std::string_view text) {
  const auto size = static_cast<std::int64_t>(text.size());
  return link.begin >= 0 && link.begin < link.end && link.end <= size &&
         is_between_characters(text, static_cast<std::size_t>(link.begin)) &&
         is_between_characters(text, static_cast<std::size_t>(link.end));
}

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string html;
  html.reserve(text.size());
  for (const char each : text) {
    switch (each) {
      case '&': html += "&amp;"; break;
      case '<': html += "&lt;"; break;
      case '>': html += "&gt;"; break;
      case '"': html += "&quot;"; break;
      case '\n': html += "<br>"; break;
      default: html += each;
    }
  }
  return html;
}

std::string address_part(std::string_view text) {
  std::string part;
  for (const char each : text) {
    const bool is_plain = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
                          (each >= '0' && each <= '9') || each == '-' || each == '_';
    part +=
        is_plain ? std::string(1, each) : fmt::format("%{:02X}", static_cast<unsigned char>(each));
  }
  return part;
}

std::string html_with_links(std::string_view text, std::vector<TextLink> links) {
  std::erase_if(links, [&](const TextLink& link) { return !is_in(link, text); });
  std::ranges::sort(links, {},
                    [](const TextLink& link) { return std::pair(link.begin, link.end); });
  std::string html;
  std::size_t done = 0;
  for (const TextLink& link : links) {
    const auto begin = static_cast<std::size_t>(link.begin);
    const auto end = static_cast<std::size_t>(link.end);
    if (begin < done || html.size() + link.address.size() > most_linked_bytes) {
      continue;
    }
    html += html_escaped(text.substr(done, begin - done));
    html += fmt::format("<a href=\"{}\">{}</a>", html_escaped(link.address),
                        html_escaped(text.substr(begin, end - begin)));
    done = end;
  }
  return html.empty() ? html : html + html_escaped(text.substr(done));
}

}  // namespace kith::intake
