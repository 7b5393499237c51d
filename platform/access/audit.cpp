// SPDX-License-Identifier: Apache-2.0
#include "access/audit.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/access.h"
#include "access/permissions.h"
#include "access/words.h"
#include "base/described_writer.h"

namespace kith::access {
namespace {

constexpr Statement add_entry{
    "access_add_audit",
    "INSERT INTO access_audit(id, at, workspace_id, member_id, account_id, action, target_kind, "
    "target_id, detail, left_out) VALUES($id, $at, $workspace, $member, $account, $action, "
    "$target_kind, $target, $detail, $left_out)"};

constexpr Statement list_all{"access_list_audit",
                             "SELECT * FROM access_audit_entry WHERE workspace_id = $workspace "
                             "AND id < $before ORDER BY id DESC LIMIT $limit"};
constexpr Statement list_of_member{
    "access_list_audit_of_member",
    "SELECT * FROM access_audit_entry WHERE workspace_id = $workspace AND member_id = $member "
    "AND id < $before ORDER BY id DESC LIMIT $limit"};
constexpr Statement list_of_action{
    "access_list_audit_of_action",
    "SELECT * FROM access_audit_entry WHERE workspace_id = $workspace AND action = $action "
    "AND id < $before ORDER BY id DESC LIMIT $limit"};

// In the order of the view's columns.
AuditEntry entry_of(const Rows& row) {
  return {.id = row.id_of<AuditEntryId>(0),
          .at = row.time(1),
          .action = value_of<AuditAction>(row.text(6)).value_or(AuditAction::session_started),
          .member_id = row.id_of<MemberId>(3),
          .member_name = row.string(4),
          .account_id = row.id_of<AccountId>(5),
          .target_kind = row.string(7),
          .target_id = row.id_of<AuditTargetId>(8),
          .detail = row.string(9),
          .left_out = row.integer(10)};
}

Result<std::unique_ptr<Rows>> start_list(Reader& reader, WorkspaceId workspace,
                                         const ListAudit& input, const PageRequest& page) {
  const Parameter in_workspace{"workspace", workspace};
  const Parameter before{"before", page.after().id};
  const Parameter limit{"limit", page.rows()};
  if (input.member_id) {
    return reader.query(list_of_member,
                        {in_workspace, {"member", *input.member_id}, before, limit});
  }
  if (input.action) {
    return reader.query(list_of_action,
                        {in_workspace, {"action", word_of(*input.action)}, before, limit});
  }
  return reader.query(list_all, {in_workspace, before, limit});
}

}  // namespace

std::span<const Statement* const> audit_statements() {
  static constexpr const Statement* all[] = {&add_entry, &list_all, &list_of_member,
                                             &list_of_action};
  return all;
}

Result<void> record(store::Transaction& transaction, const AuditRecord& entry) {
  const std::string_view word = word_of(entry.action);
  const std::string type = fmt::format("access.{}.v1", word);
  const AuditBody body{.workspace_id = entry.workspace,
                       .account_id = entry.account,
                       .target_kind = std::string(entry.target_kind),
                       .target_id = {entry.target},
                       .detail = std::string(entry.detail),
                       .left_out = entry.left_out};
  const bool is_about_member = entry.target_kind == "member";
  const Sequence sequence = KITH_TRY(
      transaction.append({.type = type,
                          .noun = is_about_member ? Noun::member : Noun::workspace,
                          .subject = is_about_member ? entry.target : entry.workspace.value,
                          .actor = entry.actor,
                          .body = to_json(body)}));
  return transaction.run(add_entry, {{"id", sequence},
                                     {"at", transaction.now()},
                                     {"workspace", entry.workspace},
                                     {"member", entry.actor},
                                     {"account", entry.account},
                                     {"action", word},
                                     {"target_kind", entry.target_kind},
                                     {"target", entry.target},
                                     {"detail", entry.detail},
                                     {"left_out", entry.left_out}});
}

std::optional<std::int64_t> AuditBudget::spend(Duration now) {
  const std::lock_guard lock(mutex_);
  const double earned =
      static_cast<double>((now - last_).count()) / static_cast<double>(one_every.count());
  left_ = std::clamp(left_ + earned, 0.0, most);
  last_ = now;
  if (left_ < 1) {
    ++left_out_;
    return std::nullopt;
  }
  left_ -= 1;
  return std::exchange(left_out_, 0);
}

Result<void> record_action(Access& access, const Caller& caller, AuditRecord entry) {
  entry.workspace = caller.workspace;
  entry.actor = caller.member;
  return access.write([&](store::Transaction& transaction) { return record(transaction, entry); });
}

void note_denied(Access& access, const Caller& caller, std::string_view permission) {
  const auto left_out = access.denials().spend(access.clock().steady());
  if (!left_out) {
    return;
  }
  access.write_later([caller, word = std::string(permission),
                      left_out = *left_out](store::Transaction& transaction) {
    return record(transaction, {.action = AuditAction::permission_denied,
                                .workspace = caller.workspace,
                                .actor = caller.member,
                                .detail = word,
                                .left_out = left_out});
  });
}

Result<Page<AuditEntry>> list_audit(Access& access, const Caller& caller, const ListAudit& input) {
  KITH_CHECK(caller.require(audit_read));
  if (input.member_id && input.action) {
    return fail_at(ErrorCode::invalid, "/action", "List by member or by action, not by both.");
  }
  const std::string filter =
      fmt::format("{} {} {}", caller.workspace.value, input.member_id.value_or(MemberId{}).value,
                  input.action ? word_of(*input.action) : "");
  const PageRequest page = KITH_TRY(access.page("audit", filter, input, {.id = INT64_MAX}));
  auto lease = KITH_TRY(access.read());
  auto rows = KITH_TRY(start_list(*lease, caller.workspace, input, page));
  return page.fill<AuditEntry>(*rows, entry_of);
}

}  // namespace kith::access
