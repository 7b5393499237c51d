// SPDX-License-Identifier: Apache-2.0
#include "access/owner_link.h"

#include "access/account_store.h"
#include "access/built_in_roles.h"
#include "access/display_name.h"
#include "access/member_store.h"
#include "access/password_check.h"
#include "access/workspace_store.h"

namespace kith::access {
namespace {

std::unexpected<Error> owned_already() {
  return fail(ErrorCode::rule,
              "This server has its owner already. Sign in, or ask them for an invitation.");
}

/// The input in the form in which it is stored.
struct FirstOwner {
  LinkId link;
  std::string workspace_name;
  std::string name;
  EmailAddress email;
  Origin origin;
  std::string password_hash = {};
};

Result<NewSession> make_owner(Access& access, store::Transaction& transaction,
                              const FirstOwner& owner) {
  KITH_CHECK(use_link(transaction, owner.link));
  if (KITH_TRY(has_any_account(transaction.reader()))) {
    return owned_already();
  }
  const AccountId account =
      KITH_TRY(add_account(access, transaction, owner.email, owner.password_hash));
  const WorkspaceRow workspace =
      KITH_TRY(add_workspace_row(access, transaction, owner.workspace_name, MemberId{}));
  MemberRow member{.workspace = workspace.id,
                   .account = account,
                   .name = owner.name,
                   .role = std::string(owner_role),
                   .joined_at = transaction.now()};
  KITH_CHECK(add_member_row(access, transaction, member));
  KITH_CHECK(record(transaction, {.action = AuditAction::member_added,
                                  .workspace = workspace.id,
                                  .actor = member.id,
                                  .account = account,
                                  .target_kind = "member",
                                  .target = member.id.value,
                                  .detail = owner_role}));
  return start_session(access, transaction, account, workspace.id, owner.origin);
}

Result<FirstOwner> check(Access& access, const ClaimOwner& input, Origin origin) {
  auto lease = KITH_TRY(access.read());
  const Link link = KITH_TRY(find_link(*lease, LinkKind::owner, input.token, access.clock().now()));
  return FirstOwner{
      .link = link.id,
      .workspace_name = KITH_TRY(display_name(input.workspace_name, "/workspace_name")),
      .name = KITH_TRY(display_name(input.name, "/name")),
      .email = KITH_TRY(EmailAddress::parse(input.email)),
      .origin = std::move(origin)};
}

}  // namespace

Result<bool> needs_owner(Access& access) {
  auto lease = KITH_TRY(access.read());
  return !KITH_TRY(has_any_account(*lease));
}

Result<OneTimeLink> create_owner_link(Access& access) {
  return access.make([&access](store::Transaction& transaction) -> Result<OneTimeLink> {
    if (KITH_TRY(has_any_account(transaction.reader()))) {
      return owned_already();
    }
    OneTimeLink link =
        KITH_TRY(make_link(access, transaction, {.kind = LinkKind::owner}, owner_link_lasts));
    KITH_CHECK(record(transaction, {.action = AuditAction::owner_link_made}));
    return link;
  });
}

void claim_owner(Access& access, const ClaimOwner& input, Origin origin, SessionDone done) {
  Result<FirstOwner> owner = check(access, input, std::move(origin));
  if (!owner) {
    done(std::unexpected(std::move(owner).error()));
    return;
  }
  hash_new_password(access, input.password, input.email,
                    [&access, owner = *std::move(owner),
                     done = std::move(done)](Result<std::string> hash) mutable {
                      if (!hash) {
                        done(std::unexpected(std::move(hash).error()));
                        return;
                      }
                      owner.password_hash = *std::move(hash);
                      access.make(
                          [&access, owner = std::move(owner)](store::Transaction& transaction) {
                            return make_owner(access, transaction, owner);
                          },
                          std::move(done));
                    });
}

}  // namespace kith::access
