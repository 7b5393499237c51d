// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "access/sealing.h"
#include "channels/api/signing_secrets.h"

namespace kith::host {

/// The channel whose secrets are sealed: of this workspace and no other.
struct PushedChannel {
  WorkspaceId workspace;
  ChannelId channel;
};

std::string seal_push_secrets(const access::SealingKey& key, const PushedChannel& place,
                              const channels::api::SigningSecrets& secrets, Random& random);

/// Errors: those of SealingKey::open().
Result<channels::api::SigningSecrets> open_push_secrets(const access::SealingKey& key,
                                                        const PushedChannel& place,
                                                        std::string_view sealed);

}  // namespace kith::host
