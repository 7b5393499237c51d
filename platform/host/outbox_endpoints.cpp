// SPDX-License-Identifier: Apache-2.0
#include "host/outbox_endpoints.h"

#include "channels/api/outgoing_reply.h"
#include "conversation/outbox.h"
#include "host/endpoint_answer.h"
#include "host/permissions.h"

namespace kith::host {
namespace {

using channels::api::outgoing_reply;
using channels::api::OutgoingReply;

/// How many replies to hand over.
struct TakeReplies {
  std::int32_t limit = 50;

  static consteval auto describe() {
    return described("Takes replies that are due, to carry them to their network.",
                     field<&TakeReplies::limit>("How many at most.", range{1, 200}, defaults));
  }
};

/// What is handed over.
struct OutgoingReplies {
  std::vector<OutgoingReply> items;

  static consteval auto describe() {
    return described("Replies to carry out, the longest due first.",
                     field<&OutgoingReplies::items>("The replies."));
  }
};

/// What became of a reply on its way.
enum class Outcome : std::uint8_t { sent, failed, unknown, retry };

struct ReportReply {
  OutboxId outbox_id;
  Outcome outcome = Outcome::sent;
  std::string native_id;
  std::string reason;

  static consteval auto describe() {
    return described(
        "Says what became of a reply.", field<&ReportReply::outbox_id>("Which."),
        field<&ReportReply::outcome>("sent; failed for good; unknown, when nobody can say; retry, "
                                     "when it certainly did not leave."),
        field<&ReportReply::native_id>("The network's own id of it, where it gives one.",
                                       length{0, 2048}, defaults),
        field<&ReportReply::reason>("The kind of failure, as a word.", length{0, 100}, defaults));
  }
};

void take(Workspaces& workspaces, const http::RawCall& call, const http::Reply& reply) {
  Result<Workspace*> workspace = workspaces.find(call.admitted->caller.workspace);
  if (!workspace) {
    reply.refuse(workspace.error());
    return;
  }
  auto taken = std::make_shared<std::vector<conversation::Dispatch>>();
  const std::int32_t limit = call.input_as<TakeReplies>().limit;
  (*workspace)
      ->writer()
      .submit(
          store::Urgency::person,
          [taken, limit](store::Transaction& transaction) -> Result<void> {
            *taken = KITH_TRY(conversation::take_due(transaction, transaction.now(), limit));
            return {};
          },
          [taken, reply](Result<store::Writer::Commit> committed) {
            if (!committed) {
              reply.refuse(committed.error());
              return;
            }
            OutgoingReplies answer;
            for (conversation::Dispatch& dispatch : *taken) {
              answer.items.push_back(outgoing_reply(std::move(dispatch)));
            }
            reply.answer(json_response(answer));
          });
}

Result<void> record(store::Transaction& transaction, const ReportReply& report,
                    conversation::PostKeyFilter& keys) {
  const std::string_view reason =
      report.reason.empty() ? std::string_view("reported") : std::string_view(report.reason);
  switch (report.outcome) {
    case Outcome::sent:
      return conversation::record_sent(transaction, report.outbox_id,
                                       {.native_id = report.native_id}, keys);
    case Outcome::failed: return conversation::record_failed(transaction, report.outbox_id, reason);
    case Outcome::unknown:
      return conversation::record_unknown(transaction, report.outbox_id, reason);
    case Outcome::retry:
      return conversation::retry(transaction, report.outbox_id,
                                 transaction.now() + std::chrono::seconds(5), reason);
  }
  return {};
}

void report(Workspaces& workspaces, const http::RawCall& call, const http::Reply& reply) {
  Result<Workspace*> workspace = workspaces.find(call.admitted->caller.workspace);
  if (!workspace) {
    reply.refuse(workspace.error());
    return;
  }
  (*workspace)
      ->writer()
      .submit(
          store::Urgency::person,
          [input = call.input_as<ReportReply>(), &keys = (*workspace)->post_keys()](
              store::Transaction& transaction) { return record(transaction, input, keys); },
          [reply](Result<store::Writer::Commit> committed) {
            answer_with(reply,
                        committed ? Result<void>() : std::unexpected(std::move(committed).error()));
          });
}

}  // namespace

void add_outbox_endpoints(http::RouteTable& table, Workspaces& workspaces) {
  table.add({.method = http::Method::post,
             .path = "/api/v1/outbox/take",
             .owner = "outbox",
             .summary = "Hands over replies that are due.",
             .gate = http::Gate::behind(outbox_take),
             .handler = [&workspaces](http::RawCall call,
                                      const http::Reply& reply) { take(workspaces, call, reply); },
             .input = &TypeOf<TakeReplies>::type,
             .output = &TypeOf<OutgoingReplies>::type,
             .rate_class = http::RateClass::write});
  table.add(
      {.method = http::Method::post,
       .path = "/api/v1/outbox/{outbox_id}/report",
       .owner = "outbox",
       .summary = "Says what became of a reply.",
       .gate = http::Gate::behind(outbox_take),
       .handler = [&workspaces](http::RawCall call,
                                const http::Reply& reply) { report(workspaces, call, reply); },
       .input = &TypeOf<ReportReply>::type,
       .status = 204,
       .rate_class = http::RateClass::write});
}

}  // namespace kith::host
