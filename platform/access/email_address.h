// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <kith/result.h>

namespace kith::access {

/// The address that an account signs in with. Plain ASCII addresses alone (a domain in other
/// letters is written in its xn-- form), so that no two addresses look alike and are two accounts.
struct EmailAddress {
  std::string text;  ///< as it was given
  std::string key;   ///< in lower case: two addresses with one key are one account

  /// `invalid` for anything else.
  static Result<EmailAddress> parse(std::string_view text);
};

/// The key to look an account up by, for whatever somebody typed: never fails, and finds nothing
/// for what is no address.
std::string email_key_of(std::string_view typed);

}  // namespace kith::access
