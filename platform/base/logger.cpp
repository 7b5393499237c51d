// SPDX-License-Identifier: Apache-2.0
#include "base/logger.h"

#include <cstdio>
#include <memory>
#include <mutex>

#include "base/json_writer.h"

namespace kith {
namespace {

constexpr std::string_view level_words[] = {"debug", "info", "warning", "error"};

}  // namespace

Logger::Logger(const Clock& clock, Level least, Sink sink)
    : clock_(clock), least_(least), sink_(std::move(sink)) {}

void Logger::write(Level level, std::string_view event,
                   std::initializer_list<Member> members) const {
  if (level < least_) {
    return;
  }
  std::string line;
  JsonWriter writer(line);
  writer.begin_object();
  writer.plain_key("ts");
  writer.time(clock_.now());
  writer.plain_key("level");
  writer.plain_text(word_of(level));
  writer.plain_key("event");
  writer.text(event);
  for (const Member& member : members) {
    writer.key(member.name);
    if (const auto* number = std::get_if<std::int64_t>(&member.value)) {
      writer.integer(*number);
    } else {
      writer.text(std::get<std::string_view>(member.value));
    }
  }
  writer.end_object();
  line += '\n';
  sink_(line);
}

void Logger::write_line(Level level, std::string_view line) const {
  if (level >= least_) {
    sink_(std::string(line) + '\n');
  }
}

std::string_view Logger::word_of(Level level) {
  return level_words[static_cast<std::size_t>(level)];
}

Logger::Sink standard_error_sink() {
  return [mutex = std::make_shared<std::mutex>()](std::string_view line) {
    const std::lock_guard lock(*mutex);
    std::fwrite(line.data(), 1, line.size(), stderr);
  };
}

}  // namespace kith
