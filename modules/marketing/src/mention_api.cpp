// SPDX-License-Identifier: Apache-2.0
#include "mention_api.h"

#include <algorithm>

#include "mention_events.h"
#include "mention_judge.h"
#include "mention_sketches.h"
#include "mention_spoken.h"
#include "mention_store.h"

namespace kith::marketing {

constexpr Statement find_correction{"find_correction",
                                    "SELECT said_by, said_at, revision FROM marketing_correction "
                                    "WHERE message = $message"};
constexpr Statement save_correction{
    "save_correction",
    "INSERT INTO marketing_correction(message, kind, experience, independence, said_by, said_at, "
    "revision) VALUES($message, $kind, $experience, $independence, $said_by, $said_at, $revision) "
    "ON CONFLICT(message) DO UPDATE SET kind = excluded.kind, experience = excluded.experience, "
    "independence = excluded.independence, said_by = excluded.said_by, "
    "said_at = excluded.said_at, revision = excluded.revision"};

namespace {

/// Who corrected a message last.
struct Correction {
  MemberId member;
  Time said_at;
  std::int64_t revision = 0;  ///< 0: nobody
};

Result<Correction> load_correction(Reader& reader, MessageId message) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_correction, {{"message", message}}));
  return KITH_TRY(rows->next())
             ? Correction{rows->id_of<MemberId>(0), rows->time(1), rows->integer(2)}
             : Correction{};
}

Result<MentionView> load_view(QueryContext& context, MessageId message) {
  Reader& reader = context.reader();
  KITH_TRY(read_said(reader, message));
  MentionView view{.message_id = message};
  const std::optional<Mention> mention = KITH_TRY(MentionTable::load(reader, message));
  if (mention) {
    view.kind = mention->verdict().kind;
    view.experience = mention->verdict().experience;
    view.independence = mention->verdict().independence;
    if (view.kind != MentionKind::none) {
      view.worth = KITH_TRY(load_worth(context, message, mention->at));
    }
  }
  const Correction correction = KITH_TRY(load_correction(reader, message));
  if (correction.revision > 0) {
    view.corrected_by = correction.member;
    view.corrected_at = correction.said_at;
    view.revision = correction.revision;
  }
  return view;
}

Result<void> check_correction(const SaidMessage& said, const CorrectMention& input) {
  if (said.direction != Direction::inbound) {
    return fail_at(ErrorCode::rule, "/message_id",
                   "Only what somebody outside wrote is word of mouth.");
  }
  if (input.kind == MentionKind::none && input.experience != Experience::none) {
    return fail_at(ErrorCode::rule, "/experience",
                   "A message that says nothing of the company holds no experience with it.");
  }
  return {};
}

}  // namespace

Result<WorthView> load_worth(QueryContext& context, MessageId message, Time at) {
  const Window beside{at, at + copies_within + Duration(1)};
  const std::vector<Weighed> weighed = KITH_TRY(load_weighed(context, beside));
  const auto own =
      std::ranges::find(weighed, message, [](const Weighed& each) { return each.spoken.message; });
  return own == weighed.end() ? worth_of_nobody() : worth_of(*own);
}

Result<MentionView> show_mention(QueryContext& context, const OneMention& input) {
  return load_view(context, input.message_id);
}

Result<void> correct_mention(CommandContext& context, const CorrectMention& input) {
  Reader& reader = context.reader();
  const MessageId message = input.message_id;
  const SaidMessage said = KITH_TRY(read_said(reader, message));
  KITH_CHECK(check_correction(said, input));
  const Correction before = KITH_TRY(load_correction(reader, message));
  KITH_CHECK(context.check_revision(before.revision));
  const Time at = std::min(said.posted_at, context.now());
  context.run(save_correction, {{"message", message},
                                {"kind", static_cast<int>(input.kind)},
                                {"experience", static_cast<int>(input.experience)},
                                {"independence", static_cast<int>(input.independence)},
                                {"said_by", context.caller().member},
                                {"said_at", context.now()},
                                {"revision", before.revision + 1}});
  if (!said.text.empty()) {
    keep_sketch(context, {message, said.person, at}, context.now(),
                context.texts().sketch(said.text));
  }
  context.emit(said.conversation.value,
               MentionCorrected{.message_id = message,
                                .thread_id = said.thread,
                                .person_id = said.person,
                                .channel_id = KITH_TRY(channel_of(reader, said.thread)),
                                .at = at,
                                .kind = input.kind,
                                .experience = input.experience,
                                .independence = input.independence});
  return {};
}

Result<MentionView> corrected_mention(QueryContext& context, const CorrectMention& input,
                                      const Created&) {
  return load_view(context, input.message_id);
}

}  // namespace kith::marketing
