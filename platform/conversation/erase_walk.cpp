// SPDX-License-Identifier: Apache-2.0
#include "conversation/erase_walk.h"

#include <set>

#include <kith/events.h>

#include "conversation/conversation_row.h"
#include "conversation/id_list.h"
#include "conversation/message_rows.h"
#include "conversation/message_text.h"
#include "conversation/statement_lists.h"
#include "conversation/wait.h"
#include "conversation/workflow.h"

namespace kith::conversation {
namespace {

#define KITH_OWN(in) \
  "SELECT id FROM conversation WHERE person " in " AND id > $after ORDER BY id LIMIT 1"
#define KITH_OTHERS(in) \
  "SELECT min(conversation) FROM participant WHERE person " in " AND conversation > $after"
// In a conversation of theirs all goes but what others wrote from outside.
#define KITH_OF_OWN(in)                                                          \
  "SELECT id FROM message WHERE conversation = $conversation AND erased_at = 0 " \
  "AND (direction <> 0 OR identity IN (SELECT id FROM identity WHERE person " in \
  ")) ORDER BY id LIMIT $most"
#define KITH_OF_OTHERS(in)                                                            \
  "SELECT message.id FROM conversation AS named "                                     \
  "JOIN conversation AS thread ON thread.id = named.root "                            \
  "OR (thread.root = named.root AND thread.root <> thread.id) "                       \
  "JOIN message ON message.conversation = thread.id "                                 \
  "WHERE named.id = $conversation AND message.erased_at = 0 AND message.identity IN " \
  "(SELECT id FROM identity WHERE person " in ") LIMIT $most"
#define KITH_AMONG(in)                                                          \
  "SELECT id FROM message WHERE id > $after AND id <= $last AND erased_at = 0 " \
  "AND identity IN (SELECT id FROM identity WHERE person " in ") ORDER BY id LIMIT $most"

constexpr Statement next_own{"next_own_conversation", KITH_OWN(KITH_IN("persons")),
                             KITH_OWN(KITH_IN_POSTGRES("persons"))};
constexpr Statement next_of_others{"next_conversation_of_others", KITH_OTHERS(KITH_IN("persons")),
                                   KITH_OTHERS(KITH_IN_POSTGRES("persons"))};
constexpr Statement messages_of_own{"messages_to_erase_of_own", KITH_OF_OWN(KITH_IN("persons")),
                                    KITH_OF_OWN(KITH_IN_POSTGRES("persons"))};
constexpr Statement messages_of_others{"messages_to_erase_of_others",
                                       KITH_OF_OTHERS(KITH_IN("persons")),
                                       KITH_OF_OTHERS(KITH_IN_POSTGRES("persons"))};
constexpr Statement messages_among{"messages_to_erase_among", KITH_AMONG(KITH_IN("persons")),
                                   KITH_AMONG(KITH_IN_POSTGRES("persons"))};
constexpr Statement end_of_stretch{
    "end_of_stretch",
    "SELECT max(id) FROM (SELECT id FROM message WHERE id > $after ORDER BY id LIMIT $most) "
    "AS stretch"};
constexpr Statement clear_recipients{
    "clear_recipients",
    "UPDATE outbox SET recipients = '[]' WHERE recipients <> '[]' AND message IN "
    "(SELECT id FROM message WHERE conversation = $conversation AND direction = 1)"};
constexpr Statement find_root_of_erased{"find_root_of_erased",
                                        "SELECT root FROM conversation WHERE id = $id"};
constexpr Statement blank_handoffs{
    "blank_handoffs",
    "UPDATE handoff SET question = '', answer = '', revision = revision + 1 "
    "WHERE conversation = $conversation"};
constexpr Statement blank_promises{
    "blank_promises",
    "UPDATE promise SET text = '', revision = revision + 1 WHERE conversation = $conversation"};
constexpr Statement discard_drafts{
    "discard_drafts",
    "UPDATE draft SET text = '', state = CASE WHEN state = 0 THEN 3 ELSE state END, "
    "revision = revision + 1 WHERE conversation = $conversation AND text <> ''"};
constexpr Statement remove_fields{
    "remove_attributes_of_conversation",
    "DELETE FROM attribute WHERE noun = $noun AND subject = $conversation"};

#undef KITH_OWN
#undef KITH_OTHERS
#undef KITH_OF_OWN
#undef KITH_OF_OTHERS
#undef KITH_AMONG

/// One piece of one job.
class ErasePiece {
 public:
  ErasePiece(store::Transaction& transaction, EraseJob& job, const EraseBudget& budget)
      : transaction_(transaction),
        job_(job),
        persons_(id_list(job.persons)),
        left_(budget.messages),
        to_look_through_(budget.looked_through) {}

  Result<void> run() {
    if (job_.stage == EraseStage::own) {
      KITH_CHECK(walk_conversations(next_own, messages_of_own, EraseStage::others));
    }
    if (job_.stage == EraseStage::others) {
      KITH_CHECK(walk_conversations(next_of_others, messages_of_others, EraseStage::messages));
    }
    if (job_.stage == EraseStage::messages && to_look_through_ > 0) {
      KITH_CHECK(walk_messages());
    }
    return {};
  }

 private:
  void enter(EraseStage stage) {
    job_.stage = stage;
    job_.after = 0;
  }

  Result<void> walk_conversations(const Statement& next, const Statement& messages,
                                  EraseStage then) {
    while (left_ > 0) {
      const std::optional<std::int64_t> id = KITH_TRY(
          transaction_.reader().number(next, {{"persons", persons_}, {"after", job_.after}}));
      if (!id) {
        enter(then);
        return {};
      }
      const std::vector<MessageId> doomed =
          KITH_TRY(list(messages, {{"conversation", *id}, {"persons", persons_}, {"most", left_}}));
      KITH_CHECK(erase_all(doomed));
      if (left_ == 0) {
        return {};
      }
      // An empty conversation costs something too.
      --left_;
      if (job_.stage == EraseStage::own) {
        KITH_CHECK(erase_around(ConversationId{*id}));
      }
      KITH_CHECK(settle(ConversationId{*id}));
      job_.after = *id;
    }
    return {};
  }

  Result<void> walk_messages() {
    const std::optional<std::int64_t> last = KITH_TRY(transaction_.reader().number(
        end_of_stretch, {{"after", job_.after}, {"most", to_look_through_}}));
    if (!last) {
      enter(EraseStage::done);
      return {};
    }
    const std::vector<MessageId> doomed = KITH_TRY(
        list(messages_among,
             {{"after", job_.after}, {"last", *last}, {"persons", persons_}, {"most", left_}}));
    KITH_CHECK(erase_all(doomed));
    std::set<ConversationId> touched;
    for (const MessageId each : doomed) {
      touched.insert(KITH_TRY(root_of_message(transaction_.reader(), each)));
    }
    for (const ConversationId root : touched) {
      KITH_CHECK(settle(root));
    }
    job_.after = left_ > 0 ? *last : doomed.back().value;
    return {};
  }

  Result<std::vector<MessageId>> list(const Statement& statement, Parameters parameters) {
    std::vector<MessageId> doomed;
    const std::unique_ptr<Rows> rows = KITH_TRY(transaction_.reader().query(statement, parameters));
    while (KITH_TRY(rows->next())) {
      doomed.push_back({rows->integer(0)});
    }
    return doomed;
  }

  Result<void> erase_all(const std::vector<MessageId>& doomed) {
    for (const MessageId each : doomed) {
      KITH_TRY(erase_text(transaction_, each));
      KITH_TRY(tell_deletion(transaction_, actor(), each));
      ++job_.messages;
      --left_;
    }
    return {};
  }

  Result<void> erase_around(ConversationId id) {
    KITH_CHECK(transaction_.run(blank_handoffs, {{"conversation", id}}));
    KITH_CHECK(transaction_.run(blank_promises, {{"conversation", id}}));
    KITH_CHECK(transaction_.run(discard_drafts, {{"conversation", id}}));
    KITH_CHECK(transaction_.run(clear_recipients, {{"conversation", id}}));
    return transaction_.run(remove_fields,
                            {{"noun", static_cast<int>(Noun::conversation)}, {"conversation", id}});
  }

  /// Nobody waits in a conversation that is gone, nor for an answer to what was erased.
  Result<void> settle(ConversationId id) {
    Reader& reader = transaction_.reader();
    const std::optional<std::int64_t> root =
        KITH_TRY(reader.number(find_root_of_erased, {{"id", id}}));
    const bool is_hidden = !load_conversation(reader, ConversationId{root.value_or(0)});
    for (ConversationRow row : KITH_TRY(load_whole(reader, ConversationId{root.value_or(0)}))) {
      if (row.id != row.root) {
        continue;
      }
      WorkState to = row.state;
      if (is_hidden) {
        to = {.status = Status::resolved};
      } else if (to.waiting_since) {
        to.waiting_since = KITH_TRY(
            remaining_wait(reader, KITH_TRY(load_whole(reader, row.id)), to.waiting_since));
      }
      const bool is_changed = to != row.state;
      if (is_changed) {
        KITH_CHECK(change_state(transaction_, actor(), row, to, Cause::member));
        ++row.revision;
        KITH_CHECK(save_conversation(transaction_, row));
      }
      // That it is resolved says as much.
      const bool tells_wait = !is_hidden && (is_changed || to.waiting_since);
      return tells_wait ? tell_wait(transaction_, actor(), row) : Result<void>();
    }
    return {};
  }

  events::Actor actor() const { return {.member = job_.asked_by}; }

  store::Transaction& transaction_;
  EraseJob& job_;
  const std::string persons_;
  std::size_t left_;
  const std::size_t to_look_through_;
};

}  // namespace

std::span<const Statement* const> erase_walk_statements() {
  static constexpr const Statement* all[] = {
      &next_own,       &next_of_others, &messages_of_own,  &messages_of_others,
      &messages_among, &end_of_stretch, &clear_recipients, &find_root_of_erased,
      &blank_handoffs, &blank_promises, &discard_drafts,   &remove_fields};
  return all;
}

Result<void> walk_erasure(store::Transaction& transaction, EraseJob& job,
                          const EraseBudget& budget) {
  return ErasePiece(transaction, job, budget).run();
}

}  // namespace kith::conversation
