// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <kith/type.h>

namespace kith {

/// One property of a described configuration, as `kith config explain` prints it.
struct Property {
  std::string path;     ///< as "http.port"; the elements of a list of objects are "channels[]"
  std::string pointer;  ///< the same as an RFC 6901 pointer; an element of a list is "-"
  std::string meaning;
  std::string form;          ///< in words: "a whole number from 1 to 65535"
  std::string default_json;  ///< "" where it is required or has none; a secret's is hidden
  std::string example;       ///< as JSON, or ""
  Presence presence = Presence::required;
  bool secret = false;
  bool restart = false;
};

/// The properties of `type`, an object, in the order of the description, nested objects and lists
/// of objects flattened. A type within itself is listed once.
std::vector<Property> described_properties(const Type& type);

}  // namespace kith
