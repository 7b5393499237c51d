// SPDX-License-Identifier: Apache-2.0
// What colleagues in logistics do: they watch words that customers use, and see to episodes.
#include <fmt/format.h>

#include "random_company.h"

namespace kith::scenario {

using http::Method;

Result<void> RandomCompany::change_watch() {
  constexpr const char* words[] = {"lid", "parcel", "order", "thank*"};
  const std::string name = words[below(4)];
  const std::int64_t id =
      world_.number(fmt::format("SELECT id FROM logistics_watch WHERE name = '{}'", name));
  if (id == 0) {
    return send({.method = Method::post,
                 .target = "/logistics/watches",
                 .body = fmt::format(R"({{"name": "{}", "topic": "any", "topic_terms": ["{}"], )"
                                     R"("alarm_at": 100}})",
                                     name, name)});
  }
  return send({.method = Method::patch,
               .target = fmt::format("/logistics/watches/{}", id),
               .body = fmt::format(R"({{"topic_terms": ["{}"], "is_active": {}}})",
                                   one_in(5) ? words[below(4)] : name, !one_in(5)),
               .revision = revision_of("logistics_watch", id)});
}

Result<void> RandomCompany::move_episode() {
  constexpr const char* steps[] = {"acknowledge", "own",    "mitigate", "told",
                                   "close",       "review", "shelve",   "unshelve"};
  constexpr const char* bodies[] = {"{}",
                                    "{}",
                                    "{}",
                                    "{}",
                                    R"({"cause": "weather"})",
                                    R"({"was_right": true})",
                                    R"({"until": "2027-01-15T00:00:00Z", "reason": "known"})",
                                    "{}"};
  const std::int64_t step = below(8);
  return send(
      {.method = Method::post,
       .target = fmt::format("/logistics/episodes/{}/{}", any_of("logistics_episode"), steps[step]),
       .body = bodies[step]});
}

}  // namespace kith::scenario
