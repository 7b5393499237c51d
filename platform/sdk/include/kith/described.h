// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
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

/// A struct that crosses an edge describes its members once:
///
///     struct CloseCase {
///       CaseId case_id;
///       std::string note;
///
///       static consteval auto describe() {
///         return described("Closes a case.",
///             field<&CloseCase::case_id>("The case.", example{"\"412\""}),
///             field<&CloseCase::note>("Why, for colleagues.", length{0, 2000}, defaults));
///       }
///     };
///
/// Parser, writer, schema, configuration and the web's types come from that. The options have
/// small names because they read as words of the description; where a member has the same name,
/// it hides the option, which is then written kith::items{…}.
namespace kith {

/// Code points of a text, of each text in a list.
struct length {
  std::uint32_t min = 0;
  std::uint32_t max = std::numeric_limits<std::uint32_t>::max();
};

/// Value of an integer, of each integer in a list.
struct range {
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
};

/// Elements of a list.
struct items {
  std::uint32_t min = 0;
  std::uint32_t max = std::numeric_limits<std::uint32_t>::max();
};

/// A value as JSON, for the documentation: example{"\"412\""}. It must be valid for the member.
struct example {
  std::string_view json;
};

/// The type of `defaults`: the member may be absent and then keeps its own initialiser.
struct Defaults {};
inline constexpr Defaults defaults;

/// The type of `secret`: the member's value is in no log and in no explanation.
struct Secret {};
inline constexpr Secret secret;

/// The type of `restart`: a configuration property that takes effect at the next start.
struct Restart {};
inline constexpr Restart restart;

/// The closed set of forms for texts; see TextForm.
namespace forms {
inline constexpr TextForm any_line = TextForm::any_line;
inline constexpr TextForm colour = TextForm::colour;
inline constexpr TextForm country = TextForm::country;
inline constexpr TextForm date = TextForm::date;
inline constexpr TextForm email = TextForm::email;
inline constexpr TextForm host_name = TextForm::host_name;
inline constexpr TextForm iana_zone = TextForm::iana_zone;
inline constexpr TextForm language_tag = TextForm::language_tag;
inline constexpr TextForm time_of_day = TextForm::time_of_day;
inline constexpr TextForm url = TextForm::url;
inline constexpr TextForm word = TextForm::word;
}  // namespace forms

/// A Field whose type is known to the compiler only. GCC 12 instantiates what a constant points to
/// as soon as it sees it, which goes round in circles for a struct that holds itself; so the table
/// gets its pointers once the description is whole.
template <class T>
struct FieldDraft {
  Field field;
};

/// What `describe()` returns: the struct's meaning and its members, of types T…, in the order of
/// the wire.
template <class... T>
struct Description {
  static constexpr std::size_t size = sizeof...(T);

  std::string_view meaning;
  std::array<Field, size> fields;
};

/// A struct with a `static consteval auto describe()`.
template <class T>
concept Described = std::is_class_v<T> && requires { T::describe().meaning; };

}  // namespace kith

#include <kith/described_detail.h>

namespace kith {

/// One member: `field<&CloseCase::note>("Why, for colleagues.", length{0, 2000}, defaults)`. The
/// options are length, range, items, a form of kith::forms, example, defaults, secret, restart.
template <auto Member, class... Options>
consteval auto field(std::string_view meaning, Options... options) {
  using T = typename detail::MemberOf<decltype(Member)>::type;
  static_assert((detail::option_fits<T, Options>() && ...),
                "an option does not fit the member's type: length, forms and secret are for texts, "
                "range for integers, items for lists, defaults not for optional or Change");
  FieldDraft<T> draft;
  Field& out = draft.field;
  out.name = detail::field_name<Member>();
  out.meaning = meaning;
  out.member = &detail::member_address<Member>;
  if constexpr (detail::is_optional<T> || detail::is_change<T>) {
    out.presence = Presence::optional;
  }
  (detail::apply(out, options), ...);
  return draft;
}

/// The whole description; `meaning` is a sentence for the reader of the documentation.
template <class... T>
consteval Description<T...> described(std::string_view meaning, FieldDraft<T>... drafts) {
  static_assert(sizeof...(T) <= 64, "a described struct has at most 64 members");
  Description<T...> out{meaning, {drafts.field...}};
  detail::check_names(out);
  return out;
}

template <class T>
constinit const Type TypeOf<T>::type = detail::make_type<T>();

}  // namespace kith
