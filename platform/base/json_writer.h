// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <kith/id.h>
#include <kith/time.h>

namespace kith {

/// Appends `text` as a JSON string. U+2028 and U+2029 are escaped, '<' and '/' are not; a byte
/// that is not UTF-8 becomes U+FFFD, so that the result is always JSON.
void append_json_text(std::string& out, std::string_view text);
void append_json_integer(std::string& out, std::int64_t value);

/// Writes JSON from left to right into a text that the caller owns; commas come by themselves.
/// Balance of begin and end, and a key before each value of an object, are the caller's. One
/// thread at a time.
class JsonWriter {
 public:
  /// Appends to `out`, which outlives the writer.
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_list() { open('['); }
  void end_list() { close(']'); }

  /// Any text as a key.
  void key(std::string_view name) {
    separate();
    append_json_text(out_, name);
    out_ += ':';
    needs_comma_ = false;
  }
  /// A key that is known to need no escapes, as the name of a member.
  void plain_key(std::string_view name);

  void text(std::string_view value) {
    separate();
    append_json_text(out_, value);
  }
  /// ASCII that is known to need no escapes, as the word of an enumeration.
  void plain_text(std::string_view value);
  void integer(std::int64_t value) {
    separate();
    append_json_integer(out_, value);
  }
  void boolean(bool value) { raw(value ? "true" : "false"); }
  void null() { raw("null"); }
  void time(Time value);
  template <class Noun>
  void id(Id<Noun> value) {
    id_number(value.value);
  }
  void id_number(std::int64_t value);

  /// A value that is JSON already.
  void raw(std::string_view json) {
    separate();
    out_ += json;
  }

 private:
  void separate() {
    if (needs_comma_) {
      out_ += ',';
    }
    needs_comma_ = true;
  }
  void open(char bracket) {
    separate();
    out_ += bracket;
    needs_comma_ = false;
  }
  void close(char bracket) {
    out_ += bracket;
    needs_comma_ = true;
  }

  std::string& out_;
  bool needs_comma_ = false;
};

}  // namespace kith
