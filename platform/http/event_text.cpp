// SPDX-License-Identifier: Apache-2.0
#include "http/event_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include <kith/described.h>

namespace kith::http {
namespace {

constexpr std::size_t envelope_bytes = 320;

std::string_view noun_word(Noun noun) {
  const auto index = static_cast<std::size_t>(noun);
  const auto& words = TypeOf<Noun>::type.words;
  return index < words.size() ? words[index] : std::string_view{};
}

/// A line break ends a line of the stream, and JSON allows one between its tokens.
std::string on_one_line(std::string json) {
  std::ranges::replace_if(json, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return json;
}

}  // namespace

void write_event(JsonWriter& json, const store::LoggedEvent& event) {
  const EventHead& head = event.head;
  json.begin_object();
  json.plain_key("sequence");
  json.integer(head.sequence);
  json.plain_key("type");
  json.text(head.type);
  json.plain_key("noun");
  json.plain_text(noun_word(head.noun));
  json.plain_key("subject");
  json.id_number(head.subject);
  if (head.actor) {
    json.plain_key("actor");
    json.id(head.actor);
  }
  if (head.caused_by != 0) {
    json.plain_key("caused_by");
    json.integer(head.caused_by);
  }
  json.plain_key("occurred_at");
  json.time(head.occurred_at);
  json.plain_key("data");
  json.raw(event.body);
  json.end_object();
}

std::string event_frame(const store::LoggedEvent& event) {
  std::string data;
  data.reserve(event.body.size() + envelope_bytes);
  JsonWriter json(data);
  write_event(json, event);
  return fmt::format("id: {}\nevent: {}\ndata: {}\n\n", event.head.sequence, event.head.type,
                     on_one_line(std::move(data)));
}

std::string heartbeat_frame(Sequence sequence) {
  return fmt::format(":\nid: {0}\nevent: heartbeat\ndata: {{\"sequence\":{0}}}\n\n", sequence);
}

std::string reset_frame(Sequence sequence) {
  return fmt::format("id: {0}\nevent: reset\ndata: {{\"sequence\":{0}}}\n\n", sequence);
}

SharedText shared_text(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

}  // namespace kith::http
