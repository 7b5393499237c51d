// SPDX-License-Identifier: Apache-2.0
#include "channels/api/push_request.h"

#include <fmt/format.h>

#include "base/described_writer.h"

namespace kith::channels::api {
namespace {

/// The envelope of everything that is pushed: a CloudEvent 1.0.
template <class Data>
struct PushEnvelope {
  std::string specversion = "1.0";
  std::string id;
  std::string type;
  std::string source;
  Time time;
  std::string datacontenttype = "application/json";
  Data data;

  static consteval auto describe() {
    using Envelope = PushEnvelope;
    return described("What is pushed to a receiver.",
                     field<&Envelope::specversion>("The version of CloudEvents."),
                     field<&Envelope::id>("The same for every attempt, as webhook-id."),
                     field<&Envelope::type>("What it is."),
                     field<&Envelope::source>("The workspace and the channel."),
                     field<&Envelope::time>("When it was due."),
                     field<&Envelope::datacontenttype>("The form of data."),
                     field<&Envelope::data>("What it is about."));
  }
};

/// What a test says.
struct PushTest {
  ChannelId channel_id;

  static consteval auto describe() {
    return described("A test that a colleague asked for.",
                     field<&PushTest::channel_id>("The channel."));
  }
};

std::string source_of(WorkspaceId workspace, ChannelId channel) {
  return fmt::format("/workspaces/{}/channels/{}", workspace.value, channel.value);
}

Result<PushRequest> request_of(std::string_view id, std::string body, const SigningSecrets& secrets,
                               Time now) {
  PushRequest request;
  std::string signatures = KITH_TRY(signature(secrets, {.id = id, .at = now, .body = body}));
  request.headers = {{"content-type", "application/cloudevents+json"},
                     {"webhook-id", std::string(id)},
                     {"webhook-timestamp", fmt::to_string(now.microseconds / 1'000'000)},
                     {"webhook-signature", std::move(signatures)}};
  request.body = std::move(body);
  return request;
}

}  // namespace

Result<PushRequest> push_reply(WorkspaceId workspace, const conversation::Dispatch& reply,
                               const SigningSecrets& secrets, Time now) {
  const PushEnvelope<OutgoingReply> envelope{.id = reply.idempotency_key,
                                             .type = "kith.reply.due.v1",
                                             .source = source_of(workspace, reply.channel),
                                             .time = reply.due_at,
                                             .data = outgoing_reply(reply)};
  return request_of(reply.idempotency_key, to_json(envelope), secrets, now);
}

Result<PushRequest> push_test(WorkspaceId workspace, ChannelId channel, std::string_view id,
                              const SigningSecrets& secrets, Time now) {
  const PushEnvelope<PushTest> envelope{.id = std::string(id),
                                        .type = "kith.channel.tested.v1",
                                        .source = source_of(workspace, channel),
                                        .time = now,
                                        .data = {.channel_id = channel}};
  return request_of(id, to_json(envelope), secrets, now);
}

}  // namespace kith::channels::api
