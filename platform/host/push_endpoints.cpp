// SPDX-License-Identifier: Apache-2.0
#include "host/push_endpoints.h"

#include <functional>
#include <memory>

#include "conversation/permissions.h"
#include "conversation/push_api.h"
#include "conversation/verb_scope.h"
#include "host/endpoint_answer.h"
#include "host/push_secrets.h"
#include "host/push_url.h"

namespace kith::host {
namespace {

using channels::api::SigningSecrets;
using conversation::ChannelPush;
using conversation::OneChannel;
using conversation::PushState;
using http::Gate;
using http::Method;

/// Where to push from now on.
struct SetPush {
  ChannelId channel_id;
  std::string url;

  static consteval auto describe() {
    return described(
        "Has the replies of a channel pushed to an address.",
        field<&SetPush::channel_id>("The channel, of the kind api."),
        field<&SetPush::url>("The receiver: https, a public address or one that net.outgoing_allow "
                             "names.",
                             length{1, 2048}, example{"\"https://receiver.example/kith\""}));
  }
};

/// A new secret.
struct RotatePush {
  ChannelId channel_id;
  std::int32_t former_hours = 24;

  static consteval auto describe() {
    return described(
        "Makes a new secret for what a channel pushes.",
        field<&RotatePush::channel_id>("The channel."),
        field<&RotatePush::former_hours>("How long the present one signs as well: 0 where it got "
                                         "into wrong hands.",
                                         range{0, 720}, defaults));
  }
};

/// What was set, with a secret that was made for it.
struct PushSet {
  conversation::PushView push;
  std::optional<std::string> signing_secret;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described(
        "Where the replies of a channel are pushed from now on.",
        field<&PushSet::push>("Where, and how it fares."),
        field<&PushSet::signing_secret>("A new secret to check the signatures with, in the form of "
                                        "Standard Webhooks. It is shown this once."),
        field<&PushSet::revision>("The channel's ETag."));
  }
};

/// What is to be made of the present push, on the writer; the new secret, where there is one.
using Alter = std::function<Result<std::optional<std::string>>(ChannelPush& push,
                                                               SigningSecrets& secrets, Time now)>;

/// One change of where a channel is pushed.
struct Change {
  PushEndpoints services;
  ChannelId channel;
  std::optional<std::int64_t> revision;
  Caller caller;
  Alter alter;

  Result<PushSet> apply(store::Transaction& transaction) const {
    ChannelPush push = KITH_TRY(conversation::load_push(transaction.reader(), channel));
    KITH_CHECK(conversation::check_revision(revision, push.revision));
    const access::SealingKey& key = services.access.sealing();
    const PushedChannel place{caller.workspace, channel};
    SigningSecrets secrets;
    if (push.state != PushState::off) {
      secrets = KITH_TRY(open_push_secrets(key, place, push.secrets));
    }
    PushSet set;
    set.signing_secret = KITH_TRY(alter(push, secrets, transaction.now()));
    push.secrets = seal_push_secrets(key, place, secrets, services.random);
    KITH_CHECK(conversation::save_push(transaction, {.member = caller.member}, push));
    set.push =
        conversation::view_of(KITH_TRY(conversation::load_push(transaction.reader(), channel)));
    set.revision = set.push.revision;
    return set;
  }
};

void carry_out(Change change, std::function<void(Result<PushSet>)> done) {
  Result<Workspace*> workspace = change.services.workspaces.find(change.caller.workspace);
  if (!workspace) {
    done(std::unexpected(workspace.error()));
    return;
  }
  auto set = std::make_shared<PushSet>();
  (*workspace)
      ->writer()
      .submit(
          store::Urgency::person,
          [set, asked = std::move(change)](store::Transaction& transaction) -> Result<void> {
            *set = KITH_TRY(asked.apply(transaction));
            return {};
          },
          [set, answer = std::move(done)](Result<store::Writer::Commit> committed) {
            answer(committed ? Result<PushSet>(std::move(*set))
                             : std::unexpected(std::move(committed).error()));
          });
}

void set_push(const PushEndpoints& services, const http::RawCall& call, const http::Reply& reply) {
  const auto& input = call.input_as<SetPush>();
  const auto revision = http::required_revision(call.request);
  const Result<void> checked = revision ? check_push_url(input.url, services.outgoing_allow)
                                        : Result<void>(std::unexpected(revision.error()));
  if (!checked) {
    reply.refuse(checked.error());
    return;
  }
  Alter alter = [url = input.url, &random = services.random](
                    ChannelPush& push, SigningSecrets& secrets,
                    Time) -> Result<std::optional<std::string>> {
    const bool is_new = push.state == PushState::off;
    push.url = url;
    push.state = PushState::on;
    if (!is_new) {
      return std::nullopt;
    }
    secrets.current = channels::api::new_signing_secret(random);
    return secrets.current;
  };
  carry_out({services, input.channel_id, *revision, call.admitted->caller, std::move(alter)},
            [reply](Result<PushSet> set) { answer_with(reply, set); });
}

void rotate(const PushEndpoints& services, const http::RawCall& call, const http::Reply& reply) {
  const auto& input = call.input_as<RotatePush>();
  Alter alter = [hours = std::chrono::hours(input.former_hours), &random = services.random](
                    ChannelPush& push, SigningSecrets& secrets,
                    Time now) -> Result<std::optional<std::string>> {
    if (push.state == PushState::off) {
      return fail(ErrorCode::rule, "Nothing is pushed from this channel. Say where to, first.");
    }
    secrets = channels::api::rotated(secrets, now + hours, random);
    return secrets.current;
  };
  carry_out({services, input.channel_id, std::nullopt, call.admitted->caller, std::move(alter)},
            [reply](Result<PushSet> set) { answer_with(reply, set); });
}

void remove(const PushEndpoints& services, const http::RawCall& call, const http::Reply& reply) {
  const auto revision = http::required_revision(call.request);
  if (!revision) {
    reply.refuse(revision.error());
    return;
  }
  Alter alter = [](ChannelPush& push, SigningSecrets&, Time) -> Result<std::optional<std::string>> {
    push.state = PushState::off;
    return std::nullopt;
  };
  carry_out({services, call.input_as<OneChannel>().channel_id, *revision, call.admitted->caller,
             std::move(alter)},
            [reply](const Result<PushSet>& set) {
              answer_with(reply, set ? Result<void>() : std::unexpected(set.error()));
            });
}

void test(const PushEndpoints& services, const http::RawCall& call, const http::Reply& reply) {
  Result<Workspace*> workspace = services.workspaces.find(call.admitted->caller.workspace);
  PushRun* const run = workspace ? (*workspace)->push() : nullptr;
  if (run == nullptr) {
    reply.refuse(workspace ? Error{ErrorCode::unavailable, "Nothing is pushed by this process."}
                           : workspace.error());
    return;
  }
  run->test(call.input_as<OneChannel>().channel_id,
            [reply](const Result<conversation::PushAttemptView>& attempt) {
              answer_with(reply, attempt);
            });
}

}  // namespace

void add_push_endpoints(http::RouteTable& table, PushEndpoints services) {
  const std::string place = "/api/v1/channels/{channel_id}/push";
  const auto handled_by = [&services](auto* handler) {
    return [services, handler](const http::RawCall& call, const http::Reply& reply) {
      handler(services, call, reply);
    };
  };
  const auto add = [&](http::RawEndpoint endpoint) {
    endpoint.owner = "conversation";
    endpoint.gate = Gate::behind(conversation::channel_manage);
    endpoint.rate_class = http::RateClass::write;
    table.add(std::move(endpoint));
  };
  add({.method = Method::put,
       .path = place,
       .summary = "Has the replies of a channel pushed to an address, from now on.",
       .handler = handled_by(&set_push),
       .input = &TypeOf<SetPush>::type,
       .output = &TypeOf<PushSet>::type,
       .needs_revision = true});
  add({.method = Method::del,
       .path = place,
       .summary = "Ends pushing and forgets its secrets: the replies of the channel are pulled.",
       .handler = handled_by(&remove),
       .input = &TypeOf<OneChannel>::type,
       .status = 204,
       .needs_revision = true});
  add({.method = Method::post,
       .path = place + "/rotate",
       .summary = "Makes a new secret; the present one counts a while longer.",
       .handler = handled_by(&rotate),
       .input = &TypeOf<RotatePush>::type,
       .output = &TypeOf<PushSet>::type});
  add({.method = Method::post,
       .path = place + "/test",
       .summary = "Pushes a test, and answers how that went.",
       .handler = handled_by(&test),
       .input = &TypeOf<OneChannel>::type,
       .output = &TypeOf<conversation::PushAttemptView>::type});
}

}  // namespace kith::host
