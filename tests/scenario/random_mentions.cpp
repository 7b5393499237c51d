// SPDX-License-Identifier: Apache-2.0
// What colleagues in marketing say of what customers told others.
#include <fmt/format.h>

#include "random_company.h"

namespace kith::scenario {

using http::Method;

Result<void> RandomCompany::correct_mention() {
  constexpr const char* kinds[] = {"recommends", "warns_off", "praises", "complains", "unknown"};
  constexpr const char* experiences[] = {"none", "bare", "detail", "verified"};
  constexpr const char* independences[] = {"earned", "rewarded", "staff"};
  const std::int64_t message =
      one_in(3) ? any_of("message") : any_of("(SELECT message AS id FROM marketing_mention)");
  const std::int64_t revision = world_.number(fmt::format(
      "SELECT coalesce(max(revision), 0) FROM marketing_correction WHERE message = {}", message));
  return send({.method = Method::put,
               .target = fmt::format("/marketing/messages/{}/mention", message),
               .body = fmt::format(R"({{"kind": "{}", "experience": "{}", "independence": "{}"}})",
                                   one_in(5) ? "none" : kinds[below(5)], experiences[below(4)],
                                   independences[below(3)]),
               .revision = one_in(9) ? revision + 1 : revision});
}

Result<void> RandomCompany::change_audience() {
  const std::int64_t channel = any_of("channel");
  return send({.method = Method::put,
               .target = fmt::format("/marketing/channels/{}", channel),
               .body = one_in(2) ? R"({"audience": "peers"})" : R"({"audience": "brand"})",
               .revision = world_.number(fmt::format(
                   "SELECT coalesce(max(revision), 0) FROM marketing_audience WHERE channel = {}",
                   channel))});
}

}  // namespace kith::scenario
