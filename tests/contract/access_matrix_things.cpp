// SPDX-License-Identifier: Apache-2.0
#include "contract/access_matrix_things.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <set>
#include <thread>

namespace kith::contract {
namespace {

using nlohmann::json;

// One policy for each priority, and one for all.
constexpr std::array priorities{"none", "low", "medium", "high", "urgent"};

// What each workspace numbers itself: the other one's last number is one that we have not.
constexpr int more_than_ours = 150;

int next_number() {
  static int number = 0;
  return ++number;
}

json policy(const std::string& name, const std::string& priority) {
  json body{{"name", name},
            {"first_reply_minutes", 60},
            {"next_reply_minutes", 60},
            {"resolution_minutes", 600},
            {"business_hours", false}};
  body["priority"] = priority;
  return body;
}

}  // namespace

// Which maker makes what: several things come together.
const std::map<std::string, std::string>& Things::names() {
  static const std::map<std::string, std::string> makers{
      {"conversation", "conversation"},
      {"message", "conversation"},
      {"person", "conversation"},
      {"other_conversation", "other_conversation"},
      {"other_message", "other_conversation"},
      {"other_person", "other_conversation"},
      {"upload", "upload"},
      {"attachment", "attachment"},
      {"merged_conversation", "merged_conversation"},
      {"merged_person", "merged_person"},
      {"held_message", "held"},
      {"outbox", "outbox"},
      {"handoff", "handoff"},
      {"promise", "promise"},
      {"touch", "touch"},
      {"opt_out", "opt_out"},
      {"draft", "draft"},
      {"request", "request"},
      {"fresh_request", "fresh_request"},
      {"merged_request", "merged_request"},
      {"evidence_message", "evidence"},
      {"wish_message", "wish"},
      {"channel", "channel"},
      {"pushed_channel", "pushed_channel"},
      {"policy", "policy"},
      {"member", "member"},
      {"disabled_member", "member"},
      {"active_member", "active_member"},
      {"resolved_conversation", "resolved_conversation"},
      {"token", "token"},
      {"session", "session"},
      {"invitation_link", "links"},
      {"reset_link", "links"},
      {"parked", "parked"},
      {"figure_day", "figure"},
      {"priority", "priority"},
      {"watch", "watch"},
      {"episode", "episode"},
      {"owned_episode", "owned_episode"},
      {"closed_episode", "closed_episode"},
      {"shelved_episode", "shelved_episode"},
      {"override", "override"},
      {"granted_gate", "granted_gate"},
      {"locked_gate", "locked_gate"},
      {"story", "story"},
      {"survey", "survey"},
      {"audited_message", "audited_message"},
      {"number", "number"}};
  return makers;
}

const std::string& Things::get(const std::string& name) {
  const auto known = made_.find(name);
  if (known != made_.end()) {
    return known->second;
  }
  const auto maker = names().find(name);
  EXPECT_NE(maker, names().end()) << "nothing is called " << name;
  if (maker != names().end()) {
    make(maker->second);
  }
  EXPECT_NE(made_[name], "") << name;
  return made_[name];
}

void Things::forget(const Somebody& caller) {
  // There can be only so many policies and watches, and a member's password takes its time.
  const std::set<std::string> stay{"policy",        "watch",  "episode_watch",  "request",
                                   "active_member", "survey", "audited_message"};
  std::erase_if(made_, [&](const auto& each) { return !stay.contains(each.first); });
  caller_ = &caller;
}

json Things::post(const std::string& path, const json& body) {
  return company_.as_owner(call_of("POST", "/api/v1" + path, body), workspace_);
}

void Things::make(const std::string& name) {
  if (name == "conversation" || name == "other_conversation") {
    make_conversation(name == "conversation" ? "" : "other_");
  } else if (name == "merged_conversation" || name == "merged_person") {
    make_merged(name == "merged_person" ? "person" : "conversation");
  } else if (name == "resolved_conversation") {
    Things fresh(company_, workspace_, *caller_);
    made_[name] = fresh.get("conversation");
    post("/service/cases/" + made_[name] + "/resolve", json::object());
  } else if (name == "active_member") {
    made_[name] =
        company_
            .add_member("viewer", "active" + std::to_string(next_number()) + "@ours.example",
                        workspace_)
            .member;
  } else if (name == "upload") {
    const bool may = caller_->permissions.contains("conversation.file.upload");
    made_[name] = upload_as(may ? *caller_ : company_.owner_of(workspace_));
  } else if (name == "watch" || name.ends_with("episode")) {
    make_logistics_thing(name);
  } else if (name == "override" || name == "story" || name.ends_with("_gate")) {
    make_marketing_thing(name);
  } else if (name == "fresh_request") {
    get("request");
    made_[name] = add_request("fresh");
  } else if (name == "number") {
    made_["number"] = std::to_string(next_number());
  } else {
    const std::map<std::string, void (Things::*)()> makers{
        {"attachment", &Things::make_attachment},
        {"held", &Things::make_held},
        {"outbox", &Things::make_outbox},
        {"handoff", &Things::make_handoff},
        {"promise", &Things::make_promise},
        {"draft", &Things::make_draft},
        {"touch", &Things::make_touch},
        {"opt_out", &Things::make_opt_out},
        {"channel", &Things::make_channel},
        {"pushed_channel", &Things::make_pushed_channel},
        {"policy", &Things::make_policy},
        {"survey", &Things::make_survey},
        {"audited_message", &Things::make_audited_message},
        {"member", &Things::make_member},
        {"token", &Things::make_token},
        {"session", &Things::make_session},
        {"links", &Things::make_links},
        {"parked", &Things::make_parked},
        {"figure", &Things::make_figure},
        {"priority", &Things::make_priority},
        {"request", &Things::make_request},
        {"merged_request", &Things::make_merged_request},
        {"evidence", &Things::make_evidence},
        {"wish", &Things::make_wish}};
    (this->*makers.at(name))();
  }
}

void Things::make_conversation(const std::string& prefix) {
  const std::string name = workspace_ + "-" + std::to_string(next_number());
  const std::string canary = workspace_ == company_.workspace() ? "canary_ours" : "canary_theirs";
  const json stored =
      post("/intake", {{"posts",
                        {{{"channel", "chat"},
                          {"native_id", name},
                          {"author", {{"native_id", "p-" + name}, {"name", canary + " " + name}}},
                          {"text", "Where is it? " + canary + " " + name}}}}});
  const json& result = stored["results"][0];
  EXPECT_EQ(result["status"], "stored") << stored;
  made_[prefix + "conversation"] = result["conversation_id"];
  made_[prefix + "message"] = result["message_id"];
  const json detail = company_.locally(
      call_of("GET", "/api/v1/conversations/" + made_[prefix + "conversation"]), workspace_);
  made_[prefix + "person"] = detail["conversation"]["person_id"];
  post("/conversations/" + made_[prefix + "conversation"] + "/notes",
       {{"text", "canary_note " + canary}});
  // A case is there once the service module has heard of the message.
  const WireCall look = call_of("GET", "/api/v1/service/cases/" + made_[prefix + "conversation"]);
  for (int wait = 0; wait < 400; ++wait) {
    if (company_.wire().send(look.as(company_.owner_of(workspace_).token)).status == 200) {
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ADD_FAILURE() << "no case for " << made_[prefix + "conversation"];
}

void Things::make_merged(const std::string& noun) {
  Things both(company_, workspace_, *caller_);
  const std::string from = both.get(noun);
  post("/" + noun + "s/" + from + "/merge", {{"into", both.get("other_" + noun)}});
  made_["merged_" + noun] = from;
}

std::string Things::upload_as(const Somebody& who) {
  const std::string canary = workspace_ == company_.workspace() ? "canary_ours" : "canary_theirs";
  WireCall call = call_of("POST", "/api/v1/attachments?name=" + canary + ".txt")
                      .with("Content-Type", "application/octet-stream");
  call.body = "A file with " + canary;
  return company_.wire().send(call.as(who.token)).json().value("id", "");
}

void Things::make_attachment() {
  const std::string upload = upload_as(company_.owner_of(workspace_));
  const json stored =
      post("/intake", {{"posts",
                        {{{"channel", "chat"},
                          {"native_id", "file-" + std::to_string(next_number())},
                          {"author", {{"native_id", "sender"}}},
                          {"text", "canary"},
                          {"attachments", json::array({{{"attachment_id", upload}}})}}}}});
  EXPECT_EQ(stored["results"][0]["status"], "stored") << stored;
  made_["attachment"] = upload;
}

void Things::make_held() {
  Things fresh(company_, workspace_, *caller_);
  const json reply = post("/conversations/" + fresh.get("conversation") + "/replies",
                          {{"text", "On its way."},
                           {"seen", fresh.get("message")},
                           {"send_at", "2027-06-01T00:00:00Z"}});
  made_["held_message"] = reply["id"];
}

void Things::make_outbox() {
  Things fresh(company_, workspace_, *caller_);
  const json reply =
      post("/conversations/" + fresh.get("conversation") + "/replies",
           {{"text", "On its way."}, {"seen", fresh.get("message")}, {"hold_seconds", 0}});
  for (int wait = 0; wait < 400; ++wait) {
    const json taken = post("/outbox/take", json::object());
    for (const json& each : taken["items"]) {
      if (each["message_id"] == reply["id"]) {
        made_["outbox"] = each["id"];
        return;
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

void Things::make_handoff() {
  made_["handoff"] = post("/handoffs", {{"conversation_id", get("conversation")},
                                        {"to", "product"},
                                        {"from", "service"},
                                        {"question", "Can we? canary"}})["id"];
}

void Things::make_draft() {
  made_["draft"] =
      post("/conversations/" + get("conversation") + "/drafts", {{"text", "canary_draft"}})["id"];
}

void Things::make_promise() {
  made_["promise"] = post("/promises", {{"conversation_id", get("conversation")},
                                        {"due", "2027-06-01T00:00:00Z"},
                                        {"owner_id", caller_->member},
                                        {"text", "We call back."}})["id"];
}

void Things::make_touch() {
  const bool is_ours = workspace_ == company_.workspace();
  for (int each = 0; each < (is_ours ? 1 : more_than_ours); ++each) {
    made_["touch"] = post(
        "/sales/touches",
        {{"person_id", get("person")}, {"kind", "they_helped"}, {"note", "canary_note"}})["id"];
  }
}

// A person has one at most, so that all but the last are taken back.
void Things::make_opt_out() {
  const bool is_ours = workspace_ == company_.workspace();
  Things fresh(company_, workspace_, *caller_);
  const std::string person = fresh.get("person");
  for (int left = is_ours ? 1 : more_than_ours; left > 0; --left) {
    made_["opt_out"] =
        post("/sales/opt_outs", {{"person_id", person}, {"reason", "canary_note"}})["id"];
    if (left > 1) {
      company_.as_owner(
          call_of("DELETE", "/api/v1/sales/opt_outs/" + made_["opt_out"]).with("If-Match", "\"1\""),
          workspace_);
    }
  }
}

void Things::make_channel() {
  get("conversation");
  made_["channel"] =
      company_.locally(call_of("GET", "/api/v1/channels"), workspace_)["items"][0]["id"];
}

void Things::make_pushed_channel() {
  // Numbered from 1 in each workspace, as policies.
  const bool is_ours = workspace_ == company_.workspace();
  json channel;
  for (int each = 0; each < (is_ours ? 1 : more_than_ours); ++each) {
    channel = post("/channels", {{"name", "pushed " + std::to_string(next_number())}});
  }
  made_["pushed_channel"] = channel["id"];
  company_.as_owner(
      call_of("PUT", "/api/v1/channels/" + made_["pushed_channel"] + "/push", {{"url", nowhere}})
          .with("If-Match", "\"1\""),
      workspace_);
}

void Things::make_policy() {
  // Numbered from 1 in each workspace: the other one's last number is one that we have not.
  const std::size_t wanted = workspace_ == company_.workspace() ? 1 : priorities.size();
  for (std::size_t each = 0; each < wanted; ++each) {
    make_priority();
    made_["policy"] = post("/service/policies", policy("policy " + std::to_string(next_number()),
                                                       made_["priority"]))["id"];
  }
}

void Things::make_priority() {
  made_["priority"] = priorities[(priorities.size() - 1 - priorities_++) % priorities.size()];
}

void Things::make_figure() {
  // Figures have the same names everywhere: the other one's oldest day is one that we have not.
  const int days = workspace_ == company_.workspace() ? 1 : 5;
  EXPECT_EQ(post("/figures/days", {{"days", days}}).value("left", -1), 0);
  const json all = company_.locally(
      call_of("GET", "/api/v1/figures?metric=service.coverage&limit=10"), workspace_);
  made_["figure_day"] = all["items"].back()["to"];
}

void Things::make_member() {
  const std::string name = std::to_string(next_number());
  for (const std::string& which : {std::string("member"), std::string("disabled_member")}) {
    const json invited = post("/members/invite", {{"name", "invited " + name},
                                                  {"email", which + name + "@ours.example"},
                                                  {"role", "viewer"}});
    made_[which] = invited["member"]["id"];
  }
  company_.locally(call_of("POST", "/api/v1/members/" + made_["disabled_member"] + "/disable")
                       .with("If-Match", "\"1\""),
                   workspace_);
}

void Things::make_token() {
  made_["token"] = company_.locally(
      call_of("POST", "/api/v1/tokens",
              {{"name", "spare"}, {"scopes", {"*"}}, {"member_id", caller_->member}}),
      workspace_)["token"]["id"];
}

void Things::make_session() {
  Somebody again = *caller_;
  company_.sign_in(again, caller_->name + (workspace_ == company_.workspace() ? "@ours.example"
                                                                              : "@theirs.example"));
  made_["session"] = again.session;
}

void Things::make_links() {
  const std::string name = std::to_string(next_number());
  made_["invitation_link"] = post("/members/invite", {{"name", "invited " + name},
                                                      {"email", "link" + name + "@ours.example"},
                                                      {"role", "viewer"}})["link"]["token"];
  made_["reset_link"] =
      post("/members/" + get("active_member") + "/reset", json::object())["token"];
}

void Things::make_parked() {
  if (workspace_ != company_.workspace()) {
    made_["parked"] = std::to_string(company_.their_parked());
    return;
  }
  ASSERT_FALSE(company_.parked().empty()) << "more parked events are needed in Company::park()";
  made_["parked"] = std::to_string(company_.parked().back());
  company_.parked().pop_back();
}

}  // namespace kith::contract
