// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <chrono>
#include <set>

#include "contract/access_matrix_fixture.h"

/// Every route, every role, and ids of everybody's things: what the API describes is what is tried.
namespace kith::contract {
namespace {

using nlohmann::json;

// Each workspace counts these itself: our number may well be one of theirs, too. They have more.
const std::set<std::string> numbered_from_one{
    "policy",  "survey",        "pushed_channel", "watch",    "touch", "opt_out",
    "request", "fresh_request", "merged_request", "override", "story", "figure_day"};

// Words that are no ids: what the call meets is made with them.
const std::set<std::string> no_ids{"number", "priority", "granted_gate", "locked_gate"};

std::string problem_of(const WireAnswer& answer) {
  const json body = answer.json();
  return body.is_object() ? body.value("code", "") : "";
}

TEST_F(AccessMatrix, has_an_example_of_every_operation_and_no_other) {
  std::set<std::string> listed;
  for (const ListedOperation& operation : operations()) {
    listed.insert(operation.id);
    EXPECT_TRUE(examples().contains(operation.id))
        << "The route " << operation.method << " " << operation.path << " has no example. Add \""
        << operation.id << "\" to tests/contract/access_matrix_examples.cpp: a valid call, in "
        << "which ids are named in braces.";
  }
  for (const auto& [id, example] : examples()) {
    EXPECT_TRUE(listed.contains(id)) << id << " is no operation any more";
  }
}

// What the description lists is what the router leads somewhere, method by method.
TEST_F(AccessMatrix, finds_in_the_router_what_is_described_and_no_more) {
  std::map<std::string, std::set<std::string>> described;
  for (const ListedOperation& operation : operations()) {
    std::set<std::string>& methods = described[operation.path];
    methods.insert({operation.method, "OPTIONS"});
    if (operation.method == "GET") {
      methods.insert("HEAD");
    }
  }
  for (const auto& [path, methods] : described) {
    std::string target = path;
    while (target.find('{') != std::string::npos) {
      target.replace(target.find('{'), target.find('}') - target.find('{') + 1, "1");
    }
    const WireAnswer answer = company().wire().send(call_of("OPTIONS", target));
    std::set<std::string> allowed;
    std::string list = answer.header("allow") + ", ";
    for (std::size_t end = list.find(", "); end != std::string::npos; end = list.find(", ")) {
      allowed.insert(list.substr(0, end));
      list.erase(0, end + 2);
    }
    EXPECT_EQ(allowed, methods) << path;
  }
}

TEST_F(AccessMatrix, refuses_whoever_lacks_the_permission_and_changes_nothing) {
  const std::string narrow_token = company().token_of(
      company().member("agent").member, company().workspace(), {"conversation.thread.read"});
  const json spare = company().locally(call_of("POST", "/api/v1/tokens",
                                               {{"name", "revoked"},
                                                {"scopes", {"*"}},
                                                {"member_id", company().member("owner").member}}),
                                       company().workspace());
  company().locally(call_of("DELETE", "/api/v1/tokens/" + spare["token"]["id"].get<std::string>()),
                    company().workspace());
  std::vector<Somebody> callers = company().members();
  callers.push_back(
      {.name = "narrow", .token = narrow_token, .permissions = {"conversation.thread.read"}});
  callers.push_back({.name = "revoked", .token = spare["secret"]});
  callers.push_back({.name = "made up", .token = "kith_pat_" + std::string(43, 'A')});
  callers.push_back({.name = "nobody"});
  const std::set<std::string> unknown{"revoked", "made up", "nobody"};
  rows().settle();
  RowHashes before = rows().hashes();
  int denied = 0;
  for (const ListedOperation& operation : operations()) {
    for (const Somebody& who : callers) {
      const bool is_unknown = unknown.contains(who.name);
      if (operation.is_public || (!is_unknown && may(who, operation))) {
        continue;
      }
      WireCall made =
          call(operation, who, [](const std::string& name) { return ours().get(name); });
      const auto source = static_cast<std::uint8_t>(2 + denied / 100);
      const Tried tried = is_unknown ? send_from(source, std::move(made)) : send(std::move(made));
      ++denied;
      EXPECT_EQ(tried.answer.status, is_unknown ? 401 : 403) << who.name << " " << tried.text();
      EXPECT_EQ(problem_of(tried.answer), is_unknown ? "unauthenticated" : "forbidden");
      if (!is_unknown) {
        EXPECT_NE(tried.answer.body.find(operation.permission), std::string::npos) << tried.text();
      }
      expect_unchanged(before, tried);
      if (operation.method == "GET" && !is_unknown) {
        WireCall head = tried.call;
        head.method = "HEAD";
        const Tried looked = send(std::move(head));
        EXPECT_EQ(looked.answer.status, 403) << looked.text();
        ++denied;
      }
    }
  }
  rows().settle();
  EXPECT_EQ(differences(before, rows().hashes()), "");
  fmt::print("access matrix: {} routes, {} roles and {} other callers, {} calls denied\n",
             operations().size(), all_roles.size(), callers.size() - all_roles.size(), denied);
}

TEST_F(AccessMatrix, finds_nothing_of_the_other_workspace_whichever_id_is_tried) {
  rows().settle();
  RowHashes before = rows().hashes();
  int tries = 0;
  const auto attempt = [&](const ListedOperation& operation, const Example& example,
                           const Somebody& who, Things& own, Things& foreign,
                           const std::string& only, bool is_filter) {
    WireCall made = call(operation, who, [&](const std::string& name) {
      return name == only ? foreign.get(name) : own.get(name);
    });
    // Who a token acts for is the token's, whatever the request says.
    const Tried tried = send(made.with("X-Kith-Workspace", company().workspace()));
    ++tries;
    const int status = tried.answer.status;
    const bool is_in_path = operation.path.find('{') != std::string::npos &&
                            example.target.find("{" + only + "}") != std::string::npos;
    if (is_in_path) {
      EXPECT_EQ(status, 404) << tried.text();
    } else if (is_filter || example.passes_over_foreign) {
      EXPECT_TRUE(status == 200 || status == 404 || status == 422) << tried.text();
    } else {
      EXPECT_TRUE(status >= 400 && status < 500) << only << " " << tried.text();
    }
    expect_nothing_private(tried, who);
    expect_unchanged(before, tried);
  };
  const Somebody& owner = company().member("owner");
  for (const ListedOperation& operation : operations()) {
    const Example& example = examples().at(operation.id);
    if (example.known_by == KnownBy::nothing) {
      continue;
    }
    std::set<std::string> names;
    for (const std::string& text : {example.target, example.body.dump()}) {
      for (const std::string& name : things_in(text)) {
        if (!no_ids.contains(name)) {
          names.insert(name);
        }
      }
    }
    for (const std::string& name : names) {
      if (numbered_from_one.contains(name)) {
        attempt(operation, example, owner, ours(), theirs(), name, false);
        continue;
      }
      attempt(operation, example, owner, ours(), theirs(), name, false);
      attempt(operation, example, company().stranger(), theirs(), ours(), name, false);
    }
  }
  rows().settle();
  EXPECT_EQ(differences(before, rows().hashes()), "");
  fmt::print("access matrix: {} calls with ids of another workspace\n", tries);
}

TEST_F(AccessMatrix, shows_nothing_of_the_other_workspace_in_filters_and_lists_of_ids) {
  rows().settle();
  RowHashes before = rows().hashes();
  int tries = 0;
  for (const ListedOperation& operation : operations()) {
    for (const std::string& filter : examples().at(operation.id).filters) {
      for (const auto& [who, things] : {std::pair{&company().member("owner"), &theirs()},
                                        std::pair{&company().stranger(), &ours()}}) {
        const std::string target =
            with_things(filter, [&](const std::string& name) { return things->get(name); });
        const Tried tried = send(call_of(operation.method, target).as(who->token));
        ++tries;
        EXPECT_LT(tried.answer.status, 500) << tried.text();
        expect_nothing_private(tried, *who);
        expect_unchanged(before, tried);
      }
    }
  }
  fmt::print("access matrix: {} filters with ids of another workspace\n", tries);
  EXPECT_GT(tries, 10);
}

TEST_F(AccessMatrix, lets_everybody_do_what_their_role_may) {
  int allowed = 0;
  for (const ListedOperation& operation : operations()) {
    const auto began = std::chrono::steady_clock::now();
    const Example& example = examples().at(operation.id);
    int good = operation.id == "post_links_owner" ? company().owner_link_status() == 200 : 0;
    for (const Somebody& who : company().members()) {
      const bool is_done = operation.is_public && good > 0;
      if (is_done || !may(who, operation)) {
        continue;
      }
      ours().forget(who);
      Somebody caller = who;
      if (operation.id == "post_session_end") {
        caller.token = company().token_of(who.member, company().workspace(), {"*"});
      }
      const Tried tried =
          send(call(operation, caller, [](const std::string& name) { return ours().get(name); }),
               example.is_stream);
      const bool is_good = tried.answer.status >= 200 && tried.answer.status < 300;
      EXPECT_TRUE(is_good) << who.name << " " << tried.text();
      good += is_good ? 1 : 0;
      ++allowed;
      expect_nothing_private(tried, who);
      for (const std::string& filter : example.filters) {
        const std::string target =
            with_things(filter, [&](const std::string& name) { return ours().get(name); });
        const Tried listed = send(call_of(operation.method, target).as(who.token));
        EXPECT_LT(listed.answer.status, 500) << listed.text();
        expect_nothing_private(listed, who);
      }
    }
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20)) << operation.id;
    EXPECT_GT(good, 0) << operation.id << " was never allowed";
  }
  fmt::print("access matrix: {} calls allowed\n", allowed);
}

}  // namespace
}  // namespace kith::contract
