// SPDX-License-Identifier: Apache-2.0
#pragma once

// The machinery behind <kith/described.h>; include that one.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include <kith/change.h>
#include <kith/id.h>
#include <kith/time.h>
#include <kith/type.h>
#include <kith/type_name.h>

namespace kith::detail {

template <class M>
struct MemberOf;
template <class Owner, class T>
struct MemberOf<T Owner::*> {
  using owner = Owner;
  using type = T;
};

template <auto Member>
void* member_address(void* object) {
  return &(static_cast<typename MemberOf<decltype(Member)>::owner*>(object)->*Member);
}

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_change = false;
template <class T>
inline constexpr bool is_change<Change<T>> = true;
template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;
template <class T>
inline constexpr bool is_choice = false;
template <class... T>
inline constexpr bool is_choice<std::variant<T...>> = true;
template <class T>
inline constexpr bool is_id = false;
template <class Noun>
inline constexpr bool is_id<Id<Noun>> = true;

/// T without optional and Change around it, and then without the list.
template <class T>
struct Held {
  using type = T;
};
template <class T>
struct Held<std::optional<T>> {
  using type = T;
};
template <class T>
struct Held<Change<T>> {
  using type = T;
};
template <class T>
struct Element {
  using type = T;
};
template <class T>
struct Element<std::vector<T>> {
  using type = T;
};

template <class T, class Option>
constexpr bool option_fits() {
  using Whole = typename Held<T>::type;
  using Core = typename Element<Whole>::type;
  if constexpr (std::is_same_v<Option, length> || std::is_same_v<Option, TextForm> ||
                std::is_same_v<Option, Secret>) {
    return std::is_same_v<Core, std::string>;
  } else if constexpr (std::is_same_v<Option, range>) {
    return std::is_same_v<Core, std::int32_t> || std::is_same_v<Core, std::int64_t>;
  } else if constexpr (std::is_same_v<Option, items>) {
    return is_list<Whole>;
  } else if constexpr (std::is_same_v<Option, Defaults>) {
    return !is_optional<T> && !is_change<T>;
  } else {
    return std::is_same_v<Option, example> || std::is_same_v<Option, Restart>;
  }
}

/// Stops the compilation where a description contradicts itself.
consteval void require(bool fine, const char* /*why_not*/) {
  if (!fine) {
    throw "see the call for what is wrong with the description";
  }
}

consteval void apply(Field& field, length limit) {
  require(limit.min <= limit.max, "length: min is above max");
  field.limits.min_length = limit.min;
  field.limits.max_length = limit.max;
}
consteval void apply(Field& field, range limit) {
  require(limit.min <= limit.max, "range: min is above max");
  field.limits.minimum = limit.min;
  field.limits.maximum = limit.max;
}
consteval void apply(Field& field, items limit) {
  require(limit.min <= limit.max, "items: min is above max");
  field.limits.min_items = limit.min;
  field.limits.max_items = limit.max;
}
consteval void apply(Field& field, TextForm form) {
  field.limits.form = form;
}
consteval void apply(Field& field, example text) {
  field.example = text.json;
}
consteval void apply(Field& field, Defaults) {
  field.presence = Presence::defaulted;
}
consteval void apply(Field& field, Secret) {
  field.secret = true;
}
consteval void apply(Field& field, Restart) {
  field.restart = true;
}

template <class... T>
consteval void check_names(const Description<T...>& description) {
  require(!description.meaning.empty(), "a struct without a meaning");
  for (std::size_t i = 0; i < description.fields.size(); ++i) {
    const Field& field = description.fields[i];
    require(!field.meaning.empty(), "a member without a meaning");
    require(field.name.size() <= 63, "a member with a name of more than 63 characters");
    for (std::size_t j = 0; j < i; ++j) {
      require(field.name != description.fields[j].name, "a member twice");
    }
  }
}

template <class T>
inline constexpr auto description_of = T::describe();

template <class... T>
inline constexpr std::array<const Type*, sizeof...(T)> types_of{&TypeOf<T>::type...};

template <class... T>
constexpr auto make_fields(const Description<T...>& description) {
  auto out = description.fields;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].type = types_of<T...>[i];
  }
  return out;
}

template <class T>
inline constexpr auto fields_of = make_fields(description_of<T>);

template <class... T>
inline constexpr std::array<std::string_view, sizeof...(T)> kind_words{SnakeName<T>::word...};

template <class T>
constexpr bool has_kind_member() {
  for (const Field& field : description_of<T>.fields) {
    if (field.name == "kind") {
      return true;
    }
  }
  return false;
}

template <class T>
struct ObjectAccess {
  static void* create() { return new T(); }
  static void destroy(void* object) { delete static_cast<T*>(object); }
  static constexpr Access access{.create = &create, .destroy = &destroy};
};

template <class T>
struct ListAccess {
  using List = std::vector<T>;
  static std::size_t count(const void* list) { return static_cast<const List*>(list)->size(); }
  static void* at(void* list, std::size_t index) {
    return static_cast<List*>(list)->data() + index;
  }
  static void* add(void* list, std::size_t) { return &static_cast<List*>(list)->emplace_back(); }
  static void clear(void* list) { static_cast<List*>(list)->clear(); }
  static constexpr Access access{.count = &count, .at = &at, .add = &add, .clear = &clear};
};

template <class T>
struct OptionalAccess {
  using Optional = std::optional<T>;
  static std::size_t count(const void* value) {
    return static_cast<const Optional*>(value)->has_value() ? 1 : 0;
  }
  static void* at(void* value, std::size_t) { return &**static_cast<Optional*>(value); }
  static void* add(void* value, std::size_t) { return &static_cast<Optional*>(value)->emplace(); }
  static void clear(void* value) { static_cast<Optional*>(value)->reset(); }
  static constexpr Access access{.count = &count, .at = &at, .add = &add, .clear = &clear};
};

template <class T>
struct ChangeAccess {
  static std::size_t count(const void* value) {
    return static_cast<std::size_t>(static_cast<const Change<T>*>(value)->state());
  }
  static void* at(void* value, std::size_t) { return &static_cast<Change<T>*>(value)->value(); }
  static void* add(void* value, std::size_t) { return &static_cast<Change<T>*>(value)->emplace(); }
  static void clear(void* value) { static_cast<Change<T>*>(value)->clear(); }
  static constexpr Access access{.count = &count, .at = &at, .add = &add, .clear = &clear};
};

template <class... T>
struct ChoiceAccess {
  using Choice = std::variant<T...>;
  static_assert(sizeof...(T) > 0);

  static std::size_t count(const void* value) { return static_cast<const Choice*>(value)->index(); }
  static void* at(void* value, std::size_t) {
    return std::visit([](auto& held) -> void* { return &held; }, *static_cast<Choice*>(value));
  }
  template <class Alternative>
  static void* make(void* value) {
    return &static_cast<Choice*>(value)->template emplace<Alternative>();
  }
  static void* add(void* value, std::size_t index) {
    constexpr std::array<void* (*)(void*), sizeof...(T)> makers{&make<T>...};
    return makers[index](value);
  }
  static constexpr Access access{.count = &count, .at = &at, .add = &add};
};

/// The table of something that holds values of T.
template <class T>
constexpr Type holder(Kind kind, const Access& access) {
  static_assert(!is_optional<T> && !is_change<T>,
                "optional and Change stand only directly as a member");
  return Type{.kind = kind,
              .size = kind == Kind::list ? static_cast<std::uint32_t>(sizeof(T)) : 0,
              .inner = types_of<T>,
              .access = &access};
}

template <class... T>
constexpr Type choice_type(std::type_identity<std::variant<T...>>) {
  static_assert((Described<T> && ...), "the alternatives of a choice are described structs");
  static_assert((!has_kind_member<T>() && ...), "the member \"kind\" is the choice's own");
  return Type{.kind = Kind::choice,
              .words = kind_words<T...>,
              .inner = types_of<T...>,
              .access = &ChoiceAccess<T...>::access};
}

template <class T>
constexpr Type enumeration_type() {
  static_assert(std::is_scoped_enum_v<T>, "an enumeration that crosses an edge is an enum class");
  static_assert(words_of<T>.size() > 0, "the values of an enumeration run from 0");
  return Type{
      .kind = Kind::enumeration, .size = sizeof(T), .name = type_name<T>(), .words = words_of<T>};
}

template <class T>
constexpr Type holder_type() {
  if constexpr (is_list<T>) {
    using Inner = typename T::value_type;
    static_assert(!is_list<Inner> && !std::is_same_v<Inner, bool>,
                  "a list of lists or of bools is a list of described structs");
    return holder<Inner>(Kind::list, ListAccess<Inner>::access);
  } else if constexpr (is_optional<T>) {
    using Inner = typename T::value_type;
    return holder<Inner>(Kind::optional, OptionalAccess<Inner>::access);
  } else {
    using Inner = typename T::value_type;
    return holder<Inner>(Kind::change, ChangeAccess<Inner>::access);
  }
}

template <class T>
constexpr Type make_type() {
  if constexpr (std::is_same_v<T, bool>) {
    return Type{.kind = Kind::boolean, .size = sizeof(bool)};
  } else if constexpr (std::is_same_v<T, std::int32_t> || std::is_same_v<T, std::int64_t>) {
    return Type{.kind = Kind::integer, .size = sizeof(T)};
  } else if constexpr (std::is_same_v<T, std::string>) {
    return Type{.kind = Kind::text};
  } else if constexpr (is_id<T>) {
    return Type{.kind = Kind::id};
  } else if constexpr (std::is_same_v<T, Time>) {
    return Type{.kind = Kind::time};
  } else if constexpr (std::is_enum_v<T>) {
    return enumeration_type<T>();
  } else if constexpr (is_list<T> || is_optional<T> || is_change<T>) {
    return holder_type<T>();
  } else if constexpr (is_choice<T>) {
    return choice_type(std::type_identity<T>{});
  } else {
    static_assert(Described<T>, "this type has no form on the wire: give it a describe()");
    return Type{.kind = Kind::object,
                .name = type_name<T>(),
                .meaning = description_of<T>.meaning,
                .fields = fields_of<T>,
                .access = &ObjectAccess<T>::access};
  }
}

}  // namespace kith::detail
