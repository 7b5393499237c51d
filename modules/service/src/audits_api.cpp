// SPDX-License-Identifier: Apache-2.0
#include "audits_api.h"

#include <limits>

#include <kith/page_cursor.h>

#include "audit.h"

namespace kith::service {

#define KITH_SERVICE_AUDITS(verdict)                                                    \
  "SELECT message, thread, asked_at, verdict, judged_at, judged_by FROM service_audit " \
  "WHERE " verdict " AND message < $id ORDER BY message DESC LIMIT $rows"

constexpr Statement list_audits_open{"list_audits_open", KITH_SERVICE_AUDITS("verdict = 0")};
constexpr Statement list_audits_judged{"list_audits_judged", KITH_SERVICE_AUDITS("verdict > 0")};

#undef KITH_SERVICE_AUDITS

namespace {

AuditView view_of(const Audit& audit) {
  AuditView view{
      .message_id = audit.message, .conversation_id = audit.thread, .posted_at = audit.asked_at};
  if (audit.verdict != Verdict::open) {
    view.needs_reply = audit.verdict == Verdict::missed;
    view.judged_at = audit.judged_at;
    view.judged_by = audit.judged_by;
  }
  return view;
}

Result<Audit> load_audit(Reader& reader, MessageId message) {
  const std::optional<Audit> audit = KITH_TRY(AuditTable::load(reader, message));
  return audit ? Result<Audit>(*audit)
               : fail(ErrorCode::not_found, "This message is not in the audit.");
}

}  // namespace

Result<Page<AuditView>> list_audits(QueryContext& context, const ListAudits& input) {
  const std::string list = input.judged ? "service.audits judged" : "service.audits open";
  PagePlace after{0, std::numeric_limits<std::int64_t>::max()};
  if (input.cursor) {
    after = KITH_TRY(open_page_cursor(list, *input.cursor));
  }
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(input.judged ? list_audits_judged : list_audits_open,
                                      {{"id", after.id}, {"rows", input.limit + 1}}));
  return read_page<AuditView>(
      *rows, input.limit, list, [](const Rows& row) { return view_of(audit_of(row)); },
      [](const AuditView& view) { return PagePlace{0, view.message_id.value}; });
}

Result<void> judge_audit(CommandContext& context, const JudgeAudit& input) {
  const Audit audit = KITH_TRY(load_audit(context.reader(), input.message_id));
  context.emit(audit.thread.value,
               AuditJudged{.message_id = audit.message, .needs_reply = input.needs_reply});
  return {};
}

Result<AuditView> judged_audit(QueryContext& context, const JudgeAudit& input, const Created&) {
  return view_of(KITH_TRY(load_audit(context.reader(), input.message_id)));
}

}  // namespace kith::service
