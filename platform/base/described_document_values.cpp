// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <string>
#include <utility>

#include "base/described_document.h"
#include "base/described_words.h"
#include "base/json_skip.h"

namespace kith {

namespace {

namespace ondemand = simdjson::ondemand;
using ondemand::json_type;

std::string_view type_words(json_type type) {
  switch (type) {
    case json_type::array: return "a list";
    case json_type::object: return "an object";
    case json_type::number: return "a number";
    case json_type::string: return "a text";
    case json_type::boolean: return "true or false";
    case json_type::null: return "null";
  }
  return "something else";
}

}  // namespace

DocumentReading::Step DocumentReading::value(Value value, const Type& type, const Limits& limits,
                                             void* out, const InputPath& path) {
  switch (type.kind) {
    case Kind::boolean: return boolean(value, type, limits, out, path);
    case Kind::integer: return integer(value, type, limits, out, path);
    case Kind::text:
    case Kind::id:
    case Kind::time:
    case Kind::enumeration: return text(value, type, limits, out, path);
    case Kind::list: return list(value, type, limits, out, path);
    case Kind::optional:
      return this->value(value, *type.inner[0], limits, type.access->add(out, 0), path);
    case Kind::change: return change(value, type, limits, out, path);
    case Kind::object:
    case Kind::choice: break;
  }
  Object object;
  if (const auto error = value.get_object().get(object)) {
    return error == simdjson::INCORRECT_TYPE ? wrong_type(value, type, limits, path)
                                             : broken(error, path);
  }
  return type.kind == Kind::object ? this->object(object, type, out, path)
                                   : choice(object, type, out, path);
}

DocumentReading::Step DocumentReading::list(Value value, const Type& type, const Limits& limits,
                                            void* out, const InputPath& path) {
  ondemand::array list;
  if (const auto error = value.get_array().get(list)) {
    return error == simdjson::INCORRECT_TYPE ? wrong_type(value, type, limits, path)
                                             : broken(error, path);
  }
  if (path.depth() >= deepest_json) {
    return broken(simdjson::DEPTH_ERROR, path);
  }
  const Type& inner = *type.inner[0];
  type.access->clear(out);  // what is given replaces the member's own initialiser
  std::size_t count = 0;
  for (auto each : list) {
    Value element;
    if (const auto error = std::move(each).get(element)) {
      return broken(error, path);
    }
    const InputPath at = path.element(count++);
    // What is over the limit is counted and not kept.
    const bool over = strictness_ == Strictness::strict && count > limits.max_items;
    const Step step = over ? skip(element, at)
                           : this->value(element, inner, limits, type.access->add(out, 0), at);
    if (step == Step::stop) {
      return step;
    }
  }
  return complain(path, check_count(count, type, limits, strictness_));
}

DocumentReading::Step DocumentReading::change(Value value, const Type& type, const Limits& limits,
                                              void* out, const InputPath& path) {
  bool null = false;
  if (const auto error = value.is_null().get(null)) {
    return broken(error, path);
  }
  if (null) {
    type.access->clear(out);
    return Step::go_on;
  }
  return this->value(value, *type.inner[0], limits, type.access->add(out, 0), path);
}

DocumentReading::Step DocumentReading::integer(Value value, const Type& type, const Limits& limits,
                                               void* out, const InputPath& path) {
  std::int64_t number = 0;
  if (!value.get_int64().get(number)) {
    return complain(path, store_integer(number, type, limits, strictness_, out));
  }
  json_type actual{};
  double real = 0;
  if (value.type().get(actual) || actual != json_type::number) {
    return wrong_type(value, type, limits, path);
  }
  if (const auto error = value.get_double().get(real)) {
    return broken(error, path);
  }
  const bool huge = std::abs(real) >= 9e15;
  return complain(path, {huge ? "range" : "type",
                         fmt::format("Must be {}{}.", described_words(type, limits),
                                     huge ? "" : ", written without '.' and exponent")});
}

DocumentReading::Step DocumentReading::text(Value value, const Type& type, const Limits& limits,
                                            void* out, const InputPath& path) {
  std::string_view text;
  if (const auto error = value.get_string().get(text)) {
    return error == simdjson::INCORRECT_TYPE ? wrong_type(value, type, limits, path)
                                             : broken(error, path);
  }
  if (holds_surrogate(text)) {
    return broken(simdjson::STRING_ERROR, path);
  }
  return complain(path, store_text(text, type, limits, strictness_, out));
}

DocumentReading::Step DocumentReading::boolean(Value value, const Type& type, const Limits& limits,
                                               void* out, const InputPath& path) {
  if (!value.get_bool().get(*static_cast<bool*>(out))) {
    return Step::go_on;
  }
  return wrong_type(value, type, limits, path);
}

DocumentReading::Step DocumentReading::wrong_type(Value value, const Type& type,
                                                  const Limits& limits, const InputPath& path) {
  json_type actual{};
  if (const auto error = value.type().get(actual)) {
    return broken(error, path);
  }
  if (skip(value, path) == Step::stop) {
    return Step::stop;
  }
  const std::string words = described_words(type, limits);
  return complain(
      path, {"type", actual == json_type::null
                         ? fmt::format("Must be {}; leave it out instead of null.", words)
                         : fmt::format("Must be {}; this is {}.", words, type_words(actual))});
}

DocumentReading::Step DocumentReading::skip(Value value, const InputPath& path) {
  const auto error = skip_json(value, path.depth());
  return error ? broken(error, path) : after_fault();
}

DocumentReading::Step DocumentReading::complain(const InputPath& path, Complaint complaint) {
  if (!complaint) {
    return Step::go_on;
  }
  faults_.add(path, complaint.code, std::move(complaint.message));
  return after_fault();
}

DocumentReading::Step DocumentReading::broken(simdjson::error_code error, const InputPath& path) {
  if (error == simdjson::DEPTH_ERROR) {
    faults_.add(path, "nesting", fmt::format("Must not nest deeper than {} levels.", deepest_json));
  } else {
    faults_.add(path, "syntax", fmt::format("This is not JSON: {}.", syntax_words(error)));
  }
  return Step::stop;
}

}  // namespace kith
