// SPDX-License-Identifier: Apache-2.0
#include "base/json_skip.h"

#include <utility>

namespace kith {

namespace {

namespace ondemand = simdjson::ondemand;
using ondemand::json_type;

simdjson::error_code skip_text(simdjson::simdjson_result<std::string_view> result) {
  std::string_view text;
  if (const auto error = std::move(result).get(text)) {
    return error;
  }
  return holds_surrogate(text) ? simdjson::STRING_ERROR : simdjson::SUCCESS;
}

simdjson::error_code skip_object(ondemand::value value, std::size_t depth) {
  ondemand::object object;
  if (const auto error = value.get_object().get(object)) {
    return error;
  }
  for (auto each : object) {
    ondemand::field field;
    if (const auto error = std::move(each).get(field)) {
      return error;
    }
    if (const auto error = skip_text(field.unescaped_key())) {
      return error;
    }
    if (const auto error = skip_json(field.value(), depth + 1)) {
      return error;
    }
  }
  return simdjson::SUCCESS;
}

simdjson::error_code skip_list(ondemand::value value, std::size_t depth) {
  ondemand::array list;
  if (const auto error = value.get_array().get(list)) {
    return error;
  }
  for (auto each : list) {
    ondemand::value element;
    if (const auto error = std::move(each).get(element)) {
      return error;
    }
    if (const auto error = skip_json(element, depth + 1)) {
      return error;
    }
  }
  return simdjson::SUCCESS;
}

simdjson::error_code skip_null(ondemand::value value) {
  bool null = false;
  const auto error = value.is_null().get(null);
  return error ? error : null ? simdjson::SUCCESS : simdjson::TAPE_ERROR;
}

}  // namespace

simdjson::error_code skip_json(ondemand::value value, std::size_t depth) {
  if (depth > deepest_json) {
    return simdjson::DEPTH_ERROR;
  }
  json_type type{};
  if (const auto error = value.type().get(type)) {
    return error;
  }
  switch (type) {
    case json_type::object: return skip_object(value, depth);
    case json_type::array: return skip_list(value, depth);
    case json_type::string: return skip_text(value.get_string());
    case json_type::number: return value.get_double().error();
    case json_type::boolean: return value.get_bool().error();
    case json_type::null: return skip_null(value);
  }
  return simdjson::TAPE_ERROR;
}

bool holds_surrogate(std::string_view text) {
  std::size_t at = text.find('\xED');
  while (at != std::string_view::npos) {
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0) {
      return true;
    }
    at = text.find('\xED', at + 1);
  }
  return false;
}

std::string_view syntax_words(simdjson::error_code error) {
  switch (error) {
    case simdjson::EMPTY: return "there is nothing";
    case simdjson::UTF8_ERROR: return "text must be UTF-8";
    case simdjson::UNESCAPED_CHARS: return "a control character in a text must be escaped";
    case simdjson::UNCLOSED_STRING: return "a text is not closed";
    case simdjson::STRING_ERROR: return "a text holds an escape that JSON does not have";
    case simdjson::NUMBER_ERROR: return "a number is malformed or too large";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT: return "an object or a list is not closed";
    case simdjson::TRAILING_CONTENT: return "something stands after the end";
    case simdjson::CAPACITY: return "it is too long";
    default: return "a comma, colon, bracket or value is missing or misplaced";
  }
}

}  // namespace kith
