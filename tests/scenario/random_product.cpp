// SPDX-License-Identifier: Apache-2.0
// What colleagues do with requests and wishes, and with the replies that are drafted for askers.
#include <fmt/format.h>

#include "random_company.h"

namespace kith::scenario {
namespace {

using http::Method;

constexpr const char* wished[] = {"dark mode", "blue lids", "larger boxes"};

}  // namespace

Result<void> RandomCompany::work_on_request() {
  const std::int64_t id = any_of("product_request");
  const std::string target = fmt::format("/product/requests/{}", id);
  const auto post = [&](std::string_view what, std::string body) {
    return send({Method::post, fmt::format("{}/{}", target, what), std::move(body)});
  };
  const std::int64_t message = any_of("message WHERE direction = 0");
  const std::int64_t revision = revision_of("product_request", id);
  switch (below(11)) {
    case 0:
      return send({Method::post, "/product/requests",
                   fmt::format(R"({{"title": "{} number {}"}})", wished[below(3)], below(100))});
    case 1:
      return send({.method = Method::patch,
                   .target = target,
                   .body = fmt::format(R"({{"title": "{}"}})", wished[below(3)]),
                   .revision = revision});
    case 2:
      return post("decide", one_in(3) ? R"({"state": "declined", "reason": "Too rare."})"
                                      : R"({"state": "planned"})");
    case 3: return post("ship", R"({"text": "You asked for it: it is there."})");
    case 4:
    case 5: return post("merge", fmt::format(R"({{"into": "{}"}})", any_of("product_request")));
    case 6: return post("unmerge", "{}");
    case 7:
      return send({.method = Method::del,
                   .target = fmt::format("{}/evidence/{}", target,
                                         world_.number("SELECT coalesce(max(message), 1) FROM "
                                                       "product_evidence")),
                   .revision = revision});
    default: return post("evidence", fmt::format(R"({{"message_id": "{}"}})", message));
  }
}

Result<void> RandomCompany::look_at_wish() {
  constexpr const char* verdicts[] = {"confirm", "reject", "dismiss"};
  const std::int64_t message =
      world_.number("SELECT coalesce(max(message), 1) FROM product_wish WHERE state < 2");
  return send(
      {Method::post, fmt::format("/product/wishes/{}/{}", message, verdicts[below(3)]), "{}"});
}

Result<void> RandomCompany::settle_draft() {
  const std::int64_t id = any_of("draft WHERE state = 0");
  if (one_in(4)) {
    return send({.method = Method::del,
                 .target = fmt::format("/drafts/{}", id),
                 .revision = revision_of("draft", id)});
  }
  return send({Method::post, fmt::format("/drafts/{}/send", id),
               fmt::format(R"({{"hold_seconds": {}}})", below(11))});
}

}  // namespace kith::scenario
