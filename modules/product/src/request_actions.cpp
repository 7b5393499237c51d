// SPDX-License-Identifier: Apache-2.0
#include "request_actions.h"

#include "events.h"
#include "evidence_store.h"
#include "telling.h"

namespace kith::product {
namespace {

/// The request to change: `stale` where the caller named a revision that it has no more.
Result<Request> request_to_change(CommandContext& context, RequestId id) {
  Request request = KITH_TRY(load_request(context.reader(), id));
  if (context.expected_revision()) {
    KITH_CHECK(context.check_revision(request.revision));
  }
  return request;
}

MemberId owner_of(const CommandContext& context, Ownership owner) {
  return owner == Ownership::me ? context.caller().member : MemberId{};
}

void store_changed(CommandContext& context, Request& request) {
  ++request.revision;
  store_request(context, update_request, request);
}

}  // namespace

Result<void> create_request(CommandContext& context, const CreateRequest& input) {
  Request request{.id = KITH_TRY(context.mint<RequestId>()),
                  .title = input.title,
                  .description = input.description,
                  .owner = owner_of(context, input.owner),
                  .created_at = context.now(),
                  .created_by = context.caller().member};
  request.root = request.id;
  store_request(context, insert_request, request);
  context.emit(request.id.value, RequestHeard{.request_id = request.id});
  return input.message_id
             ? add_evidence_to(context, request, *input.message_id, {input.first, input.length})
             : Result<void>();
}

Result<RequestView> created_request(QueryContext& context, const CreateRequest&,
                                    const Created& created) {
  return view_request(context.reader(), KITH_TRY(created.minted_id<RequestId>()));
}

Result<void> change_request(CommandContext& context, const ChangeRequest& input) {
  Request request = KITH_TRY(request_to_change(context, input.request_id));
  request.title = input.title.value_or(request.title);
  request.description = input.description.value_or(request.description);
  if (input.owner) {
    request.owner = owner_of(context, *input.owner);
  }
  store_changed(context, request);
  context.emit(request.id.value, RequestChanged{.request_id = request.id,
                                                .owner_id = request.owner,
                                                .revision = request.revision});
  return {};
}

Result<void> decide_request(CommandContext& context, const DecideRequest& input) {
  Request request = KITH_TRY(request_to_change(context, input.request_id));
  KITH_CHECK(request.decide(input.state, input.reason, context.now()));
  store_changed(context, request);
  context.emit(request.id.value,
               RequestDecided{
                   .request_id = request.id, .state = request.state, .revision = request.revision});
  return {};
}

Result<void> ship_request(CommandContext& context, const ShipRequest& input) {
  Request request = KITH_TRY(request_to_change(context, input.request_id));
  KITH_CHECK(request.ship(input.text, context.now()));
  store_changed(context, request);
  context.emit(request.id.value, RequestShipped{.request_id = request.id,
                                                .shipped_at = request.shipped_at,
                                                .revision = request.revision});
  context.apply(
      ScheduleTimer{telling_timer(request.id), context.now(), {Noun::own, request.id.value}});
  return {};
}

Result<void> merge_request(CommandContext& context, const MergeRequest& input) {
  Request from = KITH_TRY(request_to_change(context, input.request_id));
  const Request into = KITH_TRY(load_request(context.reader(), input.into, "/into"));
  if (from.id == into.id) {
    return fail_at(ErrorCode::rule, "/into", "A request cannot be merged into itself.");
  }
  KITH_CHECK(from.check_stands_alone());
  KITH_CHECK(into.check_stands_alone());
  const std::size_t parts = KITH_TRY(load_parts(context.reader(), from.id)).size() +
                            KITH_TRY(load_parts(context.reader(), into.id)).size();
  if (parts > most_parts) {
    return fail(ErrorCode::rule,
                "One request can be made of at most " + std::to_string(most_parts) + " others.");
  }
  context.run(move_parts, {{"from", from.id}, {"into", into.id}});
  from.merged_into = into.id;
  from.root = into.id;
  store_changed(context, from);
  context.emit(into.id.value, RequestMerged{.from_id = from.id, .into_id = into.id});
  return {};
}

Result<void> unmerge_request(CommandContext& context, const OneRequest& input) {
  Request request = KITH_TRY(request_to_change(context, input.request_id));
  if (!request.merged_into) {
    return fail(ErrorCode::conflict, "This request is no part of another one.");
  }
  const RequestId whole = request.root;
  RequestUnmerged told{
      .from_id = request.id,
      .into_id = whole,
      .state = request.state,
      .parts = leaving_with(request.id, KITH_TRY(load_parts(context.reader(), whole)))};
  for (const RequestId part : told.parts) {
    context.run(move_part, {{"root", request.id}, {"id", part}});
  }
  request.merged_into = {};
  request.root = request.id;
  store_changed(context, request);
  context.emit(whole.value, std::move(told));
  return {};
}

}  // namespace kith::product
