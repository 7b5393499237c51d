// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <kith/described.h>
#include <kith/result.h>

#include "base/random.h"

namespace kith::channels::api {

/// What a receiver knows our pushes by. Kept sealed, as JSON.
struct SigningSecrets {
  std::string current;
  std::string former;
  Time former_until;  ///< until then the former one signs, too

  static consteval auto describe() {
    using Secrets = SigningSecrets;
    return described("The secrets that sign what is pushed.",
                     field<&Secrets::current>("The present one.", length{0, 200}, secret),
                     field<&Secrets::former>("The one before it.", length{0, 200}, secret),
                     field<&Secrets::former_until>("How long that one counts."));
  }
};

/// A new secret of 32 bytes, as Standard Webhooks writes them: `whsec_` and base 64.
std::string new_signing_secret(Random& random);

/// A new present secret; the one before it signs as well until `former_until`.
SigningSecrets rotated(const SigningSecrets& secrets, Time former_until, Random& random);

/// What is signed.
struct Signed {
  std::string_view id;
  Time at;  ///< counts in seconds
  std::string_view body;
};

/// The value of the header webhook-signature: one signature for each secret that counts, with a
/// blank between. `invalid` for a secret in another form.
Result<std::string> signature(const SigningSecrets& secrets, const Signed& message);

}  // namespace kith::channels::api
