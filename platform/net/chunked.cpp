// SPDX-License-Identifier: Apache-2.0
#include "net/chunked.h"

#include <algorithm>
#include <charconv>

#include "net/http_bytes.h"

namespace kith::net {
namespace {

constexpr std::size_t longest_line = 1024;
constexpr std::size_t most_extra_bytes = 8 * 1024;
constexpr std::size_t most_trailers = 32;
constexpr std::size_t most_size_digits = 15;  // below 2^60, so that sums cannot overflow

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
  const auto parsed = std::from_chars(digits.data(), end, left_, 16);
  if (digits.empty() || digits.size() > most_size_digits || parsed.ptr != end ||
      !is_field_value(extension)) {
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
  } else if (!is_header_line(line_)) {
    refuse(400, "A trailer is malformed.");
  }
}

}  // namespace kith::net
