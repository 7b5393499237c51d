// SPDX-License-Identifier: Apache-2.0
// What colleagues do about the gate: they name owners, override it and tell stories behind it.
#include <fmt/format.h>

#include "random_company.h"

namespace kith::scenario {

using http::Method;

Result<void> RandomCompany::name_owner() {
  constexpr const char* words[] = {"service", "product", "sales", "logistics", "people"};
  const std::int64_t department = below(5);
  return send(
      {.method = Method::put,
       .target = fmt::format("/marketing/owners/{}", words[department]),
       .body = one_in(5) ? "{}" : fmt::format(R"({{"member_id": "{}"}})", somebody().id.value),
       .revision = world_.number(fmt::format(
           "SELECT coalesce(max(revision), 0) FROM marketing_owner WHERE department = {}",
           department + 1))});
}

Result<void> RandomCompany::override_gate() {
  if (one_in(2)) {
    return send({Method::post, "/marketing/overrides",
                 fmt::format(R"({{"reason": "The fair is in May.", "days": {}}})", 1 + below(7))});
  }
  const std::int64_t id = any_of("marketing_override");
  return send({.method = Method::del,
               .target = fmt::format("/marketing/overrides/{}", id),
               .revision = revision_of("marketing_override", id)});
}

// Half the time the owner has the gate overridden for it first: alone it stays locked here.
Result<void> RandomCompany::tell_story() {
  const std::string body = fmt::format(
      R"({{"title": "A bottle", "text": "It held.", "message_ids": ["{}"]}})", any_of("message"));
  if (one_in(2)) {
    return send({Method::post, "/marketing/stories", body});
  }
  const support::Colleague& owner = world_.colleague("owner");
  static_cast<void>(world_.send(owner, {Method::post, "/marketing/overrides",
                                        R"({"reason": "The fair is in May.", "days": 1})"}));
  return world_.tell(owner, {Method::post, "/marketing/stories", body});
}

}  // namespace kith::scenario
