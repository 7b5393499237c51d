// SPDX-License-Identifier: Apache-2.0
#include "telling.h"

#include <algorithm>
#include <vector>

#include "draft.h"
#include "events.h"
#include "module.h"
#include "request_store.h"

namespace kith::product {

// The other parts of what a person is, after merges.
#define KITH_PRODUCT_SAME_PERSON(root)                  \
  "(SELECT " root                                       \
  " UNION ALL SELECT same.id FROM kith_person AS same " \
  "WHERE same.root = " root " AND same.root <> same.id)"

// Newest evidence first, so that the first row of a person is where they are told.
constexpr Statement list_untold{
    "list_untold",
    "SELECT whole.id, kith_message.conversation FROM product_request AS part "
    "JOIN product_evidence ON product_evidence.request = part.id "
    "JOIN kith_person AS asker ON asker.id = product_evidence.person "
    "JOIN kith_person AS whole ON whole.id = asker.root "
    "JOIN kith_message ON kith_message.id = product_evidence.message "
    "JOIN kith_conversation ON kith_conversation.id = kith_message.conversation "
    "WHERE part.root = $request AND whole.is_excluded = 0 AND whole.erased_at = 0 "
    "AND kith_conversation.number > 0 AND NOT EXISTS (SELECT 1 FROM product_telling "
    "WHERE product_telling.request = $request AND product_telling.person IN "
    KITH_PRODUCT_SAME_PERSON("whole.id") ") "
    "AND NOT EXISTS (SELECT 1 FROM product_told JOIN product_request AS own "
    "ON own.id = product_told.request WHERE own.root = $request AND product_told.person IN "
    KITH_PRODUCT_SAME_PERSON("whole.id") ") "
    "ORDER BY whole.id, product_evidence.message DESC LIMIT $rows"};
// Each address that the person asked from, so that a merge that is undone leaves all of them told.
constexpr Statement note_telling{
    "note_telling",
    "INSERT INTO product_telling(request, person, thread, begun_at) "
    "SELECT DISTINCT part.root, product_evidence.person, CAST($thread AS INTEGER), "
    "CAST($now AS INTEGER) FROM product_request AS part "
    "JOIN product_evidence ON product_evidence.request = part.id "
    "WHERE part.root = $request AND product_evidence.person IN " KITH_PRODUCT_SAME_PERSON(
        "$person") " ON CONFLICT DO NOTHING",
    "INSERT INTO product_telling(request, person, thread, begun_at) "
    "SELECT DISTINCT part.root, product_evidence.person, CAST($thread AS BIGINT), "
    "CAST($now AS BIGINT) FROM product_request AS part "
    "JOIN product_evidence ON product_evidence.request = part.id "
    "WHERE part.root = $request AND product_evidence.person IN " KITH_PRODUCT_SAME_PERSON(
        "$person") " ON CONFLICT DO NOTHING"};
constexpr Statement list_tellings{
    "list_tellings",
    "SELECT person FROM product_telling WHERE request = $request AND thread = $thread "
    "AND NOT EXISTS (SELECT 1 FROM product_told WHERE product_told.request = $request "
    "AND product_told.person = product_telling.person) ORDER BY person LIMIT $rows"};
constexpr Statement forget_tellings{
    "forget_tellings",
    "DELETE FROM product_telling WHERE request = $request AND thread = $thread "
    "AND NOT EXISTS (SELECT 1 FROM product_told WHERE product_told.request = $request "
    "AND product_told.person = product_telling.person)"};

#undef KITH_PRODUCT_SAME_PERSON

namespace {

// What one event may lead to is bounded: who shares one conversation is told by one reply.
constexpr std::int64_t most_told_at_once = 200;
constexpr std::int64_t most_rows = 1'000;

/// Somebody to be told, and the conversation to do it in.
struct Asker {
  PersonId person;
  ConversationId conversation;
};

struct NextAskers {
  std::vector<Asker> askers;
  bool has_more = false;
};

Result<NextAskers> next_askers(Reader& reader, RequestId request) {
  NextAskers next;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(list_untold, {{"request", request}, {"rows", most_rows}}));
  std::int64_t seen = 0;
  while (KITH_TRY(rows->next())) {
    ++seen;
    const Asker asker{{rows->integer(0)}, {rows->integer(1)}};
    if (!next.askers.empty() && next.askers.back().person == asker.person) {
      continue;
    }
    if (next.askers.size() == most_drafts) {
      next.has_more = true;
      return next;
    }
    next.askers.push_back(asker);
  }
  next.has_more = seen == most_rows;
  return next;
}

/// Whether a reply about the request waits in this conversation to be sent.
Result<bool> is_being_told(DecideContext& context, RequestId request, ConversationId conversation) {
  const Thread* const thread = KITH_TRY(context.find<ThreadTable>({request, conversation}));
  return thread != nullptr && thread->draft;
}

}  // namespace

std::string telling_timer(RequestId request) {
  return "tell:" + std::to_string(request.value);
}

Result<void> draft_replies(DecideContext& context, const Event<TimerFired>& event) {
  const Request request = KITH_TRY(load_request(context.reader(), {event.head.subject}));
  if (request.state != RequestState::shipped || request.merged_into) {
    return {};
  }
  const NextAskers next = KITH_TRY(next_askers(context.reader(), request.id));
  std::vector<ConversationId> drafted;
  for (const Asker& asker : next.askers) {
    const bool is_new = std::ranges::find(drafted, asker.conversation) == drafted.end() &&
                        !KITH_TRY(is_being_told(context, request.id, asker.conversation));
    if (is_new) {
      drafted.push_back(asker.conversation);
      context.apply(DraftReply{.conversation = asker.conversation,
                               .text = request.reply,
                               .about = {Noun::own, request.id.value}});
    }
    context.run(note_telling, {{"request", request.id},
                               {"person", asker.person},
                               {"thread", asker.conversation},
                               {"now", context.now()}});
  }
  if (next.has_more) {
    context.apply(
        ScheduleTimer{telling_timer(request.id), context.now(), {Noun::own, request.id.value}});
  }
  return {};
}

Result<void> announce_told(DecideContext& context, const Event<ReplySent>& event) {
  if (!event.body.draft_id) {
    return {};
  }
  const Draft* const draft = KITH_TRY(context.find<DraftTable>(event.body.draft_id));
  if (draft == nullptr) {
    return {};
  }
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_tellings,
      {{"request", draft->request}, {"thread", draft->thread}, {"rows", most_told_at_once}}));
  while (KITH_TRY(rows->next())) {
    context.emit(draft->request.value, AskerTold{.request_id = draft->request,
                                                 .person_id = {rows->integer(0)},
                                                 .thread_id = draft->thread,
                                                 .message_id = event.body.message_id});
  }
  return {};
}

Result<void> release_discarded(DecideContext& context, const Event<DraftDiscarded>& event) {
  if (event.body.module != module_name) {
    return {};
  }
  const Draft* const draft = KITH_TRY(context.find<DraftTable>(event.body.draft_id));
  if (draft != nullptr) {
    context.run(forget_tellings, {{"request", draft->request}, {"thread", draft->thread}});
  }
  return {};
}

}  // namespace kith::product
