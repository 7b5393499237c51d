// SPDX-License-Identifier: Apache-2.0
#include "channels/api/signing_secrets.h"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "base/base64.h"
#include "base/hash.h"

namespace kith::channels::api {
namespace {

constexpr std::string_view secret_prefix = "whsec_";
constexpr std::size_t secret_bytes = 32;

Result<std::string> sign(std::string_view secret, std::string_view signed_text) {
  const bool has_prefix = secret.starts_with(secret_prefix);
  const std::optional<std::string> key =
      has_prefix ? from_base64(secret.substr(secret_prefix.size())) : std::nullopt;
  if (!key || key->empty()) {
    return fail(ErrorCode::invalid, "The secret that signs is not in its form.");
  }
  return "v1," + to_base64(bytes_of(hmac_sha256(*key, signed_text)));
}

}  // namespace

std::string new_signing_secret(Random& random) {
  std::array<unsigned char, secret_bytes> bytes{};
  random.fill(bytes);
  return std::string(secret_prefix) +
         to_base64({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

SigningSecrets rotated(const SigningSecrets& secrets, Time former_until, Random& random) {
  return {.current = new_signing_secret(random),
          .former = secrets.current,
          .former_until = former_until};
}

Result<std::string> signature(const SigningSecrets& secrets, const Signed& message) {
  const std::string text =
      fmt::format("{}.{}.{}", message.id, message.at.microseconds / 1'000'000, message.body);
  std::string all = KITH_TRY(sign(secrets.current, text));
  if (!secrets.former.empty() && message.at < secrets.former_until) {
    all += " " + KITH_TRY(sign(secrets.former, text));
  }
  return all;
}

}  // namespace kith::channels::api
