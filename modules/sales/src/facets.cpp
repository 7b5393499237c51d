// SPDX-License-Identifier: Apache-2.0
#include "facets.h"

#include "act_view.h"
#include "promises_api.h"
#include "thread_store.h"

namespace kith::sales {

#define KITH_SALES_ACT "SELECT kind, person, happened_at, source, member, message FROM sales_act "

constexpr Statement find_act_of_message{
    "find_act_of_message",
    KITH_SALES_ACT "WHERE message = $message AND message > 0 ORDER BY happened_at DESC LIMIT 1"};
constexpr Statement find_exchange_of_reply{
    "find_exchange_of_reply",
    KITH_SALES_ACT "WHERE source = $message AND kind = 5 ORDER BY person LIMIT 1"};

#undef KITH_SALES_ACT

// The person of a message is who wrote it or, where a colleague did, whom the thread is with.
constexpr Statement find_sides_of_message{
    "find_sides_of_message",
    "SELECT CASE WHEN kith_message.direction = 0 THEN coalesce(kith_message.person, 0) "
    "ELSE kith_conversation.person END, kith_message.thread, kith_message.direction "
    "FROM kith_message JOIN kith_conversation ON kith_conversation.id = kith_message.thread "
    "WHERE kith_message.id = $message"};

namespace {

constexpr std::int64_t acts_that_tell = 3;
constexpr const char* nothing_passed = "Nothing has passed yet that makes a relationship.";

Effect effect_of(ActKind kind) {
  switch (kind) {
    case ActKind::help_confirmed:
    case ActKind::they_helped: return Effect::shows_help;
    case ActKind::introduction_given:
    case ActKind::introduction_received: return Effect::shows_introduction;
    case ActKind::meeting: return Effect::shows_meeting;
    case ActKind::exchange: return Effect::exchanged;
    case ActKind::left_unanswered: return Effect::left_unanswered;
    case ActKind::promise_kept:
    case ActKind::promise_broken: return Effect::shows_promise;
  }
  return Effect::none;
}

Result<std::optional<Act>> find_act(Reader& reader, const Statement& statement, MessageId message) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(statement, {{"message", message}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Act>();
  }
  return std::optional(Act{.kind = rows->enumerator<ActKind>(0),
                           .person = {rows->integer(1)},
                           .at = rows->time(2),
                           .source = rows->integer(3),
                           .member = {rows->integer(4)},
                           .message = {rows->integer(5)}});
}

/// The act that a message shows, or is the answer of.
Result<std::optional<Act>> act_of(Reader& reader, MessageId message) {
  const std::optional<Act> shown = KITH_TRY(find_act(reader, find_act_of_message, message));
  return shown ? shown : KITH_TRY(find_act(reader, find_exchange_of_reply, message));
}

std::vector<std::string> links_to_card(const Whole& whole) {
  return {"/api/v1/sales/relationships/" + std::to_string(whole.root.value)};
}

/// Whose message it is, and the thread it stands in.
struct Side {
  PersonId person;
  ConversationId thread;
  Direction direction = Direction::inbound;
};

Result<Side> side_of(Reader& reader, MessageId message) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_sides_of_message, {{"message", message}}));
  if (!KITH_TRY(rows->next()) || rows->integer(0) == 0) {
    return nothing(nothing_passed);
  }
  return Side{{rows->integer(0)}, {rows->integer(1)}, rows->enumerator<Direction>(2)};
}

Result<std::optional<Time>> answer_by(Reader& reader, const Side& side, MessageId message) {
  const std::optional<Thread> thread = KITH_TRY(ThreadTable::load(reader, side.thread));
  const Question* const question = thread ? thread->find(message) : nullptr;
  return question != nullptr && question->state == QuestionState::waiting
             ? std::optional(question->since + patience)
             : std::nullopt;
}

}  // namespace

Result<RelationshipFacet> person_facet(QueryContext& context, PersonId person) {
  Reader& reader = context.reader();
  const Whole whole = KITH_TRY(load_whole(reader, person));
  RelationshipFacet facet{.links = links_to_card(whole)};
  facet.objections =
      KITH_TRY(load_objections(reader, whole, KITH_TRY(load_acts(reader, whole, acts_that_tell))));
  facet.promises_due = static_cast<std::int64_t>(KITH_TRY(load_due_to(context, whole)).size());
  if (!whole.is_known() && facet.objections.empty() && facet.promises_due == 0) {
    return nothing(nothing_passed);
  }
  const Standing standing = whole.standing_at(context.now());
  const Strength strength = strength_of(standing);
  facet.strength = strength.hundredths / 100;
  facet.band = strength.band;
  facet.needs_repair = strength.needs_repair;
  facet.colleagues = standing.colleagues;
  facet.may_approach = facet.objections.empty();
  if (whole.last.at) {
    facet.last_contact_at = whole.last.at;
  }
  return facet;
}

Result<MessageEffect> message_facet(QueryContext& context, MessageId message) {
  Reader& reader = context.reader();
  const Side side = KITH_TRY(side_of(reader, message));
  const std::optional<Act> act = KITH_TRY(act_of(reader, message));
  const Whole whole = KITH_TRY(load_whole(reader, act ? act->person : side.person));
  MessageEffect facet{.person_id = whole.root, .links = links_to_card(whole)};
  facet.answer_by = KITH_TRY(answer_by(reader, side, message));
  if (act) {
    const ActView view = view_of(*act, context.now());
    facet.effect = effect_of(act->kind);
    facet.ours_hundredths = view.ours_hundredths;
    facet.theirs_hundredths = view.theirs_hundredths;
  } else if (facet.answer_by) {
    facet.effect = Effect::asked;
  } else if (whole.tally.is_empty() && whole.kept + whole.broken == 0) {
    return nothing(nothing_passed);
  }
  const Strength strength = strength_of(whole.standing_at(context.now()));
  facet.strength = strength.hundredths / 100;
  facet.band = strength.band;
  facet.may_approach =
      KITH_TRY(load_objections(reader, whole, KITH_TRY(load_acts(reader, whole, acts_that_tell))))
          .empty();
  return facet;
}

}  // namespace kith::sales
