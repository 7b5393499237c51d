// SPDX-License-Identifier: Apache-2.0
#include "access/invitations.h"

#include "access/account_store.h"
#include "access/member_draft.h"
#include "access/password_check.h"
#include "access/permissions.h"
#include "access/role_store.h"
#include "access/workspace_store.h"

namespace kith::access {
namespace {

Result<Invitation> invite(Access& access, store::Transaction& transaction, const Caller& caller,
                          const MemberRow& member) {
  const Link link{.kind = LinkKind::invitation,
                  .workspace = caller.workspace,
                  .account = member.account,
                  .member = member.id,
                  .created_by = caller.member};
  KITH_CHECK(record(transaction, about_member(AuditAction::member_invited, caller, member)));
  return Invitation{card_of(member),
                    KITH_TRY(make_link(access, transaction, link, invitation_lasts))};
}

Result<Invitation> store_invited(Access& access, store::Transaction& transaction,
                                 const Caller& caller, const MemberDraft& draft) {
  KITH_CHECK(require_within(access.roles(), transaction.reader(), caller, draft.role));
  const auto known = KITH_TRY(find_account(transaction.reader(), draft.email.key));
  const AccountId account =
      known ? known->id : KITH_TRY(add_account(access, transaction, draft.email, ""));
  MemberRow member = draft.row(caller, account, Time{});
  KITH_CHECK(add_member_row(access, transaction, member));
  return invite(access, transaction, caller, member);
}

/// An invitation that was looked up, on its way to being accepted.
struct Guest {
  Link link;
  Account account;
  Origin origin;
};

Result<Guest> find_guest(Access& access, std::string_view token, Origin origin) {
  auto lease = KITH_TRY(access.read());
  const Link link = KITH_TRY(find_link(*lease, LinkKind::invitation, token, access.clock().now()));
  const auto account = KITH_TRY(find_account(*lease, link.account));
  if (!account || account->disabled_at) {
    return fail(ErrorCode::not_found, "This invitation is not for an account that can sign in.");
  }
  return Guest{link, *account, std::move(origin)};
}

Result<NewSession> join(Access& access, store::Transaction& transaction, const Guest& guest,
                        const std::string& password_hash) {
  KITH_CHECK(use_link(transaction, guest.link.id));
  MemberRow member =
      KITH_TRY(find_member(transaction.reader(), guest.link.workspace, guest.link.member));
  if (member.joined_at || member.disabled_at) {
    return fail(ErrorCode::rule, "This invitation has been accepted or withdrawn already.");
  }
  // Also where nothing changes: the password must still be the one that was compared.
  KITH_CHECK(
      set_password(transaction, guest.account.id, guest.account.password_hash, password_hash));
  member.joined_at = transaction.now();
  KITH_CHECK(change_member_row(transaction, member));
  KITH_CHECK(record(transaction, {.action = AuditAction::invitation_accepted,
                                  .workspace = member.workspace,
                                  .actor = member.id,
                                  .account = member.account,
                                  .target_kind = "member",
                                  .target = member.id.value,
                                  .detail = member.role}));
  return start_session(access, transaction, guest.account.id, member.workspace, guest.origin);
}

void let_in(Access& access, Guest guest, std::string password_hash, SessionDone done) {
  access.make(
      [&access, guest = std::move(guest), hash = std::move(password_hash)](
          store::Transaction& transaction) { return join(access, transaction, guest, hash); },
      std::move(done));
}

void join_with_new_password(Access& access, Guest guest, const std::string& password,
                            SessionDone done) {
  const std::string email = guest.account.email;
  hash_new_password(access, password, email,
                    [&access, guest = std::move(guest),
                     done = std::move(done)](Result<std::string> hash) mutable {
                      if (hash) {
                        let_in(access, std::move(guest), *std::move(hash), std::move(done));
                      } else {
                        done(std::unexpected(std::move(hash).error()));
                      }
                    });
}

void join_with_known_password(Access& access, Guest guest, std::string password, SessionDone done) {
  PasswordCheck check{.email_key = guest.account.email_key,
                      .account = guest.account,
                      .password = std::move(password),
                      .origin = guest.origin};
  check_password(
      access, std::move(check),
      [&access, guest = std::move(guest), done = std::move(done)](Result<bool> right) mutable {
        if (!right) {
          done(std::unexpected(std::move(right).error()));
        } else if (!*right) {
          done(wrong_password(access, guest.account));
        } else {
          std::string hash = guest.account.password_hash;
          let_in(access, std::move(guest), std::move(hash), std::move(done));
        }
      });
}

}  // namespace

Result<Invitation> invite_member(Access& access, const Caller& caller, const InviteMember& input) {
  const MemberDraft draft = KITH_TRY(MemberDraft::check(access, caller, input));
  return access.make([&](store::Transaction& transaction) {
    return store_invited(access, transaction, caller, draft);
  });
}

Result<Invitation> renew_invitation(Access& access, const Caller& caller, const MemberRef& input) {
  KITH_CHECK(caller.require(member_manage));
  return access.make([&](store::Transaction& transaction) -> Result<Invitation> {
    const MemberRow member =
        KITH_TRY(find_member(transaction.reader(), caller.workspace, input.member_id));
    KITH_CHECK(require_within(access.roles(), transaction.reader(), caller, member.role));
    if (member.joined_at || member.disabled_at) {
      return fail(ErrorCode::rule, "Only a member who still waits is invited again.");
    }
    return invite(access, transaction, caller, member);
  });
}

Result<LinkCard> look_at_link(Access& access, std::string_view token) {
  auto lease = KITH_TRY(access.read());
  const Link link = KITH_TRY(find_link(*lease, token, access.clock().now()));
  LinkCard card{.kind = link.kind, .expires_at = link.expires_at};
  if (link.kind == LinkKind::owner) {
    return card;
  }
  card.workspace_name = KITH_TRY(find_workspace(*lease, link.workspace)).name;
  if (const auto account = KITH_TRY(find_account(*lease, link.account))) {
    card.email = account->email;
    card.needs_new_password = link.kind == LinkKind::reset || account->password_hash.empty();
  }
  return card;
}

void accept_invitation(Access& access, AcceptInvitation input, Origin origin, SessionDone done) {
  Result<Guest> guest = find_guest(access, input.token, std::move(origin));
  if (!guest) {
    done(std::unexpected(std::move(guest).error()));
  } else if (guest->account.password_hash.empty()) {
    join_with_new_password(access, *std::move(guest), input.password, std::move(done));
  } else {
    join_with_known_password(access, *std::move(guest), std::move(input.password), std::move(done));
  }
}

}  // namespace kith::access
