// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace kith::detail {

/// The compiler's own spelling of T or V, from which the names of types, members and enumerators
/// are cut, so that no name is written twice.
template <class T>
constexpr const char* spelled() {
  return __PRETTY_FUNCTION__;
}
template <auto V>
constexpr const char* spelled() {
  return __PRETTY_FUNCTION__;
}

/// What stands between "= " and the closing bracket of such a spelling.
constexpr std::string_view cut_spelling(std::string_view spelling) {
  const std::size_t start = spelling.find(" = ") + 3;
  return spelling.substr(start, spelling.size() - start - 1);
}

/// What stands after the last "::" that is not within template arguments.
constexpr std::string_view last_part(std::string_view qualified) {
  int nesting = 0;
  for (std::size_t i = qualified.size(); i > 0; --i) {
    const char c = qualified[i - 1];
    nesting += c == '>' ? 1 : c == '<' ? -1 : 0;
    if (c == ':' && nesting == 0) {
      return qualified.substr(i);
    }
  }
  return qualified;
}

/// A name may end in '_' because the word alone is a keyword of C++; on the wire it does not.
constexpr std::string_view without_underscore(std::string_view name) {
  return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
}

/// As "kith::service::Case".
template <class T>
constexpr std::string_view type_name() {
  return cut_spelling(spelled<T>());
}

/// The name of a member on the wire: `field_name<&Case::opened_at>()` is "opened_at".
template <auto Member>
constexpr std::string_view field_name() {
  std::string_view spelling = cut_spelling(spelled<Member>());
  if (spelling.ends_with(')')) {
    spelling.remove_suffix(1);
  }
  return without_underscore(last_part(spelling));
}

/// The word of an enumerator, or "" where V is none of its enumeration's.
template <auto V>
constexpr std::string_view enumerator_word() {
  const std::string_view spelling = cut_spelling(spelled<V>());
  const std::size_t cast = spelling.rfind(')');
  const char first = cast == std::string_view::npos ? spelling[0] : spelling[cast + 1];
  const bool is_number = (first >= '0' && first <= '9') || first == '-';
  return is_number ? std::string_view{} : without_underscore(last_part(spelling));
}

/// How many enumerators E has, counted from 0 up to the first value without one.
template <class E, std::size_t From = 0>
constexpr std::size_t enumerator_count() {
  static_assert(From <= 128, "an enumeration that crosses an edge has at most 128 enumerators");
  if constexpr (enumerator_word<static_cast<E>(From)>().empty()) {
    return From;
  } else {
    return enumerator_count<E, From + 1>();
  }
}

template <class E, std::size_t... I>
constexpr auto enumerator_words(std::index_sequence<I...>) {
  return std::array<std::string_view, sizeof...(I)>{enumerator_word<static_cast<E>(I)>()...};
}

/// The words of a scoped enumeration whose values run densely from 0, by value.
template <class E>
inline constexpr auto words_of =
    enumerator_words<E>(std::make_index_sequence<enumerator_count<E>()>{});

constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

/// The unqualified name of T in snake_case, as the word of a choice: "ask_for_help".
template <class T>
struct SnakeName {
  static constexpr std::string_view pascal = last_part(type_name<T>());
  static_assert(pascal.find('<') == std::string_view::npos,
                "an alternative of a choice is not a template");

  static constexpr std::size_t size() {
    std::size_t count = pascal.size();
    for (std::size_t i = 1; i < pascal.size(); ++i) {
      count += is_upper(pascal[i]) ? 1 : 0;
    }
    return count;
  }
  static constexpr auto make() {
    std::array<char, size()> out{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < pascal.size(); ++i) {
      if (i > 0 && is_upper(pascal[i])) {
        out[at++] = '_';
      }
      out[at++] = is_upper(pascal[i]) ? static_cast<char>(pascal[i] - 'A' + 'a') : pascal[i];
    }
    return out;
  }

  static constexpr auto letters = make();
  static constexpr std::string_view word{letters.data(), letters.size()};
};

}  // namespace kith::detail
