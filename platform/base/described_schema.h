// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kith/described.h>
#include <kith/result.h>

namespace kith {

/// Which way a value goes. Inputs are strict: no members but those described. Outputs and events
/// are open: members, words and alternatives may be added.
enum class SchemaUse : std::uint8_t { input, output };

/// The name of a described type or enumeration among the components: "Conversation",
/// "service.Case" for kith::service::Case, "service.CasePage" for Page<service::Case>. The parts
/// of the platform give no prefix.
std::string component_name(std::string_view type_name);

/// JSON Schema 2020-12 for described types. First add whatever is needed, all of it; then ask for
/// references and the components, whose names depend on what else there is: a struct that goes
/// both ways is "Case" as output and "CaseInput" as input, "Case" where it goes one way only.
/// Alternatives of a choice that also stand alone end in "Alternative", bodies whose path takes
/// some of the members in "Body". One thread at a time.
class SchemaCollection {
 public:
  using Json = nlohmann::ordered_json;

  /// References read `reference_prefix` + name: "#/components/schemas/", "#/$defs/".
  explicit SchemaCollection(std::string reference_prefix);

  void add(const Type& type, SchemaUse direction);
  /// The body of a request: `type` as input without the members that its path names.
  void add_body(const Type& type, std::span<const std::string_view> path_members);

  /// The schema to write where a value of `type` stands: a reference, or the schema itself.
  Json schema(const Type& type, SchemaUse direction) const;
  Json body_schema(const Type& type, std::span<const std::string_view> path_members) const;
  /// The schema of one member, as of a parameter, with meaning, default and example.
  Json member_schema(const Type& owner, const Field& field, SchemaUse direction) const;

  /// All components by name. An error where two types would have the same name.
  Result<Json> components() const;

 private:
  friend class SchemaEmission;

  /// One component: a type in one role.
  struct Role {
    std::string type_name;
    SchemaUse direction = SchemaUse::output;
    std::string kind;                       ///< the word, for an alternative of a choice
    std::vector<std::string> path_members;  ///< left out of a body
    auto operator<=>(const Role&) const = default;
  };

  void add(const Type& type, Role role);
  void add_inner(const Type& type, SchemaUse direction);
  std::string name_of(const Role& role) const;

  std::string reference_prefix_;
  std::map<Role, const Type*> roles_;
};

/// One document for one type: `$schema`, a reference and its definitions.
Result<nlohmann::ordered_json> schema_document(const Type& type, SchemaUse direction);

}  // namespace kith
