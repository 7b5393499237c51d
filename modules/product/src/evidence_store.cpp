// SPDX-License-Identifier: Apache-2.0
#include "evidence_store.h"

#include <utility>

#include "events.h"

namespace kith::product {

constexpr Statement find_message{"find_message",
                                 "SELECT thread, conversation, person, direction, revision, text "
                                 "FROM kith_message WHERE id = $message"};
constexpr Statement find_evidence_in{
    "find_evidence_in",
    "SELECT product_evidence.request, product_evidence.person FROM product_evidence "
    "JOIN product_request ON product_request.id = product_evidence.request "
    "WHERE product_evidence.message = $message AND product_request.root = $root "
    "ORDER BY product_evidence.request"};
constexpr Statement count_evidence_of{
    "count_evidence_of", "SELECT count(*) FROM product_evidence WHERE message = $message"};
constexpr Statement insert_evidence{
    "insert_evidence",
    "INSERT INTO product_evidence(request, message, person, thread, revision, first, length, "
    "added_by, added_at) VALUES($request, $message, $person, $thread, $revision, $first, $length, "
    "$added_by, $added_at)"};
constexpr Statement delete_evidence{
    "delete_evidence",
    "DELETE FROM product_evidence WHERE request = $request AND message = $message"};

namespace {

Result<void> check_source(const SourceMessage& source, Place place) {
  if (source.direction != Direction::inbound) {
    return fail_at(ErrorCode::rule, "/message_id",
                   "Only what somebody outside wrote is evidence of a wish.");
  }
  if (source.text.empty()) {
    return fail_at(ErrorCode::rule, "/message_id", "The text of this message is gone.");
  }
  const std::int64_t whole = code_points(source.text);
  if (place.first > whole || place.length > whole - place.first) {
    return fail_at(ErrorCode::invalid, "/first", "The message has no such place.");
  }
  return {};
}

}  // namespace

Result<SourceMessage> load_message(Reader& reader, MessageId id, std::string pointer) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_message, {{"message", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail_at(ErrorCode::not_found, std::move(pointer), "There is no such message.");
  }
  return SourceMessage{.id = id,
                       .thread = {rows->integer(0)},
                       .person = {rows->integer(2)},
                       .direction = rows->enumerator<Direction>(3),
                       .revision = rows->integer(4),
                       .text = rows->string(5)};
}

Result<std::int64_t> evidence_of(Reader& reader, MessageId message) {
  return KITH_TRY(reader.number(count_evidence_of, {{"message", message}})).value_or(0);
}

Result<void> add_evidence_to(CommandContext& context, const Request& request, MessageId message,
                             Place place) {
  KITH_CHECK(request.check_stands_alone());
  const SourceMessage source = KITH_TRY(load_message(context.reader(), message, "/message_id"));
  KITH_CHECK(check_source(source, place));
  const std::optional<std::int64_t> known = KITH_TRY(
      context.reader().number(find_evidence_in, {{"message", message}, {"root", request.id}}));
  if (known) {
    return fail_at(ErrorCode::conflict, "/message_id",
                   "This message is evidence of the request already.");
  }
  context.run(insert_evidence, {{"request", request.id},
                                {"message", message},
                                {"person", source.person},
                                {"thread", source.thread},
                                {"revision", source.revision},
                                {"first", place.first},
                                {"length", place.length},
                                {"added_by", context.caller().member},
                                {"added_at", context.now()}});
  context.emit(request.id.value, EvidenceAdded{.request_id = request.id,
                                               .message_id = message,
                                               .person_id = source.person,
                                               .thread_id = source.thread});
  return {};
}

Result<void> take_evidence_from(CommandContext& context, const Request& request,
                                MessageId message) {
  const std::unique_ptr<Rows> rows = KITH_TRY(
      context.reader().query(find_evidence_in, {{"message", message}, {"root", request.id}}));
  bool is_evidence = false;
  while (KITH_TRY(rows->next())) {
    is_evidence = true;
    const RequestId own{rows->integer(0)};
    context.run(delete_evidence, {{"request", own}, {"message", message}});
    context.emit(
        own.value,
        EvidenceRemoved{.request_id = own, .message_id = message, .person_id = {rows->integer(1)}});
  }
  return is_evidence ? Result<void>()
                     : fail(ErrorCode::not_found, "This message is no evidence of the request.");
}

}  // namespace kith::product
