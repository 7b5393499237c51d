// SPDX-License-Identifier: Apache-2.0
#include "conversation/media_type.h"

#include <algorithm>

#include "base/utf8.h"

namespace kith::conversation {
namespace {

using namespace std::string_view_literals;

/// What files of a type have at a place near their beginning.
struct Mark {
  std::size_t place;
  std::string_view bytes;
  std::string_view type;
};

// The first that fits counts.
constexpr Mark marks[] = {
    {0, "\x89PNG\r\n\x1a\n"sv, "image/png"},
    {0, "\xff\xd8\xff"sv, "image/jpeg"},
    {0, "GIF87a"sv, "image/gif"},
    {0, "GIF89a"sv, "image/gif"},
    {8, "WEBP"sv, "image/webp"},
    {8, "WAVE"sv, "audio/wav"},
    {4, "ftypavif"sv, "image/avif"},
    {4, "ftypheic"sv, "image/heic"},
    {4, "ftypmif1"sv, "image/heic"},
    {4, "ftypM4A "sv, "audio/mp4"},
    {4, "ftypqt  "sv, "video/quicktime"},
    {4, "ftyp"sv, "video/mp4"},
    {0, "%PDF-"sv, "application/pdf"},
    {0, "PK\x03\x04"sv, "application/zip"},
    {0, "ID3"sv, "audio/mpeg"},
    {0, "OggS"sv, "audio/ogg"},
    {0, "\x1a\x45\xdf\xa3"sv, "video/webm"},
};

bool fits(const Mark& mark, std::string_view bytes) {
  const bool is_riff = mark.place != 8 || bytes.starts_with("RIFF");
  return is_riff && bytes.size() >= mark.place && bytes.substr(mark.place).starts_with(mark.bytes);
}

// What begins with a tag could be taken for a page.
bool is_plain_text(std::string_view bytes) {
  std::string_view text = bytes.starts_with("\xef\xbb\xbf") ? bytes.substr(3) : bytes;
  const bool has_controls = std::ranges::any_of(text, [](char each) {
    const auto value = static_cast<unsigned char>(each);
    return (value < 0x20 && each != '\t' && each != '\n' && each != '\r' && each != '\f') ||
           value == 0x7f;
  });
  const std::size_t first = text.find_first_not_of(" \t\r\n\f");
  return !has_controls && first != text.npos && text[first] != '<' && is_valid_utf8(text);
}

}  // namespace

std::string_view media_type_of(std::string_view bytes) {
  for (const Mark& mark : marks) {
    if (fits(mark, bytes)) {
      return mark.type;
    }
  }
  return is_plain_text(bytes) ? "text/plain" : "application/octet-stream";
}

}  // namespace kith::conversation
