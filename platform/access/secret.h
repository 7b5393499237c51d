// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/random.h"

/// The secrets that open doors: 256 random bits each, shown once, stored as SHA-256. Sessions and
/// one-time links are bare; a token of the API wears a prefix and a checksum, so that a scanner
/// finds a lost one and a mistyped one is refused without a look at the store.
namespace kith::access {

/// A new secret: `text` goes to its holder alone, `hash` to the store.
struct NewSecret {
  std::string text;
  Sha256 hash{};
};

NewSecret new_secret(Random& random);
/// The hash to look a session or link up by; nothing for text that is no such secret.
std::optional<Sha256> secret_hash(std::string_view text);

inline constexpr std::string_view api_token_prefix = "kith_pat_";

NewSecret new_api_token(Random& random);
/// The hash to look a token up by; nothing where prefix, length, letters or checksum are wrong.
std::optional<Sha256> api_token_hash(std::string_view text);

}  // namespace kith::access
