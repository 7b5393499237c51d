// SPDX-License-Identifier: Apache-2.0
#include "owners_api.h"

#include "events.h"
#include "owner_store.h"

namespace kith::marketing {
namespace {

OwnerView view_of(const Owner& owner) {
  OwnerView view{
      .department = owner.department, .is_active = owner.is_active, .revision = owner.revision};
  if (owner.member) {
    view.member_id = owner.member;
  }
  if (owner.since) {
    view.since = owner.since;
  }
  return view;
}

}  // namespace

Result<Page<OwnerView>> list_owners(QueryContext& context, const Nothing&) {
  Page<OwnerView> page;
  for (const Owner& owner : KITH_TRY(load_owners(context.reader()))) {
    page.items.push_back(view_of(owner));
  }
  return page;
}

Result<OwnerView> get_owner(QueryContext& context, const OneOwner& input) {
  return view_of(KITH_TRY(load_owner(context.reader(), input.department)));
}

Result<void> name_owner(CommandContext& context, const NameOwner& input) {
  Owner owner = KITH_TRY(load_owner(context.reader(), input.department));
  KITH_CHECK(context.check_revision(owner.revision));
  const MemberId member = input.member_id.value_or(MemberId{});
  if (member && !KITH_TRY(is_colleague(context.reader(), member))) {
    return fail_at(ErrorCode::rule, "/member_id", "No such colleague works here.");
  }
  owner.member = member;
  owner.since = context.now();
  ++owner.revision;
  store_owner(context, owner);
  context.emit(context.caller().workspace.value, OwnerChanged{.department = owner.department,
                                                              .member_id = owner.member,
                                                              .revision = owner.revision});
  return {};
}

Result<OwnerView> named_owner(QueryContext& context, const NameOwner& input, const Created&) {
  return get_owner(context, {input.department});
}

}  // namespace kith::marketing
