// SPDX-License-Identifier: Apache-2.0
#include "net/http_head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "net/http_bytes.h"

namespace kith::net {
namespace {

constexpr std::size_t longest_method = 32;
// RFC 9112 asks for patience with at least one empty line before a request; old clients send one
// behind the body of a POST.
constexpr unsigned most_empty_lines = 2;
constexpr std::size_t most_length_digits = 18;

constexpr std::array<std::pair<std::string_view, http::Method>, 7> methods = {{
    {"GET", http::Method::get},
    {"POST", http::Method::post},
    {"HEAD", http::Method::head},
    {"PUT", http::Method::put},
    {"PATCH", http::Method::patch},
    {"DELETE", http::Method::del},
    {"OPTIONS", http::Method::options},
}};

bool is_target_byte(char byte) {
  return byte > 0x20 && byte < 0x7f && byte != '#';
}

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

}  // namespace

bool is_header_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos && is_token(line.substr(0, colon)) &&
         is_field_value(line.substr(colon + 1));
}

HeadState HeadScanner::refuse(int status, std::string_view detail) {
  // The first reason found is the one that is told.
  if (state_ != HeadState::refused) {
    refusal_ = {.status = status, .detail = detail};
    state_ = HeadState::refused;
  }
  return state_;
}

HeadState HeadScanner::scan(std::string_view bytes) {
  while (state_ == HeadState::partial) {
    const std::size_t end = bytes.find('\n', searched_);
    searched_ = std::min(end, bytes.size());
    if (searched_ >= limits_.bytes) {
      return has_request_line_ ? refuse(431, "The headers are too long.")
                               : refuse(414, "The request line is too long.");
    }
    if (end == std::string_view::npos) {
      return check_unfinished_line(bytes.substr(line_start_));
    }
    const std::string_view line = bytes.substr(line_start_, end - line_start_);
    if (!line.ends_with('\r')) {
      return refuse(400, "A line does not end in CR LF.");
    }
    searched_ = line_start_ = end + 1;
    take_line(line.substr(0, line.size() - 1));
  }
  return state_;
}

// What cannot become a request is refused before its line ends, so that a peer that speaks
// another protocol need not be waited for.
HeadState HeadScanner::check_unfinished_line(std::string_view line) {
  if (has_request_line_ || line.empty() || line == "\r") {
    return state_;
  }
  const std::size_t space = std::min(line.find(' '), line.size());
  if (space == 0 || !is_token(line.substr(0, std::min(space, longest_method)))) {
    return refuse(400, "The request does not start with a method.");
  }
  if (space > longest_method) {
    return refuse(501, "The method is not known here.");
  }
  return state_;
}

void HeadScanner::take_line(std::string_view line) {
  if (!has_request_line_ && line.empty()) {
    facts_.skipped = line_start_;
    if (++empty_lines_ > most_empty_lines) {
      refuse(400, "There are empty lines before the request.");
    }
    return;
  }
  if (!has_request_line_) {
    has_request_line_ = true;
    return take_request_line(line);
  }
  if (line.empty()) {
    return finish();
  }
  take_header(line);
}

void HeadScanner::take_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) {
    refuse(400, "The request line is not: method, target, version.");
    return;
  }
  const std::string_view method = line.substr(0, first);
  if (!is_token(method)) {
    refuse(400, "The request does not start with a method.");
    return;
  }
  take_version(line.substr(second + 1));
  take_method(method);
  take_target(line.substr(first + 1, second - first - 1));
}

void HeadScanner::take_version(std::string_view version) {
  if (version == "HTTP/1.1" || version == "HTTP/1.0") {
    facts_.minor_version = version.back() - '0';
    return;
  }
  const bool is_other_version = version.size() == 8 && version.starts_with("HTTP/") &&
                                is_digit(version[5]) && version[6] == '.' && is_digit(version[7]);
  if (is_other_version) {
    refuse(505, "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
  } else {
    refuse(400, "The request line is not: method, target, version.");
  }
}

void HeadScanner::take_method(std::string_view method) {
  if (method == "TRACE" || method == "CONNECT") {
    refuse(405, "This method is not allowed here.");
    return;
  }
  for (const auto& [word, known] : methods) {
    if (word == method) {
      facts_.method = known;
      return;
    }
  }
  refuse(501, "The method is not known here.");
}

void HeadScanner::take_target(std::string_view target) {
  if (target == "*" && facts_.method == http::Method::options) {
    return;
  }
  if (!target.starts_with('/') || !std::ranges::all_of(target, is_target_byte)) {
    refuse(400, "The target must be a path of printable ASCII that starts with a slash.");
  }
}

void HeadScanner::take_header(std::string_view line) {
  if (line.front() == ' ' || line.front() == '\t') {
    refuse(400, "A header is folded over several lines.");
    return;
  }
  if (++facts_.headers > limits_.headers) {
    refuse(431, "There are too many headers.");
    return;
  }
  if (!is_header_line(line)) {
    refuse(400, "A header is malformed.");
    return;
  }
  const std::size_t colon = line.find(':');
  take_framing_header(line.substr(0, colon), trimmed(line.substr(colon + 1)));
}

void HeadScanner::take_framing_header(std::string_view name, std::string_view value) {
  switch (name.size()) {
    case 4: hosts_ += same_word(name, "host") ? 1 : 0; return;
    case 6:
      if (same_word(name, "expect")) {
        facts_.expects_continue = true;
        if (!same_word(value, "100-continue")) {
          refuse(417, "Only 100-continue can be expected here.");
        }
      }
      return;
    case 10:
      if (same_word(name, "connection")) {
        take_connection(value);
      }
      return;
    case 14:
      if (same_word(name, "content-length")) {
        take_content_length(value);
      }
      return;
    case 16:
      // What some clients still send to proxies; Beast minds it as well.
      if (same_word(name, "proxy-connection")) {
        take_connection(value);
      }
      return;
    case 17:
      if (same_word(name, "transfer-encoding")) {
        ++encodings_;
        facts_.framing = Framing::chunked;
        if (!same_word(value, "chunked")) {
          refuse(501, "The only transfer encoding known here is chunked.");
        }
      }
      return;
    default: return;
  }
}

void HeadScanner::take_content_length(std::string_view value) {
  ++lengths_;
  facts_.framing = Framing::length;
  if (value.empty() || value.size() > most_length_digits || !std::ranges::all_of(value, is_digit)) {
    refuse(400, "Content-Length is not a number.");
    return;
  }
  std::from_chars(value.data(), value.data() + value.size(), facts_.content_length);
}

void HeadScanner::take_connection(std::string_view value) {
  for (std::string_view option = next_element(value); !option.empty();
       option = next_element(value)) {
    if (!is_token(option)) {
      refuse(400, "The Connection header is malformed.");
    }
    says_close_ = says_close_ || same_word(option, "close");
    says_keep_alive_ = says_keep_alive_ || same_word(option, "keep-alive");
  }
}

void HeadScanner::finish() {
  facts_.length = line_start_;
  facts_.keep_alive = !says_close_ && (facts_.minor_version == 1 || says_keep_alive_);
  facts_.expects_continue = facts_.expects_continue && facts_.minor_version == 1;
  if (hosts_ != 1) {
    refuse(400, "A request needs exactly one Host.");
  } else if (encodings_ != 0 && facts_.minor_version == 0) {
    refuse(400, "HTTP/1.0 knows no Transfer-Encoding.");
  } else if (lengths_ + encodings_ > 1) {
    refuse(400, "The length of the body is given more than once.");
  } else {
    state_ = HeadState::complete;
  }
}

}  // namespace kith::net
