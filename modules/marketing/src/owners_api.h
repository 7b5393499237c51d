// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/page.h>
#include <kith/route.h>

#include "owner.h"

/// The routes under /owners: who answers for each department's loops.
namespace kith::marketing {

struct OwnerView {
  Department department = Department::none;
  std::optional<MemberId> member_id;
  std::optional<Time> since;
  bool is_active = false;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described(
        "Who answers for it that a department closes its loops: heard, decided, done or declined, "
        "told.",
        field<&OwnerView::department>("Which department."),
        field<&OwnerView::member_id>("The colleague; absent: nobody."),
        field<&OwnerView::since>("Since when it is so; absent where nobody was ever named."),
        field<&OwnerView::is_active>("Whether that colleague still works here. Who does not counts "
                                     "as nobody."),
        field<&OwnerView::revision>("Which state of it this is; 0: nobody was ever named."));
  }
};

struct OneOwner {
  Department department = Department::none;

  static consteval auto describe() {
    return described("One department.", field<&OneOwner::department>("Which."));
  }
};

struct NameOwner {
  Department department = Department::none;
  std::optional<MemberId> member_id;

  static consteval auto describe() {
    return described("Says who answers for a department's loops.",
                     field<&NameOwner::department>("Which department."),
                     field<&NameOwner::member_id>("The colleague; absent: nobody any more."));
  }
};

/// All of them on one page, also where nobody was named.
Result<Page<OwnerView>> list_owners(QueryContext& context, const Nothing& input);
Result<OwnerView> get_owner(QueryContext& context, const OneOwner& input);
Result<void> name_owner(CommandContext& context, const NameOwner& input);
Result<OwnerView> named_owner(QueryContext& context, const NameOwner& input,
                              const Created& created);

}  // namespace kith::marketing
