// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/caller.h>

/// The permissions that access guards its own use cases with.
namespace kith::access {

inline constexpr Permission account_manage{
    "access.account.manage", "change their own password and see and end their own sessions"};
inline constexpr Permission token_create{"access.token.create",
                                         "create, list and revoke tokens that act for themselves"};
inline constexpr Permission token_manage{"access.token.manage",
                                         "list and revoke the tokens of all members"};
inline constexpr Permission workspace_read{"access.workspace.read", "see what the workspace is"};
inline constexpr Permission workspace_manage{"access.workspace.manage", "rename the workspace"};
inline constexpr Permission workspace_create{"access.workspace.create", "create a workspace"};
inline constexpr Permission member_read{"access.member.read", "see who works here"};
inline constexpr Permission member_manage{
    "access.member.manage", "invite, add, change and disable members and end their sessions"};
inline constexpr Permission owner_transfer{"access.owner.transfer", "make and unmake owners"};
inline constexpr Permission role_read{"access.role.read", "see what each role may do"};
inline constexpr Permission role_manage{"access.role.manage", "create, change and remove roles"};
inline constexpr Permission audit_read{"access.audit.read",
                                       "read who did what and when, and who was refused"};

inline constexpr Permission audit_write{"access.audit.write",
                                        "put on the record what was done with the server's files"};

inline constexpr const Permission* access_permissions[] = {
    &account_manage,   &token_create, &token_manage,  &workspace_read, &workspace_manage,
    &workspace_create, &member_read,  &member_manage, &owner_transfer, &role_read,
    &role_manage,      &audit_read,   &audit_write};

}  // namespace kith::access
