// SPDX-License-Identifier: Apache-2.0
// What colleagues tell sales: what happened with persons, and who wants to be left in peace.
#include <fmt/format.h>

#include "base/rfc3339.h"
#include "random_company.h"

namespace kith::scenario {

using http::Method;

Result<void> RandomCompany::note_touch() {
  constexpr const char* kinds[] = {"help_confirmed", "they_helped", "introduction_given",
                                   "introduction_received", "meeting"};
  const Time then = world_.clock.now() - std::chrono::minutes(below(200'000));
  return send({Method::post, "/sales/touches",
               fmt::format(R"({{"person_id": "{}", "kind": "{}", "happened_at": "{}", )"
                           R"("note": "They said so."}})",
                           any_of("person"), kinds[below(5)], to_rfc3339(then))});
}

Result<void> RandomCompany::take_touch_back() {
  const std::int64_t id = any_of("sales_touch");
  return send({.method = Method::del,
               .target = fmt::format("/sales/touches/{}", id),
               .revision = revision_of("sales_touch", id)});
}

Result<void> RandomCompany::note_opt_out() {
  return send(
      {Method::post, "/sales/opt_outs",
       fmt::format(R"({{"person_id": "{}", "reason": "Asked on the phone."}})", any_of("person"))});
}

Result<void> RandomCompany::end_opt_out() {
  const std::int64_t id = any_of("sales_opt_out");
  return send({.method = Method::del,
               .target = fmt::format("/sales/opt_outs/{}", id),
               .revision = revision_of("sales_opt_out", id)});
}

}  // namespace kith::scenario
