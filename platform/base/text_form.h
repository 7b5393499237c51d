// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <kith/type.h>

namespace kith {

/// How one TextForm is checked here, in a schema, and said to a person. Checker and expression
/// say the same; the tests hold them against each other.
struct TextFormRule {
  TextForm form;
  std::string_view words;       ///< completes "Must be …": "an email address, as anna@example.org"
  std::string_view expression;  ///< ECMAScript with the flag u, anchored; "" takes any text
  bool (*matches)(std::string_view text);  ///< `text` is valid UTF-8
  bool may_hold_comma;
};

/// The rule of `form`; constant data.
const TextFormRule& text_form_rule(TextForm form);

}  // namespace kith
