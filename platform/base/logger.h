// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.h"

namespace kith {

/// The log of the process: one line of JSON for each thing that happened, with ids and figures and
/// never text, names or addresses. Safe from any thread.
class Logger {
 public:
  enum class Level : std::uint8_t { debug, info, warning, error };

  struct Member {
    std::string_view name;
    std::variant<std::int64_t, std::string_view> value;
  };
  using Sink = std::function<void(std::string_view line)>;

  /// Lines below `least` are dropped. `sink` gets each line with its line break; it is called by
  /// one thread at a time.
  Logger(const Clock& clock, Level least, Sink sink);

  void write(Level level, std::string_view event, std::initializer_list<Member> members = {}) const;
  /// Writes a line that somebody else made: a JSON object without its line break.
  void write_line(Level level, std::string_view line) const;
  /// The word for a level in a line.
  static std::string_view word_of(Level level);
  void info(std::string_view event, std::initializer_list<Member> members = {}) const {
    write(Level::info, event, members);
  }
  void warning(std::string_view event, std::initializer_list<Member> members = {}) const {
    write(Level::warning, event, members);
  }
  void error(std::string_view event, std::initializer_list<Member> members = {}) const {
    write(Level::error, event, members);
  }

 private:
  const Clock& clock_;
  Level least_;
  Sink sink_;
};

/// Writes lines to the standard error stream.
Logger::Sink standard_error_sink();

}  // namespace kith
