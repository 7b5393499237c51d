// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <kith/context.h>

namespace kith::marketing {

/// The word under which overrides get their numbers.
struct OverrideNoun {
  static constexpr std::string_view word = "override";
};
using OverrideId = Id<OverrideNoun>;

/// Marketing may publish for some days although the gate is locked, because a colleague said so.
/// The gate stays locked.
struct Override {
  OverrideId id;
  MemberId member;
  std::string reason;
  Time granted_at;
  Time until;
  Time ended_at;  ///< 0: nobody ended it before its time
  std::int64_t revision = 0;

  bool runs_at(Time now) const { return !ended_at && now < until; }
};

inline constexpr int most_override_days = 7;

extern const Statement show_override;
extern const Statement list_overrides_before;
extern const Statement insert_override;
extern const Statement end_override_at;

/// The one of this number; `not_found`.
Result<Override> load_override(Reader& reader, OverrideId id);
/// Of a row of the statements above.
Override override_of(const Rows& rows);
/// The one that runs now. There is one at most.
Result<std::optional<Override>> load_running_override(Reader& reader, Time now);

}  // namespace kith::marketing
