// SPDX-License-Identifier: Apache-2.0
#include "access/member_draft.h"

#include "access/display_name.h"
#include "access/permissions.h"
#include "access/role_store.h"

namespace kith::access {

Result<MemberDraft> MemberDraft::check_parts(Access& access, const Caller& caller,
                                             const std::string& name, const std::string& email,
                                             const std::string& role, Department department) {
  KITH_CHECK(caller.require(member_manage));
  MemberDraft draft;
  draft.name = KITH_TRY(display_name(name, "/name"));
  draft.email = KITH_TRY(EmailAddress::parse(email));
  draft.role = role;
  draft.department = department;
  auto lease = KITH_TRY(access.read());
  KITH_CHECK(require_within(access.roles(), *lease, caller, role));
  return draft;
}

MemberRow MemberDraft::row(const Caller& caller, AccountId account, Time joined_at) const {
  return {.workspace = caller.workspace,
          .account = account,
          .name = name,
          .email = email.text,
          .role = role,
          .department = department,
          .joined_at = joined_at};
}

AuditRecord about_member(AuditAction action, const Caller& caller, const MemberRow& member) {
  return {.action = action,
          .workspace = caller.workspace,
          .actor = caller.member,
          .account = member.account,
          .target_kind = "member",
          .target = member.id.value,
          .detail = member.role};
}

}  // namespace kith::access
