// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "override.h"

/// The routes under /overrides.
namespace kith::marketing {

struct OverrideView {
  OverrideId id;
  MemberId member_id;
  std::string reason;
  Time granted_at;
  Time until;
  std::optional<Time> ended_at;
  bool is_running = false;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described(
        "Marketing may publish for some days although the gate is locked. The gate stays locked.",
        field<&OverrideView::id>("Its number."),
        field<&OverrideView::member_id>("Who said so; 0: at the machine itself."),
        field<&OverrideView::reason>("Why, in their words."),
        field<&OverrideView::granted_at>("When."),
        field<&OverrideView::until>("Until when it runs, 7 days at most."),
        field<&OverrideView::ended_at>("When somebody ended it; absent: nobody did."),
        field<&OverrideView::is_running>("Whether it runs now."),
        field<&OverrideView::revision>("Which state of it this is."));
  }
};

OverrideView view_of(const Override& row, Time now);

struct GrantOverride {
  std::string reason;
  std::int32_t days = most_override_days;

  static consteval auto describe() {
    return described(
        "Lets marketing publish for some days although the gate is locked.",
        field<&GrantOverride::reason>("Why. Everybody who looks at the gate sees it.",
                                      forms::any_line, length{10, 500},
                                      example{"\"The fair begins before the figures do.\""}),
        field<&GrantOverride::days>("For how many days.", range{1, most_override_days}, defaults));
  }
};

struct OneOverride {
  OverrideId override_id;

  static consteval auto describe() {
    return described("One override.", field<&OneOverride::override_id>("Which."));
  }
};

struct ListOverrides {
  std::int32_t limit = 25;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    return described("The overrides, newest first.",
                     field<&ListOverrides::limit>("How many to a page.", range{1, 200}, defaults),
                     field<&ListOverrides::cursor>("Where the page before ended."));
  }
};

Result<Page<OverrideView>> list_overrides(QueryContext& context, const ListOverrides& input);
Result<OverrideView> get_override(QueryContext& context, const OneOverride& input);
/// `rule` while the gate is open, `conflict` while another runs.
Result<void> grant_override(CommandContext& context, const GrantOverride& input);
Result<OverrideView> granted_override(QueryContext& context, const GrantOverride& input,
                                      const Created& created);
/// Ends it before its time; nothing happens where it is over.
Result<void> end_override(CommandContext& context, const OneOverride& input);

}  // namespace kith::marketing
