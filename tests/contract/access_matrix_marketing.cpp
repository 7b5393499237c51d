// SPDX-License-Identifier: Apache-2.0
#include "contract/access_matrix_things.h"

/// The things of marketing: overrides of its gate, which is locked, and stories.
namespace kith::contract {
namespace {

using nlohmann::json;

// Both are numbered from 1 in each workspace: the other one's last number is one that we have not.
constexpr int more_behind_theirs = 60;

}  // namespace

void Things::end_override() {
  const json gate = company_.as_owner(call_of("GET", "/api/v1/marketing/gate"), workspace_);
  if (gate.contains("running_override")) {
    const std::string id = gate["running_override"]["id"];
    company_.as_owner(
        call_of("DELETE", "/api/v1/marketing/overrides/" + id).with("If-Match", "\"1\""),
        workspace_);
  }
}

void Things::make_override() {
  const int count = workspace_ == company_.workspace() ? 1 : more_behind_theirs;
  for (int each = 0; each < count; ++each) {
    end_override();
    made_["override"] =
        post("/marketing/overrides", {{"reason", "Because the matrix asks."}})["id"];
  }
}

void Things::make_story() {
  make_override();
  const int count = workspace_ == company_.workspace() ? 1 : more_behind_theirs;
  for (int each = 0; each < count; ++each) {
    made_["story"] =
        post("/marketing/stories", {{"title", "A story"}, {"text", "Of a customer."}})["id"];
  }
}

void Things::make_marketing_thing(const std::string& name) {
  if (name == "override") {
    make_override();
  } else if (name == "story") {
    make_story();
  } else if (name == "granted_gate") {
    make_override();
    made_[name] = "gate";
  } else {
    end_override();
    made_[name] = "gate";
  }
}

}  // namespace kith::contract
