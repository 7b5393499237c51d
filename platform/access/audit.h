// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <kith/caller.h>
#include <kith/page.h>

#include "access/ids.h"
#include "store/transaction.h"

namespace kith::access {

class Access;

/// What happened. The word of an action is in the type of its event, "access.<word>.v1", and
/// in the table: never renamed.
enum class AuditAction : std::uint8_t {
  session_started,
  sign_in_failed,
  session_ended,
  sessions_ended,
  permission_denied,
  password_changed,
  reset_offered,
  password_reset,
  owner_link_made,
  workspace_created,
  workspace_renamed,
  member_added,
  member_invited,
  invitation_accepted,
  member_changed,
  member_disabled,
  member_enabled,
  member_erased,
  account_disabled,
  account_enabled,
  role_created,
  role_changed,
  role_removed,
  token_created,
  token_revoked,
  data_exported,
  data_erased,
  data_backed_up,
  data_restored,
};

/// One entry on its way into the log of the server's own file. Ids and words alone: no names, no
/// addresses (nor hashes of them: the log is never rewritten), no secrets. Texts are looked at, not
/// owned.
struct AuditRecord {
  AuditAction action = AuditAction::session_started;
  WorkspaceId workspace;              ///< 0: the server as a whole
  MemberId actor;                     ///< 0: the command line, or nobody who is known
  AccountId account;                  ///< the account that acts or is tried, 0 where unknown
  std::string_view target_kind = {};  ///< as "member"
  std::int64_t target = 0;            ///< its id
  std::string_view detail = {};       ///< a word: the role given, the permission missing, why
  std::int64_t left_out = 0;          ///< how many like this one were not written before it
};

/// What an event of the log says beside its head.
struct AuditBody {
  WorkspaceId workspace_id;
  AccountId account_id;
  std::string target_kind;
  AuditTargetId target_id;
  std::string detail;
  std::int64_t left_out = 0;

  static consteval auto describe() {
    return described(
        "Who did what with accounts and rights.",
        field<&AuditBody::workspace_id>("The workspace, 0 for the whole server."),
        field<&AuditBody::account_id>("The account that acts or is tried, 0 where unknown."),
        field<&AuditBody::target_kind>("What the target is, as member or token."),
        field<&AuditBody::target_id>("The target's id, 0 for none."),
        field<&AuditBody::detail>("A word: the role given, the permission missing, the reason."),
        field<&AuditBody::left_out>("How many entries like this one were not written before it."));
  }
};

/// Appends the event and its row of the table, in the transaction of what it tells of.
Result<void> record(store::Transaction& transaction, const AuditRecord& entry);

/// Bounds what strangers can make the audit grow by: so many entries at once, then one in a while;
/// what is left out is counted and told by the next. Safe from any thread.
class AuditBudget {
 public:
  /// How many of the kind were left out since the last one; nothing when this one is left out too.
  std::optional<std::int64_t> spend(Duration now);

 private:
  static constexpr double most = 100;
  static constexpr Duration one_every = std::chrono::seconds(10);

  std::mutex mutex_;
  double left_ = most;
  Duration last_{};
  std::int64_t left_out_ = 0;
};

/// Records that somebody exported or erased data, or whatever else a part above access does that
/// must be on the record. `entry.workspace` and `entry.actor` are the caller's.
Result<void> record_action(Access& access, const Caller& caller, AuditRecord entry);

/// Records that a caller was refused for want of a permission; within a budget, and not waited for.
void note_denied(Access& access, const Caller& caller, std::string_view permission);

/// What the page of the audit shows of one entry.
struct AuditEntry {
  AuditEntryId id;
  Time at;
  AuditAction action = AuditAction::session_started;
  MemberId member_id;
  std::string member_name;
  AccountId account_id;
  std::string target_kind;
  AuditTargetId target_id;
  std::string detail;
  std::int64_t left_out = 0;

  static consteval auto describe() {
    return described(
        "One entry of the audit.", field<&AuditEntry::id>("Its number, in order of time."),
        field<&AuditEntry::at>("When."), field<&AuditEntry::action>("What happened."),
        field<&AuditEntry::member_id>("Who did it; 0 for the command line and for strangers."),
        field<&AuditEntry::member_name>("Their name today, empty where there is none."),
        field<&AuditEntry::account_id>("The account that acted or was tried, 0 where unknown."),
        field<&AuditEntry::target_kind>("What it was done to, as member or token."),
        field<&AuditEntry::target_id>("The id of that, 0 for none."),
        field<&AuditEntry::detail>("The role given, the permission missing, or the reason."),
        field<&AuditEntry::left_out>("How many entries like it were not written before it."));
  }
};

/// Which entries to list: newest first.
struct ListAudit {
  std::optional<MemberId> member_id;
  std::optional<AuditAction> action;
  std::optional<std::string> cursor;
  std::int32_t limit = 50;

  static consteval auto describe() {
    return described("Lists the audit, newest first.",
                     field<&ListAudit::member_id>("Only what this member did."),
                     field<&ListAudit::action>("Only this action; not together with a member."),
                     field<&ListAudit::cursor>("Where the page before ended."),
                     field<&ListAudit::limit>("How many at most.", range{1, 200}, defaults));
  }
};

/// The audit of the caller's workspace; the local caller of workspace 0 gets that of the server.
Result<Page<AuditEntry>> list_audit(Access& access, const Caller& caller, const ListAudit& input);

std::span<const Statement* const> audit_statements();

}  // namespace kith::access
