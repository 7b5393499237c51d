// SPDX-License-Identifier: Apache-2.0
#include "host/push_secrets.h"

#include <fmt/format.h>

#include "base/described_reader.h"
#include "base/described_writer.h"

namespace kith::host {
namespace {

constexpr std::string_view purpose = "channel.push";

}  // namespace

std::string seal_push_secrets(const access::SealingKey& key, const PushedChannel& place,
                              const channels::api::SigningSecrets& secrets, Random& random) {
  const std::string workspace = fmt::to_string(place.workspace.value);
  return key.seal({.purpose = purpose, .row = place.channel.value, .extra = workspace},
                  to_json(secrets), random);
}

Result<channels::api::SigningSecrets> open_push_secrets(const access::SealingKey& key,
                                                        const PushedChannel& place,
                                                        std::string_view sealed) {
  const std::string workspace = fmt::to_string(place.workspace.value);
  const std::string plain = KITH_TRY(
      key.open({.purpose = purpose, .row = place.channel.value, .extra = workspace}, sealed));
  return read_json<channels::api::SigningSecrets>(plain);
}

}  // namespace kith::host
