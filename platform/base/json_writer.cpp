// SPDX-License-Identifier: Apache-2.0
#include "base/json_writer.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstring>

#include "base/rfc3339.h"
#include "base/utf8.h"

namespace kith {

namespace {

constexpr std::uint64_t each_byte = 0x0101010101010101ULL;
constexpr std::uint64_t high_bits = 0x8080808080808080ULL;

/// Whether any of eight bytes needs a look: a control character, '"', '\\' or not ASCII. Each
/// term sets the high bit of such a byte; one that follows it may be named wrongly, which costs
/// time alone.
bool needs_look(std::uint64_t eight) {
  const std::uint64_t controls = eight - each_byte * 0x20;
  const std::uint64_t quotes = (eight ^ (each_byte * '"')) - each_byte;
  const std::uint64_t backslashes = (eight ^ (each_byte * '\\')) - each_byte;
  return ((eight | controls | quotes | backslashes) & high_bits) != 0;
}

bool is_plain(unsigned char byte) {
  return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

std::size_t plain_prefix(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + i, 8);
    if (needs_look(eight)) {
      break;
    }
  }
  while (i < text.size() && is_plain(static_cast<unsigned char>(text[i]))) {
    ++i;
  }
  return i;
}

/// Appends `text` in quotes, which needs no escapes, with a character before and one after it; '\0'
/// is none. One growth for all, because most of what is written is short.
void append_quoted(std::string& out, char before, std::string_view text, char after) {
  const std::size_t old = out.size();
  out.resize_and_overwrite(old + text.size() + 4, [&](char* data, std::size_t) {
    char* at = data + old;
    *at = before;
    at += before == '\0' ? 0 : 1;
    *at++ = '"';
    std::memcpy(at, text.data(), text.size());
    at += text.size();
    *at++ = '"';
    *at = after;
    at += after == '\0' ? 0 : 1;
    return static_cast<std::size_t>(at - data);
  });
}

void append_escaped(std::string& out, unsigned char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\b': out += "\\b"; break;
    case '\f': out += "\\f"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default:
      out += "\\u00";
      out += digits[c >> 4];
      out += digits[c & 15];
  }
}

/// Appends what stands first in `text`, which is not plain, and returns its bytes.
std::size_t append_special(std::string& out, std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) {
    append_escaped(out, first);
    return 1;
  }
  const CodePoint point = first_code_point(text);
  if (point.size == 0) {
    out += "\xEF\xBF\xBD";
    return 1;
  }
  if (point.value == 0x2028 || point.value == 0x2029) {
    out += point.value == 0x2028 ? "\\u2028" : "\\u2029";
  } else {
    out += text.substr(0, point.size);
  }
  return point.size;
}

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  std::size_t plain = plain_prefix(text);
  if (plain == text.size() && plain > 0) {
    append_quoted(out, '\0', text, '\0');
    return;
  }
  out += '"';
  while (plain < text.size()) {
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    text.remove_prefix(append_special(out, text));
    plain = plain_prefix(text);
  }
  out += text;
  out += '"';
}

void append_json_integer(std::string& out, std::int64_t value) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), end.ptr);
}

void JsonWriter::plain_key(std::string_view name) {
  append_quoted(out_, needs_comma_ ? ',' : '\0', name, ':');
  needs_comma_ = false;
}

void JsonWriter::plain_text(std::string_view value) {
  append_quoted(out_, needs_comma_ ? ',' : '\0', value, '\0');
  needs_comma_ = true;
}

void JsonWriter::time(Time value) {
  separate();
  out_ += '"';
  append_rfc3339(out_, value);
  out_ += '"';
}

void JsonWriter::id_number(std::int64_t value) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  plain_text({digits.data(), end.ptr});
}

}  // namespace kith
