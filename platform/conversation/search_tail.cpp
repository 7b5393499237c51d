// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_tail.h"

#include <algorithm>

#include <kith/events.h>

#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

constexpr Statement find_indexed_sequence{"find_indexed_sequence",
                                          "SELECT max(sequence) FROM search_cursor"};
// The two types of brings_message().
constexpr Statement find_tail{
    "find_search_tail",
    "SELECT body FROM log_event "
    "WHERE sequence > (SELECT coalesce(max(sequence), 0) FROM search_cursor) "
    "AND type IN (SELECT number FROM log_event_type "
    "WHERE name IN ('message.added.v1', 'reply.submitted.v1')) "
    "ORDER BY sequence DESC LIMIT $most"};

/// What the bodies of both types have in common.
struct NamedMessage {
  MessageId message_id;

  static consteval auto describe() {
    return described("A message that an event is about.",
                     field<&NamedMessage::message_id>("The message."));
  }
};

}  // namespace

std::span<const Statement* const> search_tail_statements() {
  static constexpr const Statement* all[] = {&find_indexed_sequence, &find_tail};
  return all;
}

bool brings_message(std::string_view event_type) {
  return event_type == MessageAdded::event_type || event_type == ReplySubmitted::event_type;
}

Result<MessageId> message_of(const store::LoggedEvent& event, JsonReader& reader) {
  if (event.decoded_type == &TypeOf<MessageAdded>::type) {
    return static_cast<const MessageAdded*>(event.decoded.get())->message_id;
  }
  if (event.decoded_type == &TypeOf<ReplySubmitted>::type) {
    return static_cast<const ReplySubmitted*>(event.decoded.get())->message_id;
  }
  return KITH_TRY(reader.read<NamedMessage>(event.body, Strictness::tolerant)).message_id;
}

Result<Sequence> indexed_sequence(Reader& reader) {
  return KITH_TRY(reader.number(find_indexed_sequence)).value_or(0);
}

Result<SearchTail> read_search_tail(Reader& reader, std::size_t most) {
  SearchTail tail;
  JsonReader json;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_tail, {{"most", most + 1}}));
  while (KITH_TRY(rows->next())) {
    if (tail.ids.size() == most) {
      tail.is_whole = false;
      break;
    }
    const NamedMessage named =
        KITH_TRY(json.read<NamedMessage>(rows->text(0), Strictness::tolerant));
    tail.ids.push_back(named.message_id.value);
  }
  std::ranges::sort(tail.ids, std::greater());
  const auto repeated = std::ranges::unique(tail.ids);
  tail.ids.erase(repeated.begin(), repeated.end());
  return tail;
}

}  // namespace kith::conversation
