// SPDX-License-Identifier: Apache-2.0
#include "http/sample.h"

#include <algorithm>

#include "base/json_writer.h"

namespace kith::http {
namespace {

constexpr int deepest = 6;
constexpr Time some_time{1'700'000'000'000'000};
constexpr std::int64_t some_id = 412;

std::string_view text_of(TextForm form) {
  switch (form) {
    case TextForm::colour: return "#2f6f4f";
    case TextForm::country: return "DE";
    case TextForm::date: return "2024-02-29";
    case TextForm::email: return "anna@example.org";
    case TextForm::host_name: return "mail.example.org";
    case TextForm::iana_zone: return "Europe/Berlin";
    case TextForm::language_tag: return "de";
    case TextForm::time_of_day: return "08:30";
    case TextForm::url: return "https://example.org/help";
    case TextForm::word: return "late-delivery";
    default: return "Text.";
  }
}

class SampleWriter {
 public:
  explicit SampleWriter(std::string& out) : json_(out) {}

  void write(const Type& type, const Limits& limits, int depth) {
    switch (type.kind) {
      case Kind::boolean: json_.boolean(true); break;
      case Kind::integer:
        json_.integer(std::clamp<std::int64_t>(1, limits.minimum, limits.maximum));
        break;
      case Kind::text: write_text(limits); break;
      case Kind::id: json_.id_number(some_id); break;
      case Kind::time: json_.time(some_time); break;
      case Kind::enumeration: json_.plain_text(type.words.front()); break;
      case Kind::list: write_list(type, limits, depth); break;
      case Kind::optional:
      case Kind::change: write(*type.inner[0], limits, depth); break;
      case Kind::object:
        json_.begin_object();
        write_members(type, depth);
        json_.end_object();
        break;
      case Kind::choice:
        json_.begin_object();
        json_.plain_key("kind");
        json_.plain_text(type.words.front());
        write_members(*type.inner[0], depth);
        json_.end_object();
        break;
    }
  }

 private:
  void write_text(const Limits& limits) {
    std::string text(text_of(limits.form));
    if (limits.form == TextForm::none || limits.form == TextForm::any_line) {
      text.resize(std::clamp<std::size_t>(text.size(), limits.min_length, limits.max_length), '.');
    }
    json_.text(text);
  }

  void write_list(const Type& type, const Limits& limits, int depth) {
    json_.begin_list();
    const std::uint32_t count = std::clamp<std::uint32_t>(1, limits.min_items, limits.max_items);
    for (std::uint32_t i = 0; i < count; ++i) {
      write(*type.inner[0], limits, depth);
    }
    json_.end_list();
  }

  void write_members(const Type& type, int depth) {
    for (const Field& field : type.fields) {
      // What may be absent ends a type that holds itself.
      if (depth >= deepest && field.presence != Presence::required) {
        continue;
      }
      json_.key(field.name);
      if (field.example.empty()) {
        write(*field.type, field.limits, depth + 1);
      } else {
        json_.raw(field.example);
      }
    }
  }

  JsonWriter json_;
};

}  // namespace

std::string sample_json(const Type& type) {
  std::string out;
  SampleWriter(out).write(type, Limits{}, 0);
  return out;
}

}  // namespace kith::http
