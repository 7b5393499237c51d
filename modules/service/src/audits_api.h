// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/page.h>
#include <kith/route.h>

/// The routes under /audits: messages that seemed to need no reply, for a colleague to judge.
namespace kith::service {

extern const Statement list_audits_open;
extern const Statement list_audits_judged;

struct AuditView {
  MessageId message_id;
  ConversationId conversation_id;
  Time posted_at;
  std::optional<bool> needs_reply;
  std::optional<Time> judged_at;
  std::optional<MemberId> judged_by;

  static consteval auto describe() {
    using View = AuditView;
    return described("A message that seemed to need no reply, drawn by chance to be looked at.",
                     field<&View::message_id>("The message."),
                     field<&View::conversation_id>("The thread it came in on."),
                     field<&View::posted_at>("When it was posted."),
                     field<&View::needs_reply>("What a colleague said; absent: nobody has yet."),
                     field<&View::judged_at>("When."), field<&View::judged_by>("Who."));
  }
};

struct ListAudits {
  bool judged = false;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    return described("Messages of the audit, the newest first.",
                     field<&ListAudits::judged>("Those that were judged, not those that wait "
                                                "for it.",
                                                defaults),
                     field<&ListAudits::limit>("How many to a page.", range{1, 200}, defaults),
                     field<&ListAudits::cursor>("Where the page before ended."));
  }
};

struct JudgeAudit {
  MessageId message_id;
  bool needs_reply = false;

  static consteval auto describe() {
    return described("Says whether somebody waited for an answer to a message.",
                     field<&JudgeAudit::message_id>("The message."),
                     field<&JudgeAudit::needs_reply>("Whether somebody did."));
  }
};

Result<Page<AuditView>> list_audits(QueryContext& context, const ListAudits& input);
Result<void> judge_audit(CommandContext& context, const JudgeAudit& input);
Result<AuditView> judged_audit(QueryContext& context, const JudgeAudit& input,
                               const Created& created);

}  // namespace kith::service
