// SPDX-License-Identifier: Apache-2.0
#include "contract/access_matrix_service_examples.h"

namespace kith::contract {

std::map<std::string, Example> examples_of_service() {
  const auto change = [](std::string target, nlohmann::json body, std::string etag_of) {
    return Example{
        .target = std::move(target), .body = std::move(body), .etag_of = std::move(etag_of)};
  };
  const std::string case_of = "/api/v1/service/cases/{conversation}";
  const std::string calendar = "/api/v1/service/calendar";
  const std::string policy = "/api/v1/service/policies/{policy}";
  const std::string survey = "/api/v1/service/surveys/{survey}";
  const std::string survey_settings = "/api/v1/service/survey_settings";
  return {{"get_service_calendar", {calendar}},
          {"put_service_calendar",
           change(calendar,
                  {{"zone", "Europe/Berlin"},
                   {"hours", {{{"weekday", "monday"}, {"opens", "09:00"}, {"closes", "17:00"}}}},
                   {"offsets", {{{"from", "2020-01-01T00:00:00Z"}, {"minutes", 60}}}}},
                  calendar)},
          {"get_service_cases",
           {.target = "/api/v1/service/cases",
            .filters = {"/api/v1/service/cases?assignee={active_member}"}}},
          {"get_service_cases_by_conversation_id", {case_of}},
          {"post_service_cases_by_conversation_id_assign",
           {.target = case_of + "/assign", .body = {{"member_id", "{active_member}"}}}},
          {"post_service_cases_by_conversation_id_label",
           {.target = case_of + "/label", .body = {{"add", {"late"}}}}},
          {"post_service_cases_by_conversation_id_prioritise",
           {.target = case_of + "/prioritise", .body = {{"priority", "high"}}}},
          {"post_service_cases_by_conversation_id_reopen",
           {"/api/v1/service/cases/{resolved_conversation}/reopen"}},
          {"post_service_cases_by_conversation_id_resolve",
           {.target = case_of + "/resolve", .body = {{"note", "canary_note done"}}}},
          {"post_service_cases_by_conversation_id_snooze",
           {.target = case_of + "/snooze", .body = {{"until", "2027-06-01T00:00:00Z"}}}},
          {"get_service_policies", {"/api/v1/service/policies"}},
          {"post_service_policies",
           {.target = "/api/v1/service/policies",
            .body = {{"name", "policy {number}"},
                     {"priority", "{priority}"},
                     {"first_reply_minutes", 60},
                     {"next_reply_minutes", 60},
                     {"resolution_minutes", 600}}}},
          {"patch_service_policies_by_policy_id",
           change(policy, {{"first_reply_minutes", 30}}, "/api/v1/service/policies#{policy}")},
          {"get_service_summary", {"/api/v1/service/summary"}},
          {"get_service_survey_settings", {survey_settings}},
          {"put_service_survey_settings",
           change(survey_settings,
                  {{"share", 0}, {"words", {{{"language", "en"}, {"words", "canary_words"}}}}},
                  survey_settings)},
          {"get_service_audits", {"/api/v1/service/audits"}},
          {"post_service_audits_by_message_id_judge",
           {.target = "/api/v1/service/audits/{audited_message}/judge",
            .body = {{"needs_reply", true}}}},
          {"get_service_surveys", {"/api/v1/service/surveys"}},
          {"get_service_surveys_by_survey_id", {survey}},
          {"post_service_surveys_by_survey_id_answer",
           {.target = survey + "/answer", .body = {{"mark", 5}}}}};
}

}  // namespace kith::contract
