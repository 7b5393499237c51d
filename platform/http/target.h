// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <kith/result.h>

namespace kith::http {

/// Names and values of a query or of a path's parameters, percent-decoded, in order of arrival.
using DecodedParameters = std::vector<std::pair<std::string, std::string>>;

/// What a path or query may hold at most; more than any route of ours needs.
inline constexpr std::size_t most_path_segments = 32;
inline constexpr std::size_t most_query_parameters = 200;

/// The decoded segments of a path that starts with '/'; "/" has one empty segment. `invalid` for
/// bad escapes, encoded slashes and backslashes, control characters, what is not UTF-8, and the
/// segments "." and "..": a path is never tidied, so that no two spellings lead to one place.
Result<std::vector<std::string>> split_path(std::string_view path);

/// The pairs of a query as forms send it, '+' being a space. `invalid` for bad escapes, U+0000,
/// what is not UTF-8, and empty names.
Result<DecodedParameters> parse_query(std::string_view query);

/// `text` with every byte but letters, digits, '-', '.', '_' and '~' escaped.
std::string percent_encoded(std::string_view text);

}  // namespace kith::http
