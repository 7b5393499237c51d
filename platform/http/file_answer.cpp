// SPDX-License-Identifier: Apache-2.0
#include "http/file_answer.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "http/target.h"

namespace kith::http {
namespace {

/// The bytes from `first` on, `count` of them.
struct Part {
  std::size_t first = 0;
  std::size_t count = 0;
};

enum class Asked { all, part, nothing_there };

struct Range {
  Asked asked = Asked::all;
  Part part;
};

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                  : std::nullopt;
}

Range range_of(std::size_t first, std::size_t last, std::size_t size) {
  if (first >= size) {
    return {Asked::nothing_there, {}};
  }
  return {Asked::part, {first, std::min(last, size - 1) - first + 1}};
}

// What is not understood is as if it were not there.
Range read_range(std::string_view header, std::size_t size) {
  constexpr std::string_view unit = "bytes=";
  if (!header.starts_with(unit) || header.find(',') != header.npos) {
    return {};
  }
  header.remove_prefix(unit.size());
  const std::size_t dash = header.find('-');
  if (dash == header.npos) {
    return {};
  }
  const auto first = number_of(header.substr(0, dash));
  const auto last = number_of(header.substr(dash + 1));
  if (dash == 0 && last) {
    return *last == 0 ? Range{Asked::nothing_there, {}}
                      : range_of(size - std::min(*last, size), size, size);
  }
  const bool is_open = first && dash + 1 == header.size();
  if (!is_open && (!first || !last || *first > *last)) {
    return {};
  }
  return range_of(*first, is_open ? size : *last, size);
}

bool names_tag(std::string_view list, std::string_view tag) {
  return list == "*" || list.find(tag) != list.npos;
}

// RFC 5987: letters, digits and a few more stand for themselves.
std::string in_ascii(std::string_view name) {
  std::string out;
  for (const char each : name) {
    const bool is_plain = each >= ' ' && each < 0x7f && each != '"' && each != '\\' && each != '%';
    // One sign for a letter of several bytes.
    if (is_plain || (static_cast<unsigned char>(each) & 0xC0U) != 0x80) {
      out += is_plain ? each : '_';
    }
  }
  return out;
}

}  // namespace

std::string attachment_disposition(std::string_view name) {
  std::string out = fmt::format("attachment; filename=\"{}\"", in_ascii(name));
  if (in_ascii(name) != name) {
    out += "; filename*=UTF-8''" + percent_encoded(name);
  }
  return out;
}

Response file_response(const Request& request, FileAnswer file) {
  const std::string tag = fmt::format("\"{}\"", file.tag);
  Response response;
  response.headers = {{"Content-Type", file.media_type == "text/plain" ? "text/plain; charset=utf-8"
                                                                       : file.media_type},
                      {"Content-Disposition", attachment_disposition(file.name)},
                      {"Accept-Ranges", "bytes"},
                      {"ETag", tag}};
  if (const std::string_view known = request.header("if-none-match");
      !known.empty() && names_tag(known, tag)) {
    response.status = 304;
    return response;
  }
  const std::string_view only_if = request.header("if-range");
  const Range range = only_if.empty() || only_if == tag
                          ? read_range(request.header("range"), file.bytes.size())
                          : Range{};
  switch (range.asked) {
    case Asked::all: response.body = std::move(file.bytes); break;
    case Asked::nothing_there:
      response.status = 416;
      response.headers.emplace_back("Content-Range", fmt::format("bytes */{}", file.bytes.size()));
      break;
    case Asked::part:
      response.status = 206;
      response.headers.emplace_back(
          "Content-Range", fmt::format("bytes {}-{}/{}", range.part.first,
                                       range.part.first + range.part.count - 1, file.bytes.size()));
      response.body = file.bytes.substr(range.part.first, range.part.count);
      break;
  }
  return response;
}

}  // namespace kith::http
