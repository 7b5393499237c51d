// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/projection.h>

#include "relationship.h"

/// How relationships, ties and acts are kept: tables sales_relationship, sales_tie, sales_act.
namespace kith::sales {

extern const Statement find_relationship;
extern const Statement save_relationship;
extern const Statement save_relationship_in_place;
extern const Statement find_tie;
extern const Statement save_tie;
extern const Statement list_ties;
extern const Statement add_act;
extern const Statement remove_act;
extern const Statement list_newest_acts;
extern const Statement add_leaver;
extern const Statement remove_leaver;
extern const Statement find_leaver;

/// The projection of relationships.
struct RelationshipTable {
  using Key = PersonId;
  using Row = Relationship;
  static Result<std::optional<Relationship>> load(Reader& reader, Key key);
  /// The columns that lists run along.
  struct Placement {
    std::int64_t last_day;
    std::int64_t warmth;
    bool operator==(const Placement&) const = default;
  };
  static Placement placement(const Relationship& row);
  static void save(WriteSet& writes, const Relationship& row);
  static void save_in_place(WriteSet& writes, const Relationship& row);
};

/// The projection of what passed between persons and colleagues.
struct TieTable {
  using Key = kith::Key<PersonId, MemberId>;
  using Row = Tie;
  static Result<std::optional<Tie>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Tie& row);
};

/// All ties of one person, by colleague.
Result<std::vector<Tie>> load_ties(Reader& reader, PersonId person);

/// The newest acts of one kind with one person, newest first.
Result<std::vector<Act>> load_newest_acts(Reader& reader, PersonId person, ActKind kind,
                                          std::int64_t most);

}  // namespace kith::sales
