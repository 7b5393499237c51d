// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "contract/access_matrix_fixture.h"

/// What the roles may, as a person would say it: not computed from the permissions that the matrix
/// goes by, so that a role which is given too much is noticed.
namespace kith::contract {
namespace {

using Roles = std::set<std::string>;

const Roles everybody(all_roles.begin(), all_roles.end());
const Roles who_runs_it{"owner", "administrator"};
const Roles who_leads_service{"owner", "administrator", "agent"};
const Roles who_leads_logistics{"owner", "administrator", "logistics"};
const Roles who_leads_sales{"owner", "administrator", "sales"};
const Roles who_leads_marketing{"owner", "administrator", "marketer"};
const Roles who_sees_people{"owner", "administrator", "people"};
const Roles who_speaks_for_the_company{"owner", "administrator", "agent",  "product_manager",
                                       "sales", "logistics",     "people", "marketer"};
const Roles who_notes{"owner", "administrator", "agent",   "product_manager",
                      "sales", "logistics",     "marketer"};

Roles without(Roles roles, const std::string& role) {
  roles.erase(role);
  return roles;
}

const std::map<std::string, Roles>& dangerous() {
  static const std::map<std::string, Roles> table{
      {"post_conversations_by_conversation_id_replies", who_speaks_for_the_company},
      {"post_attachments", who_speaks_for_the_company},
      {"delete_attachments_by_attachment_id", who_speaks_for_the_company},
      {"get_attachments_by_attachment_id", everybody},
      {"post_messages_by_message_id_undo", who_speaks_for_the_company},
      {"post_conversations_by_conversation_id_drafts", who_speaks_for_the_company},
      {"patch_drafts_by_draft_id", who_speaks_for_the_company},
      {"post_drafts_by_draft_id_send", who_speaks_for_the_company},
      {"delete_drafts_by_draft_id", who_speaks_for_the_company},
      {"post_promises", who_speaks_for_the_company},
      {"patch_promises_by_promise_id", who_speaks_for_the_company},
      {"post_handoffs", who_speaks_for_the_company},
      {"patch_handoffs_by_handoff_id", who_speaks_for_the_company},
      {"post_conversations_by_conversation_id_notes", who_notes},
      {"patch_conversations_by_conversation_id", who_leads_service},
      {"post_conversations_by_conversation_id_merge", who_leads_service},
      {"post_conversations_by_conversation_id_unmerge", who_leads_service},
      {"post_persons_by_person_id_merge", who_leads_service},
      {"post_persons_by_person_id_unmerge", who_leads_service},
      {"post_persons_by_person_id_erase", who_runs_it},
      {"post_erasures_clean", who_runs_it},
      {"post_service_policies", who_leads_service},
      {"put_service_calendar", who_leads_service},
      {"put_service_survey_settings", who_leads_service},
      {"post_service_surveys_by_survey_id_answer", who_leads_service},
      {"post_service_audits_by_message_id_judge", who_leads_service},
      {"post_logistics_watches", who_leads_logistics},
      {"delete_logistics_watches_by_watch_id", who_leads_logistics},
      {"post_logistics_episodes_by_episode_id_close", who_leads_logistics},
      {"post_logistics_episodes_by_episode_id_shelve", who_leads_logistics},
      {"get_logistics_episodes", everybody},
      {"post_sales_touches", who_leads_sales},
      {"delete_sales_touches_by_touch_id", who_leads_sales},
      {"get_sales_touches", without(without(everybody, "agency"), "people")},
      {"post_sales_opt_outs", who_leads_sales},
      {"delete_sales_opt_outs_by_opt_out_id", who_leads_sales},
      {"get_sales_opt_outs", without(without(everybody, "agency"), "people")},
      {"get_sales_relationships", without(everybody, "agency")},
      {"get_marketing_owners", everybody},
      {"put_marketing_owners_by_department", who_leads_marketing},
      {"get_marketing_word_of_mouth", everybody},
      {"put_marketing_messages_by_message_id_mention", who_leads_marketing},
      {"put_marketing_channels_by_channel_id", who_leads_marketing},
      {"get_figures", without(everybody, "agency")},
      {"get_figures_by_metric_inputs", without(everybody, "agency")},
      {"post_figures_days", who_runs_it},
      {"get_marketing_gate", everybody},
      {"post_marketing_overrides", who_runs_it},
      {"delete_marketing_overrides_by_override_id", who_runs_it},
      {"post_marketing_stories", who_leads_marketing},
      {"get_people_experts", who_sees_people},
      {"get_people_helped", who_sees_people},
      {"get_people_mine", everybody},
      {"get_people_participation", who_sees_people},
      {"post_members", who_runs_it},
      {"post_members_invite", who_runs_it},
      {"patch_members_by_member_id", who_runs_it},
      {"post_members_by_member_id_disable", who_runs_it},
      {"post_members_by_member_id_enable", who_runs_it},
      {"post_members_by_member_id_reset", who_runs_it},
      {"get_audit", who_runs_it},
      {"post_audit", who_runs_it},
      {"patch_workspace", who_runs_it},
      {"post_workspaces", who_runs_it},
      {"post_channels", who_runs_it},
      {"get_channels_by_channel_id_push", who_runs_it},
      {"get_channels_by_channel_id_push_attempts", who_runs_it},
      {"put_channels_by_channel_id_push", who_runs_it},
      {"delete_channels_by_channel_id_push", who_runs_it},
      {"post_channels_by_channel_id_push_rotate", who_runs_it},
      {"post_channels_by_channel_id_push_test", who_runs_it},
      {"post_intake", who_runs_it},
      {"post_outbox_take", who_runs_it},
      {"post_outbox_by_outbox_id_report", who_runs_it},
      {"post_parked_by_module_by_sequence_skip", who_runs_it},
      {"post_parked_by_module_by_sequence_replay", who_runs_it},
      {"get_persons_by_person_id", without(everybody, "agency")},
      {"get_members", without(everybody, "agency")},
      {"get_events", without(everybody, "agency")},
      {"get_events_stream", without(everybody, "agency")},
      {"get_conversations", everybody},
      {"get_search", everybody}};
  return table;
}

TEST_F(AccessMatrix, gives_the_dangerous_operations_to_whom_a_person_would_give_them) {
  std::set<std::string> seen;
  for (const ListedOperation& operation : operations()) {
    const auto expected = dangerous().find(operation.id);
    if (expected == dangerous().end()) {
      continue;
    }
    seen.insert(operation.id);
    Roles allowed;
    for (const Somebody& who : company().members()) {
      if (may(who, operation)) {
        allowed.insert(who.name);
      }
    }
    EXPECT_EQ(allowed, expected->second) << operation.id;
    EXPECT_FALSE(operation.is_public || operation.permission.empty()) << operation.id;
  }
  EXPECT_EQ(seen.size(), dangerous().size()) << "an operation has another name now";
}

TEST_F(AccessMatrix, lets_viewer_and_agency_change_nothing_but_their_own_tokens_and_sessions) {
  const std::set<std::string> own{"post_tokens", "delete_tokens_by_token_id", "post_session_end",
                                  "delete_sessions_by_session_id"};
  for (const ListedOperation& operation : operations()) {
    const bool changes = operation.method != "GET" && !operation.is_public;
    for (const char* role : {"viewer", "agency"}) {
      EXPECT_FALSE(changes && !own.contains(operation.id) && may(company().member(role), operation))
          << role << " may " << operation.id;
    }
  }
}

TEST_F(AccessMatrix, says_of_each_role_what_its_members_may_and_has_the_ten) {
  const nlohmann::json said =
      send(call_of("GET", "/api/v1/roles").as(company().member("owner").token)).answer.json();
  Roles listed;
  for (const nlohmann::json& role : said["items"]) {
    const std::string name = role["name"];
    listed.insert(name);
    const std::set<std::string> permissions = role["permissions"];
    EXPECT_EQ(permissions, company().member(name).permissions) << name;
  }
  EXPECT_EQ(listed, everybody);
  EXPECT_EQ(listed.size(), 10U);
}

TEST_F(AccessMatrix, leaves_the_people_department_to_itself_and_the_owner) {
  for (const Somebody& who : company().members()) {
    const bool is_of_people = who.name == "owner" || who.name == "people";
    for (const std::string& permission : who.permissions) {
      const bool is_of_answers =
          who.name == "administrator" &&
          (permission == "people.answer.read" || permission == "people.participation.read");
      EXPECT_TRUE(is_of_people || is_of_answers || permission == "people.own.read" ||
                  !permission.starts_with("people."))
          << who.name << " " << permission;
      EXPECT_FALSE(who.name == "people" && permission.starts_with("conversation.note."));
      EXPECT_FALSE(who.name == "agency" && permission.starts_with("conversation.note."));
    }
    EXPECT_EQ(who.permissions.contains("people.event.follow"), is_of_people) << who.name;
    EXPECT_EQ(who.permissions.contains("access.token.manage"), who_runs_it.contains(who.name));
    EXPECT_EQ(who.permissions.contains("access.owner.transfer"), who.name == "owner");
  }
}

TEST_F(AccessMatrix, writes_a_line_for_each_request_and_no_text_name_or_address_into_it) {
  send(call_of("GET", "/api/v1/search?q=canary_ours").as(company().member("owner").token));
  const std::string log = company().said();
  EXPECT_NE(log.find("\"event\":\"http.request\""), std::string::npos);
  EXPECT_NE(log.find("\"route\":\"/api/v1/search\""), std::string::npos);
  for (const char* secret : {"canary", "@ours.example", "kith_pat_", password}) {
    EXPECT_EQ(log.find(secret), std::string::npos) << secret;
  }
}

// What belongs to one colleague is not there for another, whatever their roles.
TEST_F(AccessMatrix, keeps_a_colleagues_tokens_and_sessions_out_of_sight) {
  Things of_sales(company(), company().workspace(), company().member("sales"));
  const std::string token = of_sales.get("token");
  const std::string session = of_sales.get("session");
  rows().settle();
  RowHashes before = rows().hashes();
  for (const Somebody& who : company().members()) {
    if (who.name == "sales") {
      continue;
    }
    const auto end = [&](const std::string& target) {
      return call_of("DELETE", target)
          .with("Cookie", who.cookie)
          .with("Sec-Fetch-Site", "same-origin")
          .with("X-Csrf-Token", who.csrf);
    };
    const Tried ended = send(end("/api/v1/sessions/" + session));
    EXPECT_EQ(ended.answer.status, 404) << who.name << " " << ended.text();
    expect_unchanged(before, ended);
    const Tried listed = send(call_of("GET", "/api/v1/tokens?whose=everybodys").as(who.token));
    EXPECT_EQ(listed.answer.status, who_runs_it.contains(who.name) ? 200 : 403) << listed.text();
    if (!who_runs_it.contains(who.name)) {
      const Tried revoked = send(call_of("DELETE", "/api/v1/tokens/" + token).as(who.token));
      EXPECT_EQ(revoked.answer.status, 404) << who.name << " " << revoked.text();
      expect_unchanged(before, revoked);
    }
  }
}

TEST_F(AccessMatrix, does_not_let_a_session_write_without_its_secret_or_from_elsewhere) {
  const Somebody& owner = company().member("owner");
  rows().settle();
  RowHashes before = rows().hashes();
  const WireCall write =
      call_of("POST", "/api/v1/channels", {{"name", "by a page"}}).with("Cookie", owner.cookie);
  for (const WireCall& each :
       {write, write.with("Sec-Fetch-Site", "same-origin"),
        write.with("Sec-Fetch-Site", "same-origin").with("X-Csrf-Token", "wrong"),
        write.with("Sec-Fetch-Site", "cross-site").with("X-Csrf-Token", owner.csrf),
        write.with("Origin", "https://evil.example").with("X-Csrf-Token", owner.csrf)}) {
    const Tried tried = send(each);
    EXPECT_EQ(tried.answer.status, 403) << tried.text();
    expect_unchanged(before, tried);
  }
  EXPECT_EQ(send(write.with("Sec-Fetch-Site", "same-origin").with("X-Csrf-Token", owner.csrf))
                .answer.status,
            201);
}

TEST_F(AccessMatrix, answers_a_repeated_key_to_whoever_used_it_first_alone) {
  const std::string target = "/api/v1/conversations/" + ours().get("conversation") + "/notes";
  const WireCall note =
      call_of("POST", target, {{"text", "canary_note once"}}).with("Idempotency-Key", "the-key");
  const Tried first = send(note.as(company().member("owner").token));
  ASSERT_EQ(first.answer.status, 201) << first.text();
  rows().settle();
  RowHashes before = rows().hashes();
  const Tried again = send(note.as(company().member("owner").token));
  EXPECT_EQ(again.answer.json()["id"], first.answer.json()["id"]);
  expect_unchanged(before, again);
  for (const char* role : {"viewer", "agency", "people"}) {
    const Tried refused = send(note.as(company().member(role).token));
    EXPECT_EQ(refused.answer.status, 403) << refused.text();
    expect_unchanged(before, refused);
  }
  const Tried foreign = send(note.as(company().stranger().token));
  EXPECT_EQ(foreign.answer.status, 404) << foreign.text();
  expect_unchanged(before, foreign);
  const Tried colleague = send(note.as(company().member("agent").token));
  EXPECT_EQ(colleague.answer.status, 201) << colleague.text();
  EXPECT_NE(colleague.answer.json()["id"], first.answer.json()["id"]);
}

// A cursor says where a list goes on, never what may be seen.
TEST_F(AccessMatrix, shows_nothing_more_to_whoever_got_hold_of_a_cursor) {
  Things more(company(), company().workspace(), company().member("owner"));
  more.get("conversation");
  more.get("other_conversation");
  int cursors = 0;
  for (const ListedOperation& operation : operations()) {
    if (operation.method != "GET" || operation.is_public) {
      continue;
    }
    std::string target = with_things(examples().at(operation.id).target,
                                     [](const std::string& name) { return ours().get(name); });
    target += target.find('?') == std::string::npos ? "?limit=1" : "";
    if (const std::size_t limit = target.find("limit=2"); limit != std::string::npos) {
      target.replace(limit, std::string::npos, "limit=1");
    }
    const nlohmann::json page =
        send(call_of("GET", target).as(company().member("owner").token)).answer.json();
    if (!page.is_object() || !page.contains("next") || operation.id == "get_events") {
      continue;
    }
    ++cursors;
    const std::string next = target + "&cursor=" + page["next"].get<std::string>();
    for (const Somebody* who :
         {&company().stranger(), &company().member("agency"), &company().member("people")}) {
      const Tried tried = send(call_of("GET", next).as(who->token));
      EXPECT_TRUE(tried.answer.status == 200 || tried.answer.status == 400 ||
                  tried.answer.status == 403 || tried.answer.status == 404)
          << tried.text();
      expect_nothing_private(tried, *who);
    }
  }
  EXPECT_GE(cursors, 5);
}

}  // namespace
}  // namespace kith::contract
