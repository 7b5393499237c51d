// SPDX-License-Identifier: Apache-2.0
#include "owner_store.h"

#include <algorithm>

namespace kith::marketing {

constexpr Statement list_owners_named{
    "list_owners_named",
    "SELECT marketing_owner.department, marketing_owner.member, marketing_owner.since, "
    "marketing_owner.revision, coalesce(kith_member.is_active, 0) FROM marketing_owner "
    "LEFT JOIN kith_member ON kith_member.id = marketing_owner.member"};
constexpr Statement find_colleague{
    "find_colleague", "SELECT id FROM kith_member WHERE id = $member AND is_active = 1"};
constexpr Statement save_owner{
    "save_owner",
    "INSERT INTO marketing_owner(department, member, since, revision) "
    "VALUES($department, $member, $since, $revision) ON CONFLICT(department) DO UPDATE SET "
    "member = excluded.member, since = excluded.since, revision = excluded.revision"};

Result<std::vector<Owner>> load_owners(Reader& reader) {
  std::vector<Owner> owners;
  for (const Department department : departments_with_owner) {
    owners.push_back({.department = department});
  }
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(list_owners_named));
  while (KITH_TRY(rows->next())) {
    const auto department = rows->enumerator<Department>(0);
    const auto owner = std::ranges::find(owners, department, &Owner::department);
    if (owner != owners.end()) {
      *owner = {.department = department,
                .member = {rows->integer(1)},
                .since = rows->time(2),
                .is_active = rows->flag(4),
                .revision = rows->integer(3)};
    }
  }
  return owners;
}

Result<Owner> load_owner(Reader& reader, Department department) {
  const std::vector<Owner> owners = KITH_TRY(load_owners(reader));
  const auto owner = std::ranges::find(owners, department, &Owner::department);
  if (owner == owners.end()) {
    return fail(ErrorCode::not_found,
                "The gate asks for an owner of service, product, sales, logistics and people.");
  }
  return *owner;
}

Result<bool> is_colleague(Reader& reader, MemberId member) {
  return KITH_TRY(reader.number(find_colleague, {{"member", member}})).has_value();
}

void store_owner(CommandContext& context, const Owner& owner) {
  context.run(save_owner, {{"department", static_cast<int>(owner.department)},
                           {"member", owner.member},
                           {"since", owner.since},
                           {"revision", owner.revision}});
}

}  // namespace kith::marketing
