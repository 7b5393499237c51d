// SPDX-License-Identifier: Apache-2.0
#include "intake/line_reader.h"

namespace kith::intake {

bool LineReader::next(std::string& line) {
  line.clear();
  is_cut_ = false;
  std::streambuf& bytes = *stream_.rdbuf();
  constexpr int end = std::streambuf::traits_type::eof();
  int byte = bytes.sbumpc();
  if (byte == end) {
    return false;
  }
  for (; byte != end && byte != '\n'; byte = bytes.sbumpc()) {
    if (line.size() < most) {
      line += static_cast<char>(byte);
    } else {
      is_cut_ = true;
    }
  }
  if (line.ends_with('\r')) {
    line.pop_back();
  }
  ++number_;
  return true;
}

void LineReader::skip_to(std::int64_t number) {
  std::string ignored;
  while (number_ < number && next(ignored)) {
  }
}

}  // namespace kith::intake
