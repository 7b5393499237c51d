// SPDX-License-Identifier: Apache-2.0
// What colleagues do: every command goes through the router, as a member with a role.
#include <fmt/format.h>

#include "base/rfc3339.h"
#include "random_company.h"

namespace kith::scenario {
namespace {

using http::Method;

constexpr const char* priorities[] = {"none", "low", "medium", "high", "urgent"};
constexpr const char* departments[] = {"service", "product", "sales", "logistics"};
constexpr const char* labels[] = {"refund", "lid", "late"};

}  // namespace

Result<void> RandomCompany::edit_conversation() {
  const std::int64_t id = any_conversation();
  std::string body;
  switch (below(9)) {
    case 0: body = R"({"status": "pending"})"; break;
    case 1: body = R"({"status": "open"})"; break;
    case 2: body = R"({"status": "resolved"})"; break;
    case 3:
      body = fmt::format(R"({{"status": "snoozed", "snoozed_until": "{}"}})",
                         to_rfc3339(world_.clock.now() + std::chrono::minutes(1 + below(2000))));
      break;
    case 4: body = fmt::format(R"({{"assignee": "{}"}})", somebody().id.value); break;
    case 5: body = R"({"assignee": null})"; break;
    case 6: body = fmt::format(R"({{"priority": "{}"}})", priorities[below(5)]); break;
    case 7: body = fmt::format(R"({{"department": "{}"}})", departments[below(4)]); break;
    default:
      body = fmt::format(R"({{"add_labels": ["{}"], "remove_labels": ["gone"], )"
                         R"("status": "pending"}})",
                         labels[below(3)]);
  }
  return send({.method = Method::patch,
               .target = fmt::format("/conversations/{}", id),
               .body = std::move(body),
               .revision = revision_of("conversation", id)});
}

Result<void> RandomCompany::work_on_case() {
  const std::string target = fmt::format("/service/cases/{}/", any_conversation());
  switch (below(7)) {
    case 0:
      return send({Method::post, target + "resolve",
                   one_in(2) ? R"({})" : R"({"note": "Sent a new lid."})"});
    case 1: return send({Method::post, target + "reopen", "{}"});
    case 2:
      return send(
          {Method::post, target + "snooze",
           fmt::format(R"({{"until": "{}"}})",
                       to_rfc3339(world_.clock.now() + std::chrono::minutes(1 + below(3000))))});
    case 3:
      return send({Method::post, target + "assign",
                   fmt::format(R"({{"member_id": "{}"}})", somebody().id.value)});
    case 4: return send({Method::post, target + "assign", R"({"member_id": null})"});
    case 5:
      return send({Method::post, target + "prioritise",
                   fmt::format(R"({{"priority": "{}"}})", priorities[below(5)])});
    default:
      return send(
          {Method::post, target + "label", fmt::format(R"({{"add": ["{}"]}})", labels[below(3)])});
  }
}

Result<void> RandomCompany::change_survey() {
  return send(
      {.method = Method::put,
       .target = "/service/survey_settings",
       .body = fmt::format(
           R"({{"share": {}, "delay_minutes": {}, "words": [{{"language": "en", "words": "{}"}}]}})",
           one_in(6) ? 0 : 20 + below(81), below(600), "And, 1 to 5?"),
       .revision =
           world_.number("SELECT coalesce(max(revision), 0) FROM service_survey_settings")});
}

Result<void> RandomCompany::answer_survey() {
  return send({Method::post, fmt::format("/service/surveys/{}/answer", any_of("service_survey")),
               fmt::format(R"({{"mark": {}}})", 1 + below(5))});
}

Result<void> RandomCompany::judge_audit() {
  const std::int64_t message = any_of("(SELECT message AS id FROM service_audit) AS drawn");
  // Few are drawn, so that each is looked at by somebody who may.
  return world_.tell(world_.colleague("agent"),
                     {Method::post, fmt::format("/service/audits/{}/judge", message),
                      fmt::format(R"({{"needs_reply": {}}})", one_in(3))});
}

Result<void> RandomCompany::write_note() {
  return send({Method::post, fmt::format("/conversations/{}/notes", any_conversation()),
               R"({"text": "Waits for the lab."})"});
}

Result<void> RandomCompany::write_reply() {
  const std::int64_t id = any_conversation();
  const std::int64_t seen =
      world_.number(fmt::format("SELECT last_message FROM conversation WHERE id = {}", id));
  const std::string later =
      one_in(5) ? fmt::format(R"(, "send_at": "{}")",
                              to_rfc3339(world_.clock.now() + std::chrono::minutes(1 + below(200))))
                : fmt::format(R"(, "hold_seconds": {})", below(31));
  return send(
      {Method::post, fmt::format("/conversations/{}/replies", id),
       fmt::format(R"({{"text": "It left today, number {}.", "seen": "{}"{}}})", below(1'000'000),
                   std::max<std::int64_t>(one_in(10) ? seen - 1 : seen, 1), later)});
}

Result<void> RandomCompany::undo_reply() {
  const std::int64_t message = any_of(one_in(8) ? "message WHERE direction = 1 AND member > 0"
                                                : "message WHERE delivery = 1");
  return send({Method::post, fmt::format("/messages/{}/undo", message), "{}"});
}

Result<void> RandomCompany::merge_conversations() {
  const std::int64_t from = any_conversation();
  return send({Method::post, fmt::format("/conversations/{}/merge", from),
               fmt::format(R"({{"into": "{}"}})", any_conversation())});
}

Result<void> RandomCompany::unmerge_conversation() {
  const std::int64_t id = any_of("conversation WHERE merged_into > 0");
  return send({Method::post, fmt::format("/conversations/{}/unmerge", id), "{}"});
}

Result<void> RandomCompany::merge_persons() {
  const std::string whole = "person WHERE merged_into = 0";
  const std::int64_t from = any_of(whole);
  return send({Method::post, fmt::format("/persons/{}/merge", from),
               fmt::format(R"({{"into": "{}"}})", any_of(whole))});
}

Result<void> RandomCompany::unmerge_person() {
  return send({Method::post,
               fmt::format("/persons/{}/unmerge", any_of("person WHERE merged_into > 0")), "{}"});
}

Result<void> RandomCompany::erase_person() {
  return world_.tell(
      world_.colleague("owner"),
      {Method::post, fmt::format("/persons/{}/erase", any_of("person WHERE erased_at = 0")), "{}"});
}

Result<void> RandomCompany::ask_handoff() {
  return send({Method::post, "/handoffs",
               fmt::format(R"({{"conversation_id": "{}", "to": "{}", "from": "service", )"
                           R"("question": "Will the lid be mended?"}})",
                           any_conversation(), departments[below(4)])});
}

Result<void> RandomCompany::move_handoff() {
  constexpr const char* states[] = {"decided", "done", "declined", "told"};
  const std::int64_t id = any_of("handoff");
  return send({.method = Method::patch,
               .target = fmt::format("/handoffs/{}", id),
               .body = fmt::format(R"({{"state": "{}", "answer": "In May."}})", states[below(4)]),
               .revision = revision_of("handoff", id)});
}

Result<void> RandomCompany::make_promise() {
  return send({Method::post, "/promises",
               fmt::format(R"({{"conversation_id": "{}", "due": "{}", "text": "A new lid"}})",
                           any_conversation(),
                           to_rfc3339(world_.clock.now() + std::chrono::hours(below(100))))});
}

Result<void> RandomCompany::settle_promise() {
  constexpr const char* states[] = {"kept", "broken", "released"};
  const std::int64_t id = any_of("promise");
  return send({.method = Method::patch,
               .target = fmt::format("/promises/{}", id),
               .body = fmt::format(R"({{"state": "{}"}})", states[below(3)]),
               .revision = revision_of("promise", id)});
}

}  // namespace kith::scenario
