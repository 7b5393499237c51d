// SPDX-License-Identifier: Apache-2.0
#include "base/described_document.h"

#include <cstring>
#include <new>
#include <string>
#include <utility>

#include "base/described_words.h"
#include "base/json_skip.h"

namespace kith {

namespace {

namespace ondemand = simdjson::ondemand;

/// `raw` stands behind an opening quote. A name has at most 63 bytes, so that the comparison stays
/// within the document and its padding.
bool raw_equals(const char* raw, std::string_view name) {
  return std::memcmp(raw, name.data(), name.size()) == 0 && raw[name.size()] == '"';
}

/// What stands behind an opening quote up to the closing one, where it needs no unescaping.
std::optional<std::string_view> plain_text(const char* raw) {
  const std::size_t end = std::strcspn(raw, "\"\\");
  return raw[end] == '"' ? std::optional(std::string_view(raw, end)) : std::nullopt;
}

/// A document that also says whether the parser found room for its texts, which the parser itself
/// does not.
class Document : public ondemand::document {
 public:
  /// That memory ran out is no fault of the input.
  simdjson::error_code begin(ondemand::parser& parser, simdjson::padded_string_view json) {
    const auto error = parser.iterate(json).get(static_cast<ondemand::document&>(*this));
    const bool has_no_room = error == simdjson::SUCCESS && iter.string_buf_loc() == nullptr;
    if (error == simdjson::MEMALLOC || has_no_room) {
      throw std::bad_alloc();
    }
    return error;
  }
};

}  // namespace

void DocumentReading::read(simdjson::padded_string_view json, const Type& type, void* out,
                           std::uint64_t& given, Missing missing) {
  const InputPath root = InputPath::root();
  Document document;
  Object object;
  if (const auto error = document.begin(parser_, json)) {
    (void)broken(error, root);
    return;
  }
  if (const auto error = document.get_object().get(object)) {
    if (error == simdjson::INCORRECT_TYPE) {
      (void)complain(root, {"type", "Must be " + described_words(type, {}) + "."});
    } else {
      (void)broken(error, root);
    }
    return;
  }
  Step step = Step::go_on;
  if (type.kind == Kind::choice) {
    step = choice(object, type, out, root);
  } else {
    Members all{.type = type, .out = out, .path = root, .given = given, .elsewhere = given};
    step = members(object, all);
    given = all.given;
    if (step == Step::go_on && missing == Missing::is_fault) {
      add_missing_fields(faults_, root, type, given);
    }
  }
  if (step == Step::go_on && document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
    (void)broken(simdjson::TRAILING_CONTENT, root);
  }
}

void DocumentReading::read_element(simdjson::padded_string_view json, const Field& field,
                                   void* out) {
  const InputPath root = InputPath::root();
  Document document;
  ondemand::array list;
  auto error = document.begin(parser_, json);
  error = error ? error : document.get_array().get(list);
  if (error) {
    (void)broken(error, root);
    return;
  }
  std::size_t count = 0;
  for (auto each : list) {
    Value element;
    error = std::move(each).get(element);
    if (error || ++count > 1) {
      break;
    }
    if (value(element, *field.type, field.limits, out, root) == Step::stop) {
      return;
    }
  }
  if (error || count != 1 || document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
    (void)broken(error ? error : simdjson::TRAILING_CONTENT, root);
  }
}

DocumentReading::Step DocumentReading::object(Object& object, const Type& type, void* out,
                                              const InputPath& path) {
  Members all{.type = type, .out = out, .path = path};
  const Step step = members(object, all);
  if (step == Step::go_on) {
    add_missing_fields(faults_, path, type, all.given);
    return after_fault();
  }
  return step;
}

/// Finds the word of "kind", wherever it stands, without touching the parser's buffer of unescaped
/// texts: that is sized for reading each text once.
DocumentReading::FoundKind DocumentReading::find_kind(Object& object, const Type& type) {
  for (auto each : object) {
    JsonField field;
    if (const auto error = std::move(each).get(field)) {
      return {.error = error};
    }
    if (!raw_equals(field.key().raw(), "kind")) {
      continue;
    }
    ondemand::raw_json_string raw;
    if (const auto error = field.value().get_raw_json_string().get(raw)) {
      return {.error = error == simdjson::INCORRECT_TYPE ? simdjson::SUCCESS : error};
    }
    for (std::size_t i = 0; i < type.words.size(); ++i) {
      if (raw_equals(raw.raw(), type.words[i])) {
        return {.index = i};
      }
    }
    break;
  }
  return {};
}

DocumentReading::Step DocumentReading::choice(Object& object, const Type& type, void* out,
                                              const InputPath& path) {
  const FoundKind found = find_kind(object, type);
  const auto error = found.error ? found.error : object.reset().error();
  if (error) {
    return broken(error, path);
  }
  if (!found.index) {
    faults_.add(path.member("kind"), "one_of", "Must be one of: " + joined_words(type) + ".");
    return skip_members(object, path);
  }
  Members all{.type = *type.inner[*found.index],
              .out = type.access->add(out, *found.index),
              .path = path,
              .awaits_kind = true};
  const Step step = members(object, all);
  if (step == Step::go_on) {
    add_missing_fields(faults_, path, all.type, all.given);
    return after_fault();
  }
  return step;
}

DocumentReading::Step DocumentReading::skip_members(Object& object, const InputPath& path) {
  for (auto each : object) {
    JsonField field;
    if (const auto error = std::move(each).get(field)) {
      return broken(error, path);
    }
    if (skip(field.value(), path) == Step::stop) {
      return Step::stop;
    }
  }
  return after_fault();
}

DocumentReading::Step DocumentReading::members(Object& object, Members& members) {
  if (members.path.depth() >= deepest_json) {
    return broken(simdjson::DEPTH_ERROR, members.path);
  }
  for (auto each : object) {
    JsonField field;
    if (const auto error = std::move(each).get(field)) {
      return broken(error, members.path);
    }
    if (member(field, members) == Step::stop) {
      return Step::stop;
    }
  }
  return Step::go_on;
}

DocumentReading::Step DocumentReading::member(JsonField& field, Members& members) {
  const std::span<const Field> fields = members.type.fields;
  const char* raw = field.key().raw();
  // Most inputs are in the order of the description: look there first, then from the start.
  if (members.expected < fields.size() && raw_equals(raw, fields[members.expected].name)) {
    return known_member(field.value(), members, members.expected);
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (raw_equals(raw, fields[i].name)) {
      return known_member(field.value(), members, i);
    }
  }
  if (const std::optional<std::string_view> name = plain_text(raw)) {
    return other_member(field.value(), members, *name);
  }
  std::string_view name;
  if (const auto error = field.unescaped_key().get(name)) {
    return broken(error, members.path);
  }
  if (holds_surrogate(name)) {
    return broken(simdjson::STRING_ERROR, members.path);
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == name) {
      return known_member(field.value(), members, i);
    }
  }
  return other_member(field.value(), members, name);
}

DocumentReading::Step DocumentReading::known_member(Value value, Members& members,
                                                    std::size_t index) {
  const Field& field = members.type.fields[index];
  const std::uint64_t bit = std::uint64_t{1} << index;
  const InputPath path = members.path.member(field.name);
  members.expected = index + 1;
  if ((members.given & bit) != 0) {
    const bool elsewhere = (members.elsewhere & bit) != 0;
    faults_.add(path, "duplicate_field",
                elsewhere ? "Is given by the address already; leave it out here."
                          : "Must be given only once.");
    return skip(value, path);
  }
  members.given |= bit;
  return this->value(value, *field.type, field.limits, field.in(members.out), path);
}

DocumentReading::Step DocumentReading::other_member(Value value, Members& members,
                                                    std::string_view name) {
  const InputPath path = members.path.member(name);
  if (members.awaits_kind && name == "kind") {
    members.awaits_kind = false;
    members.has_kind = true;
  } else if (members.has_kind && name == "kind") {
    faults_.add(path, "duplicate_field", "Must be given only once.");
  } else if (strictness_ == Strictness::strict) {
    add_unknown_field(faults_, members.path, members.type, name);
  }
  return skip(value, path);
}

}  // namespace kith
