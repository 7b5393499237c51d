// SPDX-License-Identifier: Apache-2.0
#include "quote.h"

#include <algorithm>

namespace kith::product {
namespace {

bool begins_code_point(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

// Where code point number `count` from `from` begins, or the end.
std::size_t skip(std::string_view text, std::size_t from, std::int64_t count) {
  std::size_t at = from;
  for (; at < text.size(); ++at) {
    if (begins_code_point(text[at]) && count-- == 0) {
      break;
    }
  }
  return at;
}

}  // namespace

std::int64_t code_points(std::string_view text) {
  return std::ranges::count_if(text, &begins_code_point);
}

std::string quote_of(std::string_view text, Place place) {
  const std::size_t begin = skip(text, 0, place.first);
  const std::int64_t length = place.length > 0 ? place.length : longest_quote;
  return std::string(text.substr(begin, skip(text, begin, length) - begin));
}

}  // namespace kith::product
