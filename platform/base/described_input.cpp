// SPDX-License-Identifier: Apache-2.0
#include "base/described_input.h"

#include <charconv>
#include <string>
#include <utility>

#include "base/described_faults.h"
#include "base/described_words.h"
#include "base/text_form.h"
#include "base/utf8.h"

namespace kith {

namespace {

bool is_scalar(const Type& type) {
  return type.kind != Kind::object && type.kind != Kind::choice && type.kind != Kind::list;
}

Complaint store_boolean(std::string_view text, void* out) {
  if (text != "true" && text != "false") {
    return {"type", "Must be true or false."};
  }
  *static_cast<bool*>(out) = text == "true";
  return {};
}

Complaint store_number(std::string_view text, const Type& type, const Limits& limits, void* out) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  std::int64_t value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = !text.empty() && end.ptr == text.data() + text.size();
  if (!whole || (digits.size() > 1 && digits[0] == '0')) {
    return {"type", "Must be " + described_words(type, limits) + "."};
  }
  if (end.ec == std::errc::result_out_of_range) {
    return {"range", "Must be " + described_words(type, limits) + "."};
  }
  return store_integer(value, type, limits, Strictness::strict, out);
}

Complaint store_scalar(std::string_view text, const Type& type, const Limits& limits, void* out) {
  switch (type.kind) {
    case Kind::boolean: return store_boolean(text, out);
    case Kind::integer: return store_number(text, type, limits, out);
    default: break;
  }
  if (!is_valid_utf8(text)) {
    return {"characters", "Must be UTF-8."};
  }
  return store_text(text, type, limits, Strictness::strict, out);
}

/// Parameters on their way into one object.
class ParameterReading {
 public:
  ParameterReading(const Type& type, void* out, FaultList& faults)
      : type_(type), out_(out), faults_(faults) {}

  /// One source after the other; the bits of `given` are members that an earlier one gave.
  void read(std::span<const InputParameter> parameters, std::uint64_t& given);

 private:
  enum class Turn : std::uint8_t { first, later };

  void read_one(const InputParameter& parameter, const Field& field, Turn turn);
  void read_list(const InputParameter& parameter, const Field& field, const InputPath& path);
  void add_element(std::string_view text, const Field& field, const InputPath& path);
  void check_lists(std::uint64_t read);
  void complain(const InputPath& path, Complaint complaint) {
    if (complaint) {
      faults_.add(path, complaint.code, std::move(complaint.message));
    }
  }
  /// An empty list in place of the member's own initialiser.
  void begin_list(const Field& field) {
    void* member = field.in(out_);
    const bool held = &held_type(*field.type) != field.type;
    held ? static_cast<void>(field.type->access->add(member, 0))
         : field.type->access->clear(member);
  }
  void* list_of(const Field& field) {
    void* member = field.in(out_);
    const bool held = &held_type(*field.type) != field.type;
    return held ? field.type->access->at(member, 0) : member;
  }

  const Type& type_;
  void* out_;
  FaultList& faults_;
  InputPath root_ = InputPath::root();
};

void ParameterReading::read(std::span<const InputParameter> parameters, std::uint64_t& given) {
  const std::uint64_t earlier = given;
  for (const InputParameter& parameter : parameters) {
    std::size_t index = 0;
    while (index < type_.fields.size() && type_.fields[index].name != parameter.name) {
      ++index;
    }
    if (index == type_.fields.size()) {
      add_unknown_field(faults_, root_, type_, parameter.name);
      continue;
    }
    const std::uint64_t bit = std::uint64_t{1} << index;
    if ((earlier & bit) != 0) {
      faults_.add(root_.member(parameter.name), "duplicate_field",
                  "Is given by the path already; leave it out of the query.");
      continue;
    }
    read_one(parameter, type_.fields[index], (given & bit) == 0 ? Turn::first : Turn::later);
    given |= bit;
  }
  check_lists(given & ~earlier);
}

void ParameterReading::read_one(const InputParameter& parameter, const Field& field, Turn turn) {
  const InputPath path = root_.member(field.name);
  const Type& whole = held_type(*field.type);
  if (!fits_parameter(field)) {
    faults_.add(path, "type", "Cannot be given in an address.");
  } else if (whole.kind == Kind::list) {
    if (turn == Turn::first) {
      begin_list(field);
    }
    read_list(parameter, field, path);
  } else if (turn == Turn::later) {
    faults_.add(path, "duplicate_field", "Must be given only once.");
  } else {
    void* member = field.in(out_);
    void* value = &whole == field.type ? member : field.type->access->add(member, 0);
    complain(path, store_scalar(parameter.value, whole, field.limits, value));
  }
}

void ParameterReading::read_list(const InputParameter& parameter, const Field& field,
                                 const InputPath& path) {
  const Type& element = *held_type(*field.type).inner[0];
  const bool text = element.kind == Kind::text;
  if (text && text_form_rule(field.limits.form).may_hold_comma) {
    add_element(parameter.value, field, path);
    return;
  }
  std::string_view rest = parameter.value;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    add_element(rest.substr(0, comma), field, path);
    if (comma == std::string_view::npos) {
      return;
    }
    rest.remove_prefix(comma + 1);
    if (rest.empty()) {
      add_element(rest, field, path);
    }
  }
}

void ParameterReading::add_element(std::string_view text, const Field& field,
                                   const InputPath& path) {
  const Type& whole = held_type(*field.type);
  void* list = list_of(field);
  const std::size_t index = whole.access->count(list);
  complain(path.element(index),
           store_scalar(text, *whole.inner[0], field.limits, whole.access->add(list, index)));
}

void ParameterReading::check_lists(std::uint64_t read) {
  for (std::size_t i = 0; i < type_.fields.size(); ++i) {
    const Field& field = type_.fields[i];
    const Type& whole = held_type(*field.type);
    if ((read >> i & 1) != 0 && whole.kind == Kind::list && fits_parameter(field)) {
      const std::size_t count = whole.access->count(list_of(field));
      complain(root_.member(field.name),
               check_count(count, whole, field.limits, Strictness::strict));
    }
  }
}

}  // namespace

bool fits_parameter(const Field& field) {
  const Type& whole = held_type(*field.type);
  return is_scalar(whole) || (whole.kind == Kind::list && is_scalar(*whole.inner[0]));
}

Result<void> read_parameters(std::span<const InputParameter> parameters, const Type& type,
                             void* out) {
  FaultList faults;
  std::uint64_t given = 0;
  ParameterReading(type, out, faults).read(parameters, given);
  add_missing_fields(faults, InputPath::root(), type, given);
  return faults.take_result();
}

Result<void> read_input(JsonReader& reader, const InputSources& sources, const Type& type,
                        void* out) {
  if (type.kind == Kind::choice) {
    return reader.read(sources.body, type, out);
  }
  FaultList faults;
  std::uint64_t given = 0;
  ParameterReading parameters(type, out, faults);
  parameters.read(sources.path, given);
  parameters.read(sources.query, given);
  if (sources.body_use == BodyUse::none && !sources.body.empty()) {
    faults.add(InputPath::root(), "body", "This request takes no body.");
  }
  if (sources.body_use == BodyUse::json && !sources.body.empty()) {
    reader.read_rest(sources.body, type, out, given, faults);
  }
  add_missing_fields(faults, InputPath::root(), type, given);
  return faults.take_result();
}

}  // namespace kith
