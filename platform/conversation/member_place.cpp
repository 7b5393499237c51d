// SPDX-License-Identifier: Apache-2.0
#include "conversation/member_place.h"

#include <map>

#include <kith/events.h>

#include "conversation/statement_lists.h"
#include "events/append.h"

namespace kith::conversation {
namespace {

constexpr Statement list_member_places{
    "list_member_places", "SELECT member, department, is_active FROM member_place ORDER BY member"};
constexpr Statement save_member_place{
    "save_member_place",
    "INSERT INTO member_place(member, department, is_active) "
    "VALUES($member, $department, $is_active) ON CONFLICT(member) DO UPDATE SET "
    "department = excluded.department, is_active = excluded.is_active"};

Result<std::map<MemberId, MemberPlace>> told_places(Reader& reader) {
  std::map<MemberId, MemberPlace> told;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(list_member_places));
  while (KITH_TRY(rows->next())) {
    const MemberId member{rows->integer(0)};
    told[member] = {member, rows->enumerator<Department>(1), rows->flag(2)};
  }
  return told;
}

Result<void> tell(store::Transaction& transaction, const MemberPlace& place) {
  KITH_CHECK(transaction.run(save_member_place, {{"member", place.member},
                                                 {"department", static_cast<int>(place.department)},
                                                 {"is_active", place.is_active}}));
  KITH_TRY(events::append_event(transaction, {}, place.member.value,
                                MemberChanged{.member_id = place.member,
                                              .department = place.department,
                                              .is_active = place.is_active}));
  return {};
}

}  // namespace

std::span<const Statement* const> member_place_statements() {
  static constexpr const Statement* all[] = {&list_member_places, &save_member_place};
  return all;
}

Result<void> update_member_places(store::Transaction& transaction,
                                  std::span<const MemberPlace> all) {
  std::map<MemberId, MemberPlace> told = KITH_TRY(told_places(transaction.reader()));
  for (const MemberPlace& place : all) {
    const auto known = told.find(place.member);
    if (known == told.end() || known->second != place) {
      KITH_CHECK(tell(transaction, place));
    }
    told.erase(place.member);
  }
  for (auto& [member, gone] : told) {
    if (std::exchange(gone.is_active, false)) {
      KITH_CHECK(tell(transaction, gone));
    }
  }
  return {};
}

}  // namespace kith::conversation
