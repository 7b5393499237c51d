// SPDX-License-Identifier: Apache-2.0
#include "contract/company.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "base/random.h"
#include "store/sqlite.h"

namespace kith::contract {
namespace {

using nlohmann::json;

constexpr int parked_events = 12;

std::string read_file(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string after(const std::string& text, const std::string& mark, const std::string& ends) {
  const std::size_t at = text.find(mark);
  if (at == std::string::npos) {
    return {};
  }
  const std::size_t from = at + mark.size();
  return text.substr(from, text.find_first_of(ends, from) - from);
}

json posts(const std::string& canary, const std::string& prefix, int count) {
  json all = json::array();
  for (int i = 0; i < count; ++i) {
    const std::string name = prefix + std::to_string(i);
    all.push_back({{"channel", "chat"},
                   {"native_id", name},
                   {"author", {{"native_id", "p-" + name}, {"name", canary + " " + name}}},
                   {"text", "Where is it? " + canary + " " + name}});
  }
  return {{"posts", all}};
}

json good(const WireAnswer& answer, const WireCall& call) {
  EXPECT_TRUE(answer.status >= 200 && answer.status < 300)
      << call.method << " " << call.target << " " << call.body << "\n"
      << answer.status << " " << answer.body;
  return answer.body.empty() ? json() : answer.json();
}

}  // namespace

Company::Company() {
  SystemRandom random;
  folder_ =
      (std::filesystem::temp_directory_path() / ("kith-contract-" + random.token(9))).string();
  std::filesystem::create_directory(folder_);
  data_ = folder_ + "/data";
  start();
  claim();
  fill();
  server_->stop();
  park();
  start();
}

Company::~Company() {
  server_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void Company::start() {
  const std::string output = folder_ + "/output";
  server_ = std::make_unique<scenario::KithProcess>(
      std::vector<std::string>{"serve", "--data", data_, "--listen", "127.0.0.1:0", "--set",
                               "http.reads_per_minute=100000000", "--set",
                               "http.writes_per_minute=100000000", "--set",
                               "net.outgoing_allow=127.0.0.1"},
      output);
  std::string port;
  for (int wait = 0; wait < 400 && port.empty(); ++wait) {
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
    const std::string said = read_file(output);
    port = said.find(" from ") == std::string::npos ? "" : after(said, "http://127.0.0.1:", " /\n");
  }
  ASSERT_NE(port, "") << read_file(output);
  port_ = static_cast<std::uint16_t>(std::stoi(port));
  wire_ = std::make_unique<Wire>(port_);
  local_ = std::make_unique<Wire>(data_ + "/kith.sock");
}

json Company::locally(const WireCall& call, const std::string& workspace) {
  return good(local_->send(call.with("X-Kith-Workspace", workspace)), call);
}

json Company::as_owner(const WireCall& call, const std::string& workspace) {
  return good(wire_->send(call.as(owner_of(workspace).token)), call);
}

// The first owner comes by the one-time link on the console, as on a new machine.
void Company::claim() {
  std::string token;
  for (int wait = 0; wait < 200 && token.empty(); ++wait) {
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
    token = after(read_file(folder_ + "/output"), "  token: ", "\n");
  }
  const WireAnswer claimed = wire_->send(call_of("POST", "/api/v1/links/owner",
                                                 {{"token", token},
                                                  {"workspace_name", "canary_ours"},
                                                  {"name", "canary_ours owner"},
                                                  {"email", "owner@ours.example"},
                                                  {"password", password}}));
  owner_link_status_ = claimed.status;
  ASSERT_EQ(claimed.status, 200) << claimed.body;
  ours_ = claimed.json()["workspace_id"];
  members_.push_back({.name = "owner", .member = claimed.json()["member_id"]});
}

std::string Company::token_of(const std::string& member, const std::string& workspace,
                              const json& scopes) {
  return locally(call_of("POST", "/api/v1/tokens",
                         {{"name", "contract"}, {"scopes", scopes}, {"member_id", member}}),
                 workspace)["secret"];
}

void Company::sign_in(Somebody& somebody, const std::string& email) {
  const WireAnswer answer =
      wire_->send(call_of("POST", "/api/v1/session", {{"email", email}, {"password", password}}));
  ASSERT_EQ(answer.status, 200) << answer.body;
  const std::string cookie = answer.header("set-cookie");
  somebody.cookie = cookie.substr(0, cookie.find(';'));
  somebody.csrf = answer.json()["csrf"];
  somebody.session = answer.json()["session_id"];
}

Somebody Company::add_member(const std::string& role, const std::string& email,
                             const std::string& workspace) {
  json body{{"name", "member " + role}, {"email", email}, {"role", role}, {"password", password}};
  const std::map<std::string, std::string> departments{
      {"agent", "service"},       {"product_manager", "product"}, {"sales", "sales"},
      {"logistics", "logistics"}, {"people", "people"},           {"marketer", "marketing"}};
  if (const auto found = departments.find(role); found != departments.end()) {
    body["department"] = found->second;
  }
  Somebody added{.name = role};
  added.member = locally(call_of("POST", "/api/v1/members", body), workspace)["id"];
  added.token = token_of(added.member, workspace, {"*"});
  return added;
}

void Company::read_permissions(Somebody& somebody) {
  const WireAnswer me = wire_->send(call_of("GET", "/api/v1/me").as(somebody.token));
  ASSERT_EQ(me.status, 200) << me.body;
  const json said = me.json();
  for (const json& each : said["permissions"]) {
    somebody.permissions.insert(each.get<std::string>());
  }
}

void Company::fill() {
  theirs_ =
      locally(call_of("POST", "/api/v1/workspaces", {{"name", "canary_theirs"}}), ours_)["id"];
  stranger_ = add_member("owner", "owner@theirs.example", theirs_);
  members_[0].token = token_of(members_[0].member, ours_, {"*"});
  for (std::size_t role = 1; role < all_roles.size(); ++role) {
    members_.push_back(add_member(all_roles[role], all_roles[role] + "@ours.example", ours_));
  }
  for (Somebody& each : members_) {
    sign_in(each, each.name + "@ours.example");
    read_permissions(each);
  }
  read_permissions(stranger_);
  sign_in(stranger_, "owner@theirs.example");
  locally(call_of("POST", "/api/v1/intake", posts("canary_ours", "ours-fill-", parked_events)),
          ours_);
  locally(call_of("POST", "/api/v1/intake", posts("canary_theirs", "theirs-fill-", 20)), theirs_);
  std::this_thread::sleep_for(std::chrono::milliseconds(1'200));
}

// No module of the house fails, so what would be left of a failure is put there.
void Company::park() {
  const auto plant = [&](const std::string& workspace, std::int64_t first, std::int64_t last) {
    auto opened = store::Connection::open(data_ + "/workspaces/" + workspace + "/kith.db",
                                          store::OpenMode::read_write);
    ASSERT_TRUE(opened);
    for (std::int64_t sequence = first; sequence <= last; ++sequence) {
      ASSERT_TRUE(opened->execute(
          "INSERT INTO bus_hold(consumer, sequence, noun, subject, state, attempts, "
          "next_attempt_at, reason) SELECT 'service', sequence, noun, subject, 'parked', 8, 0, "
          "'planted' FROM log_event WHERE sequence = " +
          std::to_string(sequence)))
          << opened->error_text();
    }
  };
  plant(ours_, 1, parked_events);
  for (std::int64_t sequence = 1; sequence <= parked_events; ++sequence) {
    parked_.push_back(sequence);
  }
  their_parked_ = parked_events + 5;
  plant(theirs_, their_parked_, their_parked_);
}

std::string Company::said() const {
  return read_file(folder_ + "/output");
}

const Somebody& Company::member(const std::string& role) const {
  for (const Somebody& each : members_) {
    if (each.name == role) {
      return each;
    }
  }
  ADD_FAILURE() << "There is no " << role;
  return members_.front();
}

}  // namespace kith::contract
