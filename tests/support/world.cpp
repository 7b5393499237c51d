// SPDX-License-Identifier: Apache-2.0
#include "support/world.h"

#include <fmt/format.h>

#include "access/authenticator.h"
#include "access/built_in_roles.h"
#include "access/members.h"
#include "access/tokens.h"
#include "access/workspaces.h"
#include "builtin_modules.h"
#include "events/rebuild.h"

namespace kith::support {
namespace {

Department department_of(std::string_view role) {
  if (role == "agent") {
    return Department::service;
  }
  if (role == "product_manager") {
    return Department::product;
  }
  if (role == "sales") {
    return Department::sales;
  }
  if (role == "logistics") {
    return Department::logistics;
  }
  if (role == "people") {
    return Department::people;
  }
  return role == "marketer" ? Department::marketing : Department::none;
}

}  // namespace

World::World(Settings settings)
    : settings_(std::move(settings)),
      random_(settings_.seed),
      log_(clock, Logger::Level::error, [](std::string_view) {}) {
  if (settings_.modules.empty()) {
    const std::span<const Module* const> all = builtin_modules();
    settings_.modules.assign(all.begin(), all.end());
  }
  open();
  found();
  for (const access::BuiltInRole& role : access::built_in_roles()) {
    hire(role.name);
  }
  server_->workspaces().refresh_members();
}

void World::open() {
  server_ = std::make_unique<WorldServer>(
      folder_.file("data"), WorldServer::Services{settings_.modules, clock, random_, log_},
      settings_.lanes);
  if (workspace_id_) {
    workspace_ = need(server_->workspaces().find(workspace_id_));
    look_ = need(store::Connection::open(workspace_->path(), store::OpenMode::read_only));
  }
}

void World::found() {
  access::Authenticator authenticator(server_->access());
  const auto machine = authenticator.local({});
  workspace_id_ = need(access::create_workspace(server_->access(), *machine, {.name = "Acme"})).id;
  workspace_ = need(server_->workspaces().find(workspace_id_));
  look_ = need(store::Connection::open(workspace_->path(), store::OpenMode::read_only));
}

void World::hire(std::string_view role) {
  access::Authenticator authenticator(server_->access());
  const Caller machine = authenticator.local(workspace_id_)->caller;
  std::optional<Result<access::MemberCard>> added;
  access::add_member(server_->access(), machine,
                     {.name = fmt::format("The {}", role),
                      .email = fmt::format("{}@company.example", role),
                      .role = std::string(role),
                      .department = department_of(role),
                      .password = "seven grey herons"},
                     [&](Result<access::MemberCard> card) { added = std::move(card); });
  while (server_->commit()) {
  }
  const access::MemberCard card = need(std::move(added.value()));
  access::CreatedToken token = need(access::create_token(
      server_->access(), machine, {.name = "test", .scopes = {"*"}, .member_id = card.id}));
  colleagues_.push_back({card.id, std::string(role), std::move(token.secret)});
}

const Colleague& World::colleague(std::string_view role) const {
  for (const Colleague& each : colleagues_) {
    if (each.role == role) {
      return each;
    }
  }
  throw std::runtime_error("no colleague is " + std::string(role));
}

http::Response World::send(const Colleague& who, const Request& request) {
  const std::size_t question = std::min(request.target.find('?'), request.target.size());
  http::Request sent{.method = request.method, .body = request.body};
  sent.path = "/api/v1" + request.target.substr(0, question);
  sent.query = request.target.substr(std::min(question + 1, request.target.size()));
  sent.peer = "192.0.2.1";
  sent.headers.emplace_back("authorization", "Bearer " + who.token);
  if (!request.body.empty()) {
    sent.headers.emplace_back("content-type", "application/json");
  }
  if (request.revision) {
    sent.headers.emplace_back("if-match", fmt::format("\"{}\"", *request.revision));
  }
  if (!request.repeat_key.empty()) {
    sent.headers.emplace_back("idempotency-key", request.repeat_key);
  }
  std::optional<http::Response> answer;
  server_->handler().handle(std::move(sent),
                            [&](http::Response response) { answer = std::move(response); });
  while (!answer && (server_->commit() || server_->step_lanes())) {
  }
  if (!answer) {
    throw std::runtime_error("nobody answered " + request.target);
  }
  return *std::move(answer);
}

Result<std::string> World::body_of(const Colleague& who, const Request& request) {
  http::Response response = send(who, request);
  if (response.status >= 300) {
    return std::unexpected(host::error_of(response));
  }
  return std::move(response.body);
}

std::vector<intake::PostResult> World::given_posts(std::vector<intake::Post> posts,
                                                   bool are_history) {
  const intake::IntakeRequest request{.posts = std::move(posts), .is_history = are_history};
  return need(ask<intake::IntakeAnswer>(
                  colleague("administrator"),
                  {.method = http::Method::post, .target = "/intake", .body = to_json(request)}))
      .results;
}

intake::PostResult World::given_post(intake::Post post) {
  std::vector<intake::Post> posts;
  posts.push_back(std::move(post));
  return given_posts(std::move(posts)).front();
}

void World::restart() {
  workspace_ = nullptr;
  look_ = {};
  server_.reset();
  open();
}

std::string World::rebuild_and_compare(std::string_view module) {
  std::string differences;
  for (const Module* each : settings_.modules) {
    if (!module.empty() && each->name != module) {
      continue;
    }
    const events::RebuildReport report =
        need(events::Rebuild::check({.module = each,
                                     .path = workspace_->path(),
                                     .scratch = folder_.file("rebuild.db"),
                                     .registry = &workspace_->registry(),
                                     .clock = &clock}));
    for (const events::RebuiltTable& table : report.tables) {
      if (!table.is_equal) {
        differences += table.name + ": " + table.first_difference + "\n";
      }
    }
  }
  return differences;
}

std::string World::projections() {
  std::string all;
  for (const Module* module : settings_.modules) {
    for (const store::Table& table : need(store::tables_of(module->migrations))) {
      if (table.kind == store::TableKind::projection) {
        all += table.name + "\n" + rows("SELECT * FROM " + table.name + " ORDER BY 1, 2");
      }
    }
  }
  return all;
}

std::string World::broken_link() {
  const store::LogReport report = need(store::verify_log(look_));
  return report.broken_at == 0 ? "" : fmt::format("event {}: {}", report.broken_at, report.reason);
}

std::string World::behind() {
  std::string names;
  const Sequence last = workspace_->writer().last_sequence();
  for (const std::shared_ptr<events::Lane>& lane : workspace_->bus().lanes()) {
    if (lane->cursor() != last) {
      names += fmt::format("{} is at {} of {}\n", lane->module().name, lane->cursor(), last);
    }
  }
  if (const Sequence behind = workspace_->indexer().behind(); behind != 0) {
    names += fmt::format("the index is {} behind\n", behind);
  }
  return names;
}

std::string World::rows(const std::string& sql) {
  std::string text;
  store::Prepared rows = need(look_.prepare(sql));
  while (need(rows.step())) {
    for (int column = 0; column < rows.columns(); ++column) {
      text += std::string(column == 0 ? "" : " | ") +
              (rows.is_null(column) ? "null" : std::string(rows.text(column)));
    }
    text += '\n';
  }
  return text;
}

GivenPost::operator intake::Post() const {
  intake::Post post;
  post.kind = kind;
  post.native_id = id;
  post.text = text;
  post.author = {author, author};
  post.in_reply_to = answers;
  return post;
}

}  // namespace kith::support
