// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "access/access.h"
#include "access/email_address.h"
#include "access/member_store.h"

namespace kith::access {

/// A member-to-be whose name, address and role have been checked against the caller's rights.
struct MemberDraft {
  std::string name;
  EmailAddress email;
  std::string role;
  Department department = Department::none;

  /// From an input with `name`, `email`, `role` and `department`. Checks the permission first.
  template <class Input>
  static Result<MemberDraft> check(Access& access, const Caller& caller, const Input& input) {
    return check_parts(access, caller, input.name, input.email, input.role, input.department);
  }

  /// The row in the caller's workspace, not yet stored.
  MemberRow row(const Caller& caller, AccountId account, Time joined_at) const;

 private:
  static Result<MemberDraft> check_parts(Access& access, const Caller& caller,
                                         const std::string& name, const std::string& email,
                                         const std::string& role, Department department);
};

/// The audit's line about a member, by a caller.
AuditRecord about_member(AuditAction action, const Caller& caller, const MemberRow& member);

}  // namespace kith::access
