// SPDX-License-Identifier: Apache-2.0
#include "net/chunked.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "net/http_bytes.h"

namespace kith::net {
namespace {

constexpr std::size_t longest_line = 1024;
constexpr std::size_t most_extra_bytes = std::size_t{8} * 1024;
constexpr std::size_t most_trailers = 32;
constexpr std::size_t most_size_digits = 15;  // below 2^60, so that sums cannot overflow

// The length of one ";name", ";name=value" or ";name=\"value\"" at the start of `text`, 0 if there
// is none. Blanks between its parts and escapes within quotes, which the standard allows and nobody
// sends, are not taken: readers differ on them.
std::size_t extension_length(std::string_view text) {
  const auto end_of_token = [&](std::size_t from) {
    while (from < text.size() && is_token_byte(text[from])) {
      ++from;
    }
    return from;
  };
  const std::size_t name_end = end_of_token(1);
  if (!text.starts_with(';') || name_end == 1 || !text.substr(name_end).starts_with('=')) {
    return text.starts_with(';') && name_end > 1 ? name_end : 0;
  }
  const std::size_t value = name_end + 1;
  if (!text.substr(value).starts_with('"')) {
    const std::size_t value_end = end_of_token(value);
    return value_end > value ? value_end : 0;
  }
  const std::size_t quote = text.find('"', value + 1);
  const std::string_view quoted = text.substr(value + 1, quote - value - 1);
  const bool is_whole = quote != std::string_view::npos && !quoted.contains('\\');
  return is_whole && is_field_value(quoted) ? quote + 1 : 0;
}

bool are_extensions(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = extension_length(text);
    if (length == 0) {
      return false;
    }
    text.remove_prefix(length);
  }
  return true;
}

// Whether a trailer comes too late to say what it says.
bool frames_message(std::string_view line) {
  constexpr std::array<std::string_view, 6> names = {
      "transfer-encoding", "content-length", "host", "connection", "proxy-connection", "upgrade"};
  const std::string_view name = line.substr(0, line.find(':'));
  return std::ranges::any_of(names, [&](std::string_view own) { return same_word(own, name); });
}

}  // namespace

void ChunkDecoder::refuse(int status, std::string_view detail) {
  refusal_ = {.status = status, .detail = detail};
  state_ = ChunkState::refused;
}

ChunkState ChunkDecoder::decode(std::string_view& input, std::string& body,
                                std::size_t most_body_bytes) {
  while (state_ == ChunkState::more && !input.empty()) {
    if (expects_ == Expects::data) {
      take_data(input, body);
      continue;
    }
    if (!take_line(input)) {
      continue;
    }
    switch (expects_) {
      case Expects::size_line: read_size_line(most_body_bytes - body.size()); break;
      case Expects::trailer: read_trailer(); break;
      default:
        expects_ = Expects::size_line;
        if (!line_.empty()) {
          refuse(400, "A chunk is not as long as it says.");
        }
    }
    line_.clear();
  }
  return state_;
}

// True when `line_` holds a whole line, without its end.
bool ChunkDecoder::take_line(std::string_view& input) {
  const std::size_t end = input.find('\n');
  const std::size_t taken = end == std::string_view::npos ? input.size() : end + 1;
  // Behind a chunk's data nothing but CR LF can stand, so nothing else is waited for.
  const std::size_t room = expects_ == Expects::data_end ? 2 : longest_line;
  if (line_.size() + taken > room) {
    refuse(400, expects_ == Expects::data_end ? "A chunk is not as long as it says."
                                              : "A line of the chunked body is too long.");
    return false;
  }
  line_.append(input.substr(0, taken));
  input.remove_prefix(taken);
  if (end == std::string_view::npos) {
    return false;
  }
  if (!line_.ends_with("\r\n")) {
    refuse(400, "A line of the chunked body does not end in CR LF.");
    return false;
  }
  line_.resize(line_.size() - 2);
  return true;
}

void ChunkDecoder::take_data(std::string_view& input, std::string& body) {
  const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size()));
  body.append(input.substr(0, taken));
  input.remove_prefix(taken);
  left_ -= taken;
  if (left_ == 0) {
    expects_ = Expects::data_end;
  }
}

void ChunkDecoder::read_size_line(std::size_t room) {
  const std::string_view line = line_;
  const std::string_view digits = line.substr(0, line.find(';'));
  const std::string_view extension = line.substr(digits.size());
  extras_ += extension.size();
  const char* const end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), left_, 16);
  if (digits.empty() || digits.size() > most_size_digits || parsed.ptr != end ||
      !are_extensions(extension)) {
    refuse(400, "The size of a chunk is malformed.");
  } else if (extras_ > most_extra_bytes) {
    refuse(400, "The extensions of the chunks are too long.");
  } else if (left_ > room) {
    refuse(413, "The body is longer than is taken here.");
  } else {
    expects_ = left_ == 0 ? Expects::trailer : Expects::data;
  }
}

void ChunkDecoder::read_trailer() {
  if (line_.empty()) {
    state_ = ChunkState::complete;
    return;
  }
  extras_ += line_.size();
  if (++trailers_ > most_trailers || extras_ > most_extra_bytes) {
    refuse(431, "The trailers are too long.");
  } else if (!is_header_line(line_) || frames_message(line_)) {
    refuse(400, "A trailer is malformed.");
  }
}

}  // namespace kith::net
