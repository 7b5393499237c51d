// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/reader.h>

#include "relationship.h"

/// A person as a whole, after merges: what was folded by each of their parts, summed when asked.
namespace kith::sales {

extern const Statement find_whole;
extern const Statement list_parts;

/// What passed between a whole person and one colleague.
struct Companion {
  MemberId member;
  std::int64_t two_way = 0;
  Time left_at;  ///< since when they work here no more, 0 while they do
  Tally tally;
};

/// A whole person, and how we stand with them. A value.
struct Whole {
  PersonId root;
  std::string name;
  std::vector<PersonId> parts;  ///< the root is the first
  Contact last;
  std::int64_t kept = 0;
  std::int64_t broken = 0;
  Tally tally;
  std::vector<Companion> companions;  ///< by colleague

  Standing standing_at(Time now) const;
  /// Whether anything ever passed between them and us.
  bool is_known() const { return last.at || !tally.is_empty() || kept > 0 || broken > 0; }
};

/// The whole that a person is part of; `not_found` where there is none to see: erased ones, and
/// those whom kith counts nowhere, as colleagues and bots.
Result<Whole> load_whole(Reader& reader, PersonId person);

/// The newest acts of each kind with a whole person, at most so many of a kind.
Result<std::vector<Act>> load_acts(Reader& reader, const Whole& whole, std::int64_t most);

}  // namespace kith::sales
