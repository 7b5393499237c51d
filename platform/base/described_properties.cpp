// SPDX-License-Identifier: Apache-2.0
#include "base/described_properties.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/described_defaults.h"
#include "base/described_words.h"

namespace kith {

namespace {

/// Where a walk over nested types stands.
struct Place {
  std::string path;
  std::string pointer;
  bool restart = false;
};

class PropertyWalk {
 public:
  std::vector<Property> take() { return std::move(properties_); }

  /// `object` is a value of `type` with the defaults that hold there, or null in a list's element
  /// or an optional, where each member speaks for itself.
  void walk(const Type& type, const void* object, const Place& place);

 private:
  void add(const Field& field, const void* object, const Place& place);

  std::vector<Property> properties_;
  std::vector<std::string_view> around_;  ///< the types that the walk is in
};

void PropertyWalk::walk(const Type& type, const void* object, const Place& place) {
  if (std::ranges::find(around_, type.name) != around_.end()) {
    return;
  }
  around_.push_back(type.name);
  const DefaultObject fresh(type);
  for (const Field& field : type.fields) {
    add(field, object == nullptr ? fresh.get() : object, place);
  }
  around_.pop_back();
}

void PropertyWalk::add(const Field& field, const void* object, const Place& place) {
  const std::string name(field.name);
  Place at{.path = place.path.empty() ? name : place.path + "." + name,
           .pointer = place.pointer + "/" + name,
           .restart = place.restart || field.restart};
  const Type& whole = held_type(*field.type);
  if (whole.kind == Kind::object) {
    walk(whole, &whole == field.type ? field.in(object) : nullptr, at);
    return;
  }
  properties_.push_back({.path = at.path,
                         .pointer = at.pointer,
                         .meaning = std::string(field.meaning),
                         .form = described_words(*field.type, field.limits),
                         .default_json = field.presence == Presence::defaulted
                                             ? member_json(field, object, Secrets::hidden)
                                             : std::string(),
                         .example = std::string(field.example),
                         .presence = field.presence,
                         .secret = field.secret,
                         .restart = at.restart});
  if (whole.kind == Kind::list && whole.inner[0]->kind == Kind::object) {
    at.path += "[]";
    at.pointer += "/-";
    walk(*whole.inner[0], nullptr, at);
  }
}

}  // namespace

std::vector<Property> described_properties(const Type& type) {
  PropertyWalk walk;
  walk.walk(type, nullptr, {});
  return walk.take();
}

}  // namespace kith
