// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace kith::simulation {

/// What happened in a run, line by line: all of it as one hash, by which two runs are the same or
/// not, and the newest lines for whoever looks for the reason of a failure.
class Trace {
 public:
  void note(std::string line) {
    for (const char letter : line) {
      hash_ = (hash_ ^ static_cast<unsigned char>(letter)) * prime;
    }
    hash_ = (hash_ ^ '\n') * prime;
    if (lines_.size() == kept) {
      lines_.pop_front();
    }
    lines_.push_back(std::move(line));
  }

  std::uint64_t hash() const { return hash_; }
  const std::deque<std::string>& newest() const { return lines_; }

 private:
  static constexpr std::uint64_t prime = 0x100000001b3;  // FNV-1a
  static constexpr std::size_t kept = 60;

  std::uint64_t hash_ = 0xcbf29ce484222325;
  std::deque<std::string> lines_;
};

}  // namespace kith::simulation
