// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <string>
#include <vector>

#include <kith/module.h>

namespace kith::host {

/// What came of asking one module.
enum class FindingState : std::uint8_t {
  found,
  nothing,  ///< it has nothing to say, and says why
  behind,   ///< it has nothing to say yet: it has not heard of everything that happened
  hidden,   ///< the caller may not ask it
  failed,
};

/// The answer that is composed of the facets of all modules, as a described type: a member for each
/// module, `{state, reason, finding}`. It is known when the modules are, so that the description
/// of the API tells it whole. Its values are written by Findings; the type makes none.
class FindingTypes {
 public:
  /// `word` is the noun as part of a name: "Message".
  FindingTypes(std::span<const Module* const> modules, Noun noun, std::string_view word);
  FindingTypes(const FindingTypes&) = delete;
  FindingTypes& operator=(const FindingTypes&) = delete;

  const Type& whole() const { return whole_; }

 private:
  struct OfModule {
    std::string name;
    std::vector<Field> fields;
    std::vector<const Type*> inner;
    Type finding;  ///< an optional of the facet's output
    Type type;
  };

  void add(const Module& module, const Facet* facet, std::string_view word);

  std::deque<OfModule> modules_;  ///< what is in it stays where it is
  std::string name_;
  std::vector<Field> fields_;
  Type whole_;
};

/// The facet of a module for a noun, nullptr where it has none.
const Facet* facet_for(const Module& module, Noun noun);

}  // namespace kith::host
