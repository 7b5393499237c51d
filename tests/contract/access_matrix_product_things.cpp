// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "contract/access_matrix_things.h"

/// The things of the product module.
namespace kith::contract {
namespace {

using nlohmann::json;

// Numbered from 1 in each workspace: the other one's are beyond ours.
constexpr int more_requests_than_ours = 100;

int next_wish() {
  static int number = 0;
  return ++number;
}

}  // namespace

std::string Things::add_request(const std::string& title) {
  const std::string canary = workspace_ == company_.workspace() ? "canary_ours" : "canary_theirs";
  return post("/product/requests", {{"title", title + " " + canary}})["id"];
}

void Things::make_request() {
  const bool is_ours = workspace_ == company_.workspace();
  for (int each = 0; each < (is_ours ? 1 : more_requests_than_ours); ++each) {
    made_["request"] = add_request("Request");
  }
}

void Things::make_merged_request() {
  const std::string into = get("request");
  made_["merged_request"] = add_request("Merged");
  post("/product/requests/" + made_["merged_request"] + "/merge", {{"into", into}});
}

void Things::make_evidence() {
  Things fresh(company_, workspace_, *caller_);
  made_["evidence_message"] = fresh.get("message");
  post("/product/requests/" + get("request") + "/evidence",
       {{"message_id", made_["evidence_message"]}});
}

// A wish that is like an open request: known as such once the module has heard of the message.
void Things::make_wish() {
  get("request");
  add_request("Blue lids for every box");
  const std::string name = workspace_ + "-wish-" + std::to_string(next_wish());
  const json stored =
      post("/intake", {{"posts",
                        {{{"channel", "chat"},
                          {"native_id", name},
                          {"author", {{"native_id", "p-" + name}}},
                          {"text", "It would be great if there were blue lids for every box"}}}}});
  made_["wish_message"] = stored["results"][0]["message_id"];
  const WireCall look = call_of("GET", "/api/v1/product/wishes?state=suggested")
                            .as(company_.owner_of(workspace_).token);
  for (int wait = 0; wait < 400; ++wait) {
    const std::string found = company_.wire().send(look).body;
    if (found.find("\"" + made_["wish_message"] + "\"") != std::string::npos) {
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ADD_FAILURE() << "no wish in " << made_["wish_message"];
}

}  // namespace kith::contract
