// SPDX-License-Identifier: Apache-2.0
#include "access/members.h"

#include <fmt/format.h>

#include "access/account_store.h"
#include "access/display_name.h"
#include "access/member_draft.h"
#include "access/password_check.h"
#include "access/permissions.h"
#include "access/role_store.h"
#include "access/session_store.h"
#include "access/token_store.h"

namespace kith::access {
namespace {

Result<MemberCard> store_new_member(Access& access, store::Transaction& transaction,
                                    const Caller& caller, const MemberDraft& draft,
                                    const std::string& password_hash) {
  if (KITH_TRY(find_account(transaction.reader(), draft.email.key))) {
    return fail_at(ErrorCode::rule, "/email",
                   "Somebody signs in on this server with this address already. Send them an "
                   "invitation; they accept it with the password that they have.");
  }
  // The role may have gone between the check and now.
  KITH_CHECK(require_within(access.roles(), transaction.reader(), caller, draft.role));
  const AccountId account = KITH_TRY(add_account(access, transaction, draft.email, password_hash));
  MemberRow member = draft.row(caller, account, transaction.now());
  KITH_CHECK(add_member_row(access, transaction, member));
  KITH_CHECK(record(transaction, about_member(AuditAction::member_added, caller, member)));
  return card_of(member);
}

/// The member as the writer sees it, where the caller may have a say over them.
Result<MemberRow> find_below(Access& access, store::Transaction& transaction, const Caller& caller,
                             MemberId id) {
  MemberRow member = KITH_TRY(find_member(transaction.reader(), caller.workspace, id));
  KITH_CHECK(require_within(access.roles(), transaction.reader(), caller, member.role));
  return member;
}

Result<void> apply(Access& access, store::Transaction& transaction, const Caller& caller,
                   const ChangeMember& input, MemberRow& member) {
  if (input.name) {
    member.name = KITH_TRY(display_name(*input.name, "/name"));
  }
  if (input.role) {
    KITH_CHECK(require_within(access.roles(), transaction.reader(), caller, *input.role));
    member.role = *input.role;
  }
  member.department = input.department.value_or(member.department);
  KITH_CHECK(change_member_row(transaction, member));
  return record(transaction, about_member(AuditAction::member_changed, caller, member));
}

Result<void> shut_out(store::Transaction& transaction, MemberId member) {
  KITH_TRY(end_sessions_of_member(transaction, member));
  KITH_TRY(revoke_tokens_of(transaction, member));
  return drop_links(transaction, member);
}

/// Runs a change of one member and drops their rights before it answers.
template <class Change>
Result<MemberCard> change_one(Access& access, const Caller& caller, MemberId id,
                              std::int64_t revision, Change change) {
  KITH_CHECK(caller.require(member_manage));
  MemberCard card =
      KITH_TRY(access.make([&](store::Transaction& transaction) -> Result<MemberCard> {
        MemberRow member = KITH_TRY(find_below(access, transaction, caller, id));
        KITH_CHECK(check_revision(member.revision, revision));
        KITH_CHECK(change(transaction, member));
        return card_of(member);
      }));
  access.drop_rights(Affected::all_of(id));
  return card;
}

Result<void> erase_rows(store::Transaction& transaction, const MemberRow& member) {
  KITH_CHECK(shut_out(transaction, member.id));
  KITH_CHECK(erase_sessions_of_member(transaction, member.id));
  KITH_CHECK(erase_tokens_of(transaction, member.id));
  KITH_CHECK(erase_member_row(transaction, member));
  if (KITH_TRY(belongs_elsewhere(transaction.reader(), member.account, member.workspace))) {
    return {};
  }
  return erase_account_row(transaction, member.account);
}

}  // namespace

MemberCard card_of(const MemberRow& row) {
  return {.id = row.id,
          .name = row.name,
          .email = row.email,
          .role = row.role,
          .department = row.department,
          .state = row.disabled_at ? MemberState::disabled
                   : row.joined_at ? MemberState::active
                                   : MemberState::invited,
          .created_at = row.created_at,
          .revision = row.revision};
}

Result<Page<MemberCard>> list_members(Access& access, const Caller& caller,
                                      const ListMembers& input) {
  KITH_CHECK(caller.require(member_read));
  const PageRequest page =
      KITH_TRY(access.page("members", fmt::format("{}", caller.workspace.value), input, {}));
  auto lease = KITH_TRY(access.read());
  auto rows = KITH_TRY(list_member_rows(*lease, caller.workspace, page.after().id, page.rows()));
  return page.fill<MemberCard>(*rows, [](const Rows& row) { return card_of(member_row_of(row)); });
}

Result<MemberCard> get_member(Access& access, const Caller& caller, const MemberRef& input) {
  KITH_CHECK(caller.require(member_read));
  auto lease = KITH_TRY(access.read());
  return card_of(KITH_TRY(find_member(*lease, caller.workspace, input.member_id)));
}

void add_member(Access& access, const Caller& caller, const AddMember& input, MemberDone done) {
  Result<MemberDraft> draft = MemberDraft::check(access, caller, input);
  if (!draft) {
    done(std::unexpected(std::move(draft).error()));
    return;
  }
  hash_new_password(access, input.password, input.email,
                    [&access, caller, draft = *std::move(draft),
                     done = std::move(done)](Result<std::string> hash) mutable {
                      if (!hash) {
                        done(std::unexpected(std::move(hash).error()));
                        return;
                      }
                      access.make(
                          [&access, caller, draft = std::move(draft),
                           hash = *std::move(hash)](store::Transaction& transaction) {
                            return store_new_member(access, transaction, caller, draft, hash);
                          },
                          std::move(done));
                    });
}

Result<MemberCard> change_member(Access& access, const Caller& caller, const ChangeMember& input,
                                 std::int64_t revision) {
  return change_one(access, caller, input.member_id, revision,
                    [&](store::Transaction& transaction, MemberRow& member) {
                      return apply(access, transaction, caller, input, member);
                    });
}

Result<MemberCard> disable_member(Access& access, const Caller& caller, const MemberRef& input,
                                  std::int64_t revision) {
  return change_one(access, caller, input.member_id, revision,
                    [&](store::Transaction& transaction, MemberRow& member) -> Result<void> {
                      if (member.disabled_at) {
                        return fail(ErrorCode::rule, "This member is disabled already.");
                      }
                      member.disabled_at = transaction.now();
                      KITH_CHECK(change_member_row(transaction, member));
                      KITH_CHECK(shut_out(transaction, member.id));
                      return record(transaction,
                                    about_member(AuditAction::member_disabled, caller, member));
                    });
}

Result<MemberCard> enable_member(Access& access, const Caller& caller, const MemberRef& input,
                                 std::int64_t revision) {
  return change_one(access, caller, input.member_id, revision,
                    [&](store::Transaction& transaction, MemberRow& member) -> Result<void> {
                      if (!member.disabled_at) {
                        return fail(ErrorCode::rule, "This member is not disabled.");
                      }
                      member.disabled_at = {};
                      KITH_CHECK(change_member_row(transaction, member));
                      return record(transaction,
                                    about_member(AuditAction::member_enabled, caller, member));
                    });
}

Result<void> end_member_sessions(Access& access, const Caller& caller, const MemberRef& input) {
  KITH_CHECK(caller.require(member_manage));
  KITH_CHECK(access.write([&](store::Transaction& transaction) -> Result<void> {
    const MemberRow member = KITH_TRY(find_below(access, transaction, caller, input.member_id));
    KITH_TRY(end_sessions_of_member(transaction, member.id));
    return record(transaction, about_member(AuditAction::sessions_ended, caller, member));
  }));
  access.drop_rights(Affected::all_of(input.member_id));
  return {};
}

Result<void> erase_member(Access& access, const Caller& caller, const MemberRef& input) {
  KITH_CHECK(caller.require(member_manage));
  KITH_CHECK(access.write([&](store::Transaction& transaction) -> Result<void> {
    const MemberRow member = KITH_TRY(find_below(access, transaction, caller, input.member_id));
    if (!member.disabled_at) {
      return fail(ErrorCode::rule, "Disable this member before erasing what is known of them.");
    }
    KITH_CHECK(erase_rows(transaction, member));
    return record(transaction, about_member(AuditAction::member_erased, caller, member));
  }));
  access.drop_rights(Affected::all_of(input.member_id));
  return {};
}

}  // namespace kith::access
