// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "contract/access_matrix_things.h"

namespace kith::contract {

/// By what a call's caller is known.
enum class KnownBy { token, session, nothing };

/// A valid call of one operation. Path and body name things of a workspace in braces, as
/// "{conversation}"; every such place is one where an id of somebody else's is tried.
struct Example {
  std::string target;  ///< with its query
  nlohmann::json body = {};
  std::string bytes = {};  ///< of a body that is no JSON
  /// Where the ETag for If-Match is read; "" where the operation takes none.
  std::string etag_of = {};
  KnownBy known_by = KnownBy::token;
  bool is_stream = false;
  /// More targets with filters and lists of ids, for tries with somebody else's alone.
  std::vector<std::string> filters = {};
  /// Whether an id of somebody else's changes nothing for the answer's status, as with one that
  /// only limits what is listed.
  bool passes_over_foreign = false;
};

/// An example of every operation, by the id that it has in the API's description. Whoever adds a
/// route adds one here.
const std::map<std::string, Example>& examples();

/// The names in braces of a text, in order.
std::vector<std::string> things_in(const std::string& text);

/// The text with each name in braces replaced by what `of` gives for it.
template <class Of>
std::string with_things(std::string text, Of of) {
  for (const std::string& name : things_in(text)) {
    const std::string mark = "{" + name + "}";
    text.replace(text.find(mark), mark.size(), of(name));
  }
  return text;
}

}  // namespace kith::contract
