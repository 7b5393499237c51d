// SPDX-License-Identifier: Apache-2.0
#include "access/email_address.h"

#include <algorithm>

#include "base/text_form.h"

namespace kith::access {
namespace {

// Longer than any address, so that the key of one is never cut.
constexpr std::size_t longest_key = 320;

}  // namespace

Result<EmailAddress> EmailAddress::parse(std::string_view text) {
  if (!text_form_rule(TextForm::email).matches(text)) {
    return fail_at(ErrorCode::invalid, "/email",
                   "Must be an email address in plain letters, as anna@example.org. Write a domain "
                   "with other letters in its xn-- form.");
  }
  return EmailAddress{std::string(text), email_key_of(text)};
}

std::string email_key_of(std::string_view typed) {
  std::string key(typed.substr(0, longest_key));
  std::ranges::transform(key, key.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return key;
}

}  // namespace kith::access
