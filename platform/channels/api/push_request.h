// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "channels/api/outgoing_reply.h"
#include "channels/api/signing_secrets.h"

namespace kith::channels::api {

/// One request to a receiver, as it leaves: always a POST.
struct PushRequest {
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

/// A due reply for its receiver. The body is the same for every attempt but for the number of the
/// attempt.
Result<PushRequest> push_reply(WorkspaceId workspace, const conversation::Dispatch& reply,
                               const SigningSecrets& secrets, Time now);

/// What a colleague has sent to see whether the receiver gets it; `id` is new for each.
Result<PushRequest> push_test(WorkspaceId workspace, ChannelId channel, std::string_view id,
                              const SigningSecrets& secrets, Time now);

}  // namespace kith::channels::api
