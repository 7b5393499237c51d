// SPDX-License-Identifier: Apache-2.0
#include "contract/access_matrix_examples.h"

#include "contract/access_matrix_product.h"
#include "contract/access_matrix_service_examples.h"

namespace kith::contract {
namespace {

using nlohmann::json;
using Examples = std::map<std::string, Example>;

constexpr const char* conversation = "/api/v1/conversations/{conversation}";
constexpr const char* person = "/api/v1/persons/{person}";
constexpr const char* some_day = "2027-06-01T00:00:00Z";

std::string at(const char* place, const char* rest) {
  return std::string(place) + rest;
}

Example change(std::string target, json body, std::string etag_of) {
  return {.target = std::move(target), .body = std::move(body), .etag_of = std::move(etag_of)};
}

Example in_public(std::string target, json body = {}) {
  return {.target = std::move(target), .body = std::move(body), .known_by = KnownBy::nothing};
}

Examples open_to_all() {
  return {{"get_docs_errors", in_public("/api/docs/errors")},
          {"get_docs_events", in_public("/api/docs/events")},
          {"get_docs_style_css", in_public("/api/docs/style.css")},
          {"get_openapi_json", in_public("/api/openapi.json")},
          {"get_healthz", in_public("/healthz")},
          {"get_readyz", in_public("/readyz")},
          // Made once, when there was no owner: see Company::claim.
          {"post_links_owner", in_public("/api/v1/links/owner", {{"token", "used up"},
                                                                 {"workspace_name", "x"},
                                                                 {"name", "x"},
                                                                 {"email", "x@ours.example"},
                                                                 {"password", password}})},
          {"post_links_look", in_public("/api/v1/links/look", {{"token", "{invitation_link}"}})},
          {"post_links_invitation",
           in_public("/api/v1/links/invitation",
                     {{"token", "{invitation_link}"}, {"password", password}})},
          {"post_links_reset",
           in_public("/api/v1/links/reset", {{"token", "{reset_link}"}, {"password", password}})},
          {"post_session", in_public("/api/v1/session",
                                     {{"email", "viewer@ours.example"}, {"password", password}})}};
}

Examples of_accounts() {
  const std::string member = "/api/v1/members/{member}";
  return {
      {"get_me", {"/api/v1/me"}},
      {"get_sessions", {.target = "/api/v1/sessions", .known_by = KnownBy::session}},
      {"delete_sessions_by_session_id",
       {.target = "/api/v1/sessions/{session}", .known_by = KnownBy::session}},
      {"post_session_end", {"/api/v1/session/end"}},
      {"get_tokens", {.target = "/api/v1/tokens", .filters = {"/api/v1/tokens?whose=everybodys"}}},
      {"post_tokens",
       {.target = "/api/v1/tokens",
        .body = {{"name", "new {number}"}, {"scopes", {"access.workspace.read"}}}}},
      {"delete_tokens_by_token_id", {"/api/v1/tokens/{token}"}},
      {"get_members", {"/api/v1/members"}},
      {"get_members_by_member_id", {member}},
      {"post_members",
       {.target = "/api/v1/members",
        .body = {{"name", "new"},
                 {"email", "new{number}@ours.example"},
                 {"role", "viewer"},
                 {"password", password}}}},
      {"post_members_invite",
       {.target = "/api/v1/members/invite",
        .body = {{"name", "new"}, {"email", "new{number}@ours.example"}, {"role", "viewer"}}}},
      {"patch_members_by_member_id", change(member, {{"name", "renamed {number}"}}, member)},
      {"post_members_by_member_id_disable", change(member + "/disable", {}, member)},
      {"post_members_by_member_id_enable",
       change("/api/v1/members/{disabled_member}/enable", {}, "/api/v1/members/{disabled_member}")},
      {"post_members_by_member_id_reset", {"/api/v1/members/{active_member}/reset"}},
      {"get_roles", {"/api/v1/roles"}},
      {"get_audit",
       {.target = "/api/v1/audit", .filters = {"/api/v1/audit?member_id={active_member}"}}},
      {"post_audit", {.target = "/api/v1/audit", .body = {{"action", "exported"}}}},
      {"get_workspace", {"/api/v1/workspace"}},
      {"patch_workspace",
       change("/api/v1/workspace", {{"name", "canary_ours {number}"}}, "/api/v1/workspace")},
      {"post_workspaces", {.target = "/api/v1/workspaces", .body = {{"name", "more {number}"}}}},
      {"get_channels", {"/api/v1/channels"}},
      {"post_channels", {.target = "/api/v1/channels", .body = {{"name", "channel {number}"}}}}};
}

Examples of_pushing() {
  const std::string push = "/api/v1/channels/{pushed_channel}/push";
  return {{"get_channels_by_channel_id_push", {push}},
          {"get_channels_by_channel_id_push_attempts", {push + "/attempts"}},
          {"put_channels_by_channel_id_push", change(push, {{"url", nowhere}}, push)},
          {"delete_channels_by_channel_id_push", change(push, {}, push)},
          {"post_channels_by_channel_id_push_rotate",
           {.target = push + "/rotate", .body = {{"former_hours", 1}}}},
          {"post_channels_by_channel_id_push_test", {push + "/test"}}};
}

Examples of_conversations() {
  return {
      {"get_conversations",
       {.target = "/api/v1/conversations?limit=2",
        .filters = {"/api/v1/conversations?person={person}",
                    "/api/v1/conversations?channel={channel}",
                    "/api/v1/conversations?assignee={active_member}",
                    "/api/v1/conversations?ids={conversation},{other_conversation}"}}},
      {"get_conversations_by_conversation_id", {conversation}},
      {"patch_conversations_by_conversation_id",
       change(conversation,
              {{"status", "pending"}, {"assignee", "{active_member}"}, {"add_labels", {"late"}}},
              conversation)},
      {"get_conversations_by_conversation_id_messages", {at(conversation, "/messages")}},
      {"get_conversations_by_conversation_id_findings", {at(conversation, "/findings")}},
      {"post_conversations_by_conversation_id_replies",
       {.target = at(conversation, "/replies"),
        .body = {{"text", "We look."},
                 {"seen", "{message}"},
                 {"send_at", some_day},
                 {"attachments", {"{upload}"}}}}},
      {"post_conversations_by_conversation_id_notes",
       {.target = at(conversation, "/notes"), .body = {{"text", "canary_note {number}"}}}},
      {"post_conversations_by_conversation_id_merge",
       {.target = at(conversation, "/merge"), .body = {{"into", "{other_conversation}"}}}},
      {"post_conversations_by_conversation_id_unmerge",
       {"/api/v1/conversations/{merged_conversation}/unmerge"}},
      {"get_search",
       {.target = "/api/v1/search?q=canary",
        .filters = {"/api/v1/search?q=canary_theirs", "/api/v1/search?q=canary_note",
                    "/api/v1/search?q=where&person={person}",
                    "/api/v1/search?q=where&channel={channel}",
                    "/api/v1/search?q=where&assignee={active_member}"}}},
      {"get_messages",
       {.target = "/api/v1/messages?ids={message}",
        .filters = {"/api/v1/messages?ids={message},{other_message}"},
        .passes_over_foreign = true}},
      {"post_attachments",
       {.target = "/api/v1/attachments?name=canary_ours.txt", .bytes = "canary_ours"}},
      {"get_attachments_by_attachment_id", {"/api/v1/attachments/{attachment}"}},
      {"delete_attachments_by_attachment_id", {"/api/v1/attachments/{upload}"}},
      {"get_messages_by_message_id_findings", {"/api/v1/messages/{message}/findings"}},
      {"post_messages_by_message_id_undo", {"/api/v1/messages/{held_message}/undo"}},
      {"post_persons_by_person_id_erase", {at(person, "/erase")}},
      {"get_erasures", {"/api/v1/erasures"}},
      {"post_erasures_clean", {"/api/v1/erasures/clean"}},
      {"get_persons_by_person_id", {person}},
      {"get_persons_by_person_id_findings", {at(person, "/findings")}},
      {"get_persons_by_person_id_conversations", {at(person, "/conversations")}},
      {"post_persons_by_person_id_merge",
       {.target = at(person, "/merge"), .body = {{"into", "{other_person}"}}}},
      {"post_persons_by_person_id_unmerge", {"/api/v1/persons/{merged_person}/unmerge"}}};
}

Examples of_departments() {
  const std::string handoff = "/api/v1/handoffs/{handoff}";
  const std::string promise = "/api/v1/promises/{promise}";
  const std::string draft = "/api/v1/drafts/{draft}";
  return {{"get_handoffs", {.target = "/api/v1/handoffs?department=product"}},
          {"get_handoffs_by_handoff_id", {handoff}},
          {"post_handoffs",
           {.target = "/api/v1/handoffs",
            .body = {{"conversation_id", "{conversation}"},
                     {"to", "product"},
                     {"from", "service"},
                     {"owner_id", "{active_member}"},
                     {"question", "Can we?"}}}},
          {"patch_handoffs_by_handoff_id",
           change(handoff, {{"state", "decided"}, {"answer", "We do."}}, handoff)},
          {"get_promises",
           {.target = "/api/v1/promises", .filters = {"/api/v1/promises?owner={active_member}"}}},
          {"get_promises_by_promise_id", {promise}},
          {"get_drafts",
           {.target = "/api/v1/drafts", .filters = {"/api/v1/drafts?conversation={conversation}"}}},
          {"get_drafts_by_draft_id", {draft}},
          {"post_conversations_by_conversation_id_drafts",
           {.target = at(conversation, "/drafts"), .body = {{"text", "canary_draft"}}}},
          {"patch_drafts_by_draft_id", change(draft, {{"text", "Reworded."}}, draft)},
          {"post_drafts_by_draft_id_send",
           {.target = draft + "/send", .body = {{"seen", "{message}"}}}},
          {"delete_drafts_by_draft_id", change(draft, {}, draft)},
          {"post_promises",
           {.target = "/api/v1/promises",
            .body = {{"conversation_id", "{conversation}"},
                     {"message_id", "{message}"},
                     {"owner_id", "{active_member}"},
                     {"due", some_day},
                     {"text", "We call."}}}},
          {"patch_promises_by_promise_id", change(promise, {{"state", "kept"}}, promise)}};
}

Examples of_logistics() {
  const std::string watch = "/api/v1/logistics/watches/{watch}";
  const std::string episode = "/api/v1/logistics/episodes/{episode}";
  const std::string owned = "/api/v1/logistics/episodes/{owned_episode}";
  return {{"get_logistics_watches", {"/api/v1/logistics/watches"}},
          {"post_logistics_watches",
           {.target = "/api/v1/logistics/watches",
            .body = {{"name", "canary_ours {number}"},
                     {"topic", "canary"},
                     {"topic_terms", {"wobbles"}}}}},
          {"get_logistics_watches_by_watch_id", {watch}},
          {"patch_logistics_watches_by_watch_id", change(watch, {{"region", "Berlin"}}, watch)},
          {"delete_logistics_watches_by_watch_id", change(watch, {}, watch)},
          {"get_logistics_watches_by_watch_id_hours", {watch + "/hours"}},
          {"get_logistics_episodes", {"/api/v1/logistics/episodes"}},
          {"get_logistics_episodes_by_episode_id", {episode}},
          {"get_logistics_episodes_by_episode_id_messages", {episode + "/messages"}},
          {"post_logistics_episodes_by_episode_id_acknowledge", {episode + "/acknowledge"}},
          {"post_logistics_episodes_by_episode_id_own", {episode + "/own"}},
          {"post_logistics_episodes_by_episode_id_mitigate", {owned + "/mitigate"}},
          {"post_logistics_episodes_by_episode_id_told", {owned + "/told"}},
          {"post_logistics_episodes_by_episode_id_close",
           {.target = episode + "/close", .body = {{"cause", "supplier_lot"}}}},
          {"post_logistics_episodes_by_episode_id_review",
           {.target = "/api/v1/logistics/episodes/{closed_episode}/review",
            .body = {{"was_right", true}}}},
          {"post_logistics_episodes_by_episode_id_shelve",
           {.target = episode + "/shelve",
            .body = {{"until", "2027-01-15T00:00:00Z"}, {"reason", "planned"}}}},
          {"post_logistics_episodes_by_episode_id_unshelve",
           {"/api/v1/logistics/episodes/{shelved_episode}/unshelve"}}};
}

Examples of_sales() {
  const std::string relationship = "/api/v1/sales/relationships/{person}";
  const std::string touch = "/api/v1/sales/touches/{touch}";
  const std::string opt_out = "/api/v1/sales/opt_outs/{opt_out}";
  return {{"get_sales_relationships", {"/api/v1/sales/relationships"}},
          {"get_sales_relationships_by_person_id", {relationship}},
          {"get_sales_relationships_by_person_id_guard", {relationship + "/guard"}},
          {"get_sales_promises",
           {.target = "/api/v1/sales/promises",
            .filters = {"/api/v1/sales/promises?owner={active_member}"}}},
          {"get_sales_touches", {"/api/v1/sales/touches?person_id={person}"}},
          {"get_sales_touches_by_touch_id", {touch}},
          {"post_sales_touches",
           {.target = "/api/v1/sales/touches",
            .body = {{"person_id", "{person}"},
                     {"kind", "meeting"},
                     {"message_id", "{message}"},
                     {"note", "canary_note met"}}}},
          {"delete_sales_touches_by_touch_id", change(touch, {}, touch)},
          {"get_sales_opt_outs", {"/api/v1/sales/opt_outs"}},
          {"get_sales_opt_outs_by_opt_out_id", {opt_out}},
          {"post_sales_opt_outs",
           {.target = "/api/v1/sales/opt_outs",
            .body = {{"person_id", "{person}"}, {"reason", "canary_note asked"}}}},
          {"delete_sales_opt_outs_by_opt_out_id", change(opt_out, {}, opt_out)}};
}

Examples of_people() {
  return {{"get_people_experts", {"/api/v1/people/experts?message_id={message}"}},
          {"get_people_helped",
           {.target = "/api/v1/people/helped",
            .filters = {"/api/v1/people/helped?member={active_member}"}}},
          {"get_people_mine", {"/api/v1/people/mine"}},
          {"get_people_participation", {"/api/v1/people/participation"}}};
}

Examples of_marketing() {
  const std::string owner = "/api/v1/marketing/owners/product";
  const std::string mention = "/api/v1/marketing/messages/{message}/mention";
  const std::string audience = "/api/v1/marketing/channels/{pushed_channel}";
  const std::string override = "/api/v1/marketing/overrides/{override}";
  return {
      {"get_marketing_owners", {"/api/v1/marketing/owners"}},
      {"get_marketing_owners_by_department", {owner}},
      {"put_marketing_owners_by_department",
       change(owner, {{"member_id", "{active_member}"}}, owner)},
      {"get_marketing_word_of_mouth", {"/api/v1/marketing/word_of_mouth"}},
      {"get_marketing_messages_by_message_id_mention", {mention}},
      {"put_marketing_messages_by_message_id_mention",
       change(mention,
              {{"kind", "recommends"}, {"experience", "bare"}, {"independence", "rewarded"}},
              mention)},
      {"get_marketing_channels", {"/api/v1/marketing/channels"}},
      {"get_marketing_channels_by_channel_id", {audience}},
      {"put_marketing_channels_by_channel_id", change(audience, {{"audience", "peers"}}, audience)},
      {"get_marketing_gate", {"/api/v1/marketing/gate"}},
      {"get_marketing_gate_history", {"/api/v1/marketing/gate/history"}},
      {"get_marketing_overrides", {"/api/v1/marketing/overrides"}},
      {"post_marketing_overrides",
       {.target = "/api/v1/marketing/overrides",
        .body = {{"reason", "Because the {locked_gate} asks."}, {"days", 2}}}},
      {"get_marketing_overrides_by_override_id", {override}},
      {"delete_marketing_overrides_by_override_id", change(override, {}, override)},
      {"get_marketing_stories", {"/api/v1/marketing/stories"}},
      {"post_marketing_stories",
       {.target = "/api/v1/marketing/stories",
        .body = {{"title", "Behind the {granted_gate}"},
                 {"text", "Said by a customer."},
                 {"message_ids", {"{message}"}}}}},
      {"get_marketing_stories_by_story_id", {"/api/v1/marketing/stories/{story}"}}};
}

Examples of_insight() {
  return {
      {"get_figures", {"/api/v1/figures"}},
      {"get_figures_by_metric_inputs", {"/api/v1/figures/service.coverage/inputs?to={figure_day}"}},
      {"post_figures_days", {.target = "/api/v1/figures/days", .body = {{"days", 2}}}}};
}

Examples of_machines() {
  return {{"post_intake",
           {.target = "/api/v1/intake",
            .body = {{"posts",
                      {{{"channel", "chat"},
                        {"native_id", "n-{number}"},
                        {"author", {{"native_id", "k"}}},
                        {"text", "canary_ours"}}}}}}},
          {"post_outbox_take", {.target = "/api/v1/outbox/take", .body = {{"limit", 1}}}},
          {"post_outbox_by_outbox_id_report",
           {.target = "/api/v1/outbox/{outbox}/report", .body = {{"outcome", "sent"}}}},
          {"get_parked", {"/api/v1/parked"}},
          {"post_parked_by_module_by_sequence_replay", {"/api/v1/parked/service/{parked}/replay"}},
          {"post_parked_by_module_by_sequence_skip", {"/api/v1/parked/service/{parked}/skip"}},
          {"get_events", {"/api/v1/events?limit=200"}},
          {"get_events_stream", {.target = "/api/v1/events/stream?after=0", .is_stream = true}}};
}

Examples all_examples() {
  Examples all;
  for (Examples part :
       {open_to_all(), of_accounts(), of_pushing(), of_conversations(), of_departments(),
        examples_of_service(), examples_of_product(), of_logistics(), of_sales(), of_people(),
        of_marketing(), of_insight(), of_machines()}) {
    all.merge(part);
  }
  return all;
}

}  // namespace

const Examples& examples() {
  static const Examples all = all_examples();
  return all;
}

std::vector<std::string> things_in(const std::string& text) {
  std::vector<std::string> names;
  for (const auto& [name, maker] : Things::names()) {
    const std::string mark = "{" + name + "}";
    for (std::size_t from = text.find(mark); from != std::string::npos;
         from = text.find(mark, from + 1)) {
      names.push_back(name);
    }
  }
  return names;
}

}  // namespace kith::contract
