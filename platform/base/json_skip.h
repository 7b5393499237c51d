// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <string_view>

namespace kith {

/// How many levels an input may nest.
inline constexpr std::size_t deepest_json = 64;

/// Moves past `value`, which nobody wants, and still holds it to the grammar of JSON: the parser
/// alone would step over a malformed value that is not asked for. `depth` is the level of `value`.
simdjson::error_code skip_json(simdjson::ondemand::value value, std::size_t depth);

/// Escapes can spell half of a surrogate pair, which then stands in the text as three bytes that
/// are not UTF-8; all else was checked when the document was indexed.
bool holds_surrogate(std::string_view text);

/// What is wrong with a document, completing "This is not JSON: …".
std::string_view syntax_words(simdjson::error_code error);

}  // namespace kith
