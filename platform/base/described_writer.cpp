// SPDX-License-Identifier: Apache-2.0
#include "base/described_writer.h"

#include <cstddef>
#include <cstring>
#include <unordered_map>

namespace kith {
namespace {

struct Writing {
  JsonWriter& out;
  Secrets secrets;
  Members wanted = Members::all;

  void members(const Type& type, const void* object);
  void held(const Field& field, const Type& type, const void* value);
  void list(const Type& type, const void* list);
  void choice(const Type& type, const void* choice);
  void value(const Type& type, const void* value);
  void hidden(const Type& type, const void* value);
};

/// What an optional or a change holds; `type` and `value` move to it.
enum class Held : std::uint8_t { something, nothing, null };

Held unwrap(const Type*& type, const void*& value) {
  if (type->kind != Kind::optional && type->kind != Kind::change) {
    return Held::something;
  }
  const std::size_t count = type->access->count(value);
  if (count == 0) {
    return Held::nothing;
  }
  if (type->kind == Kind::change && static_cast<ChangeState>(count) == ChangeState::cleared) {
    return Held::null;
  }
  value = type->access->at(const_cast<void*>(value), 0);
  type = type->inner[0];
  return Held::something;
}

bool is_blank(const Type& type, const void* value) {
  switch (type.kind) {
    case Kind::boolean: return !*static_cast<const bool*>(value);
    case Kind::integer: return integer_value(type, value) == 0;
    case Kind::text: return static_cast<const std::string*>(value)->empty();
    case Kind::id: return *static_cast<const std::int64_t*>(value) == 0;
    case Kind::time: return static_cast<const Time*>(value)->microseconds == 0;
    case Kind::enumeration: return enumeration_index(type, value) == 0;
    case Kind::list: return type.access->count(value) == 0;
    default: return false;
  }
}

// Which members of a new object are blank, a bit each: what is left out must be read as the same.
std::uint64_t blank_when_new(const Type& type) {
  thread_local std::unordered_map<const Type*, std::uint64_t> known;
  const auto [place, is_new] = known.try_emplace(&type, 0);
  if (is_new) {
    void* object = type.access->create();
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      const Field& field = type.fields[i];
      const bool is_left_out =
          field.presence == Presence::defaulted && is_blank(*field.type, field.in(object));
      place->second |= std::uint64_t{is_left_out} << i;
    }
    type.access->destroy(object);
  }
  return place->second;
}

void Writing::hidden(const Type& type, const void* value) {
  if (type.kind == Kind::list) {
    const std::size_t count = type.access->count(value);
    out.begin_list();
    for (std::size_t i = 0; i < count; ++i) {
      out.plain_text("(hidden)");
    }
    out.end_list();
    return;
  }
  const bool empty = static_cast<const std::string*>(value)->empty();
  out.plain_text(empty ? "" : "(hidden)");
}

void Writing::held(const Field& field, const Type& type, const void* value) {
  if (field.secret && secrets == Secrets::hidden) {
    hidden(type, value);
  } else {
    this->value(type, value);
  }
}

void Writing::members(const Type& type, const void* object) {
  std::uint64_t blank = wanted == Members::telling ? blank_when_new(type) : 0;
  for (const Field& field : type.fields) {
    const Type* inner = field.type;
    const void* value = field.in(object);
    const bool may_be_left_out = (blank & 1) != 0;
    blank >>= 1;
    if (may_be_left_out && is_blank(*inner, value)) {
      continue;
    }
    const Held what = unwrap(inner, value);
    if (what == Held::nothing) {
      continue;
    }
    out.plain_key(field.name);
    if (what == Held::null) {
      out.null();
    } else {
      held(field, *inner, value);
    }
  }
}

void Writing::list(const Type& type, const void* list) {
  const Type& inner = *type.inner[0];
  const std::size_t count = type.access->count(list);
  const auto* element = static_cast<const std::byte*>(type.access->at(const_cast<void*>(list), 0));
  out.begin_list();
  for (std::size_t i = 0; i < count; ++i, element += type.size) {
    value(inner, element);
  }
  out.end_list();
}

void Writing::choice(const Type& type, const void* choice) {
  const std::size_t index = type.access->count(choice);
  out.begin_object();
  out.plain_key("kind");
  out.plain_text(type.words[index]);
  members(*type.inner[index], type.access->at(const_cast<void*>(choice), index));
  out.end_object();
}

void Writing::value(const Type& type, const void* value) {
  switch (type.kind) {
    case Kind::boolean: out.boolean(*static_cast<const bool*>(value)); break;
    case Kind::integer: out.integer(integer_value(type, value)); break;
    case Kind::text: out.text(*static_cast<const std::string*>(value)); break;
    case Kind::id: out.id_number(*static_cast<const std::int64_t*>(value)); break;
    case Kind::time: out.time(*static_cast<const Time*>(value)); break;
    case Kind::enumeration: {
      const std::size_t index = enumeration_index(type, value);
      out.plain_text(index < type.words.size() ? type.words[index] : "");
      break;
    }
    case Kind::list: list(type, value); break;
    case Kind::object:
      out.begin_object();
      members(type, value);
      out.end_object();
      break;
    case Kind::choice: choice(type, value); break;
    case Kind::optional:
    case Kind::change: break;  // stand only directly as a member, where they are unwrapped
  }
}

}  // namespace

std::int64_t integer_value(const Type& type, const void* value) {
  return type.size == 4 ? *static_cast<const std::int32_t*>(value)
                        : *static_cast<const std::int64_t*>(value);
}

std::size_t enumeration_index(const Type& type, const void* value) {
  std::uint64_t index = 0;
  std::memcpy(&index, value, type.size);  // little-endian, as every machine kith runs on
  return static_cast<std::size_t>(index);
}

void write_json(JsonWriter& writer, const Type& type, const void* value, Secrets secrets) {
  Writing{writer, secrets}.value(type, value);
}

void write_member(JsonWriter& writer, const Field& field, const void* object, Secrets secrets) {
  const Type* inner = field.type;
  const void* value = field.in(object);
  if (unwrap(inner, value) == Held::something) {
    Writing{writer, secrets}.held(field, *inner, value);
  } else {
    writer.null();
  }
}

void write_json(std::string& out, const Type& type, const void* value, Secrets secrets,
                Members members) {
  JsonWriter writer(out);
  Writing{writer, secrets, members}.value(type, value);
}

}  // namespace kith
